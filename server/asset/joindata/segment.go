package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
)

// segment is bytes that are copied into the module's memory when it starts.
type segment struct {
	offset int
	bytes  []byte
}

// most is how far into the memory data may reach, in bytes: our module's needs a
// tenth of it, and a wrong offset is not to take the machine's memory.
const most = 16 << 20

// enough is how many zeros in a row end a segment. From a hundred on the number hardly
// matters to a compressor.
const enough = 512

// The bytes around the offset of a segment (WebAssembly §5.5.14, §5.4.6 and §5.4.9).
const (
	active   = 0x00 // the segment is copied at the start, into the one memory
	i32Const = 0x41
	end      = 0x0b
)

func readSegments(content []byte) ([]segment, error) {
	r := reader{rest: content}
	var segments []segment
	for range r.unsigned() {
		r.want(active)
		r.want(i32Const)
		s := segment{offset: r.signed()}
		r.want(end)
		s.bytes = r.vector()
		if r.err != nil {
			return nil, r.wrap("data segment", len(segments))
		}
		if s.offset < 0 || s.offset+len(s.bytes) > most {
			return nil, fmt.Errorf("data segment %d: %d bytes at %d (want all in the first %d)", len(segments), len(s.bytes), s.offset, most)
		}
		segments = append(segments, s)
	}
	if r.err == nil && len(r.rest) > 0 {
		r.fail("%d bytes after the last one", len(r.rest))
	}
	if r.err != nil {
		return nil, fmt.Errorf("the data segments: %w", r.err)
	}
	return segments, nil
}

func appendSegments(b []byte, segments []segment) []byte {
	b = binary.AppendUvarint(b, uint64(len(segments)))
	for _, s := range segments {
		b = appendSigned(append(b, active, i32Const), s.offset)
		b = appendVector(append(b, end), s.bytes)
	}
	return b
}

// memoryOf returns what the memory holds once the segments have been copied into it,
// one after the other (WebAssembly §4.5.4).
func memoryOf(segments []segment) []byte {
	var memory []byte
	for _, s := range segments {
		if missing := s.offset + len(s.bytes) - len(memory); missing > 0 {
			memory = append(memory, make([]byte, missing)...)
		}
		copy(memory[s.offset:], s.bytes)
	}
	return memory
}

// cut returns the segments that make the memory, without zeros at their ends.
func cut(memory []byte) []segment {
	gap := make([]byte, enough)
	var segments []segment
	for offset := 0; offset < len(memory); {
		rest := memory[offset:]
		zeros := len(rest) - len(bytes.TrimLeft(rest, "\x00"))
		offset += zeros
		rest = rest[zeros:]
		if n := bytes.Index(rest, gap); n >= 0 {
			rest = rest[:n]
		}
		if kept := bytes.TrimRight(rest, "\x00"); len(kept) > 0 {
			segments = append(segments, segment{offset, kept})
		}
		offset += len(rest)
	}
	return segments
}
