package main

import (
	"bytes"
	"errors"
)

// preamble begins every module: the magic number "\0asm" and the version (§5.5.17).
var preamble = []byte("\x00asm\x01\x00\x00\x00")

// The ids of the sections that joindata reads (§5.5.2), in their order in a module.
const (
	importSection    = 2
	memorySection    = 5
	dataCountSection = 12
	dataSection      = 11
)

// section is one part of a module.
type section struct {
	id      byte
	content []byte
}

var (
	errNotModule = errors.New(`no module of version 1: it does not begin with "\0asm\x01\0\0\0"`)
	errDataCount = errors.New("the module has a data count section, so it may name its data segments by their indices")
)

// join returns the module with its data in a few long segments. It returns an error for a
// module that could work differently with these segments.
func join(module []byte) ([]byte, error) {
	sections, err := readModule(module)
	if err != nil {
		return nil, err
	}
	joined := bytes.Clone(preamble)
	size := 0 // of the memory
	for _, s := range sections {
		switch s.id {
		case importSection:
			err = importsFunctions(s.content)
		case memorySection:
			size, err = readMemory(s.content)
		case dataCountSection:
			err = errDataCount
		case dataSection:
			s.content, err = joinSegments(s.content, size)
		}
		if err != nil {
			return nil, err
		}
		joined = s.append(joined)
	}
	return joined, nil
}

// joinSegments joins the segments of a data section, for a memory of this size.
func joinSegments(content []byte, size int) ([]byte, error) {
	segments, err := readSegments(content, size)
	if err != nil {
		return nil, err
	}
	return appendSegments(nil, splitMemory(memoryOf(segments))), nil
}

// readModule splits a module into its sections.
func readModule(module []byte) ([]section, error) {
	rest, found := bytes.CutPrefix(module, preamble)
	if !found {
		return nil, errNotModule
	}
	var sections []section
	for r := (reader{rest: rest}); len(r.rest) > 0; {
		s := section{id: r.byte(), content: r.vector()}
		if r.err != nil {
			return nil, r.wrap("section", len(sections))
		}
		sections = append(sections, s)
	}
	return sections, nil
}

func (s section) append(b []byte) []byte { return appendVector(append(b, s.id), s.content) }
