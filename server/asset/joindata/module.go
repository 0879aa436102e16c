package main

import (
	"bytes"
	"errors"
)

// magic begins every module: "\0asm" and the version of the format (WebAssembly §5.5.16).
var magic = []byte("\x00asm\x01\x00\x00\x00")

// The numbers of the sections that matter here (WebAssembly §5.5.2).
const (
	memorySection    = 5
	dataSection      = 11
	dataCountSection = 12
)

// section is one part of a module. What it holds is only read where it is data.
type section struct {
	id      byte
	content []byte
}

var (
	errNoModule = errors.New(`no module of version 1: it does not begin with "\0asm\x01\0\0\0"`)
	errNoMemory = errors.New("the module has no memory of its own, so what is not written need not be 0")
	errCounted  = errors.New("the module has a data count section, so it may name its data segments by their numbers")
)

// join returns the module with its data in as few segments as is good for a
// compressor. It is an error if that could change what the module does.
func join(module []byte) ([]byte, error) {
	sections, err := readModule(module)
	if err != nil {
		return nil, err
	}
	joined := bytes.Clone(magic)
	ownMemory := false
	for _, s := range sections {
		switch s.id {
		case memorySection:
			ownMemory = true
		case dataCountSection:
			return nil, errCounted
		case dataSection:
			if !ownMemory {
				return nil, errNoMemory
			}
			if s.content, err = joinSegments(s.content); err != nil {
				return nil, err
			}
		}
		joined = s.append(joined)
	}
	return joined, nil
}

func joinSegments(content []byte) ([]byte, error) {
	segments, err := readSegments(content)
	if err != nil {
		return nil, err
	}
	return appendSegments(nil, cut(memoryOf(segments))), nil
}

func readModule(module []byte) ([]section, error) {
	rest, found := bytes.CutPrefix(module, magic)
	if !found {
		return nil, errNoModule
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
