package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
)

// segment is a data segment: bytes that are copied into the memory when the module starts.
type segment struct {
	offset int
	bytes  []byte
}

// minGap is the number of zeros in a row that end a segment. Above a hundred, the number
// hardly changes the compressed size.
const minGap = 512

// The bytes around the offset of a segment (§5.5.14, §5.4.8 and §5.4.10).
const (
	active   = 0x00 // the segment is copied at the start, into the first memory
	i32Const = 0x41
	end      = 0x0b
)

// readSegments reads the data section (§5.5.14), for a memory of this size.
func readSegments(content []byte, size int) ([]segment, error) {
	r := reader{rest: content}
	var segments []segment
	for range r.unsigned() {
		r.expect(active)
		r.expect(i32Const)
		s := segment{offset: r.signed()}
		r.expect(end)
		s.bytes = r.vector()
		if r.err != nil {
			return nil, r.wrap("data segment", len(segments))
		}
		if err := s.checkFits(size); err != nil {
			return nil, fmt.Errorf("data segment %d: %w", len(segments), err)
		}
		segments = append(segments, s)
	}
	return segments, r.end("the data segments")
}

func appendSegments(b []byte, segments []segment) []byte {
	b = binary.AppendUvarint(b, uint64(len(segments)))
	for _, s := range segments {
		b = appendSigned(append(b, active, i32Const), s.offset)
		b = appendVector(append(b, end), s.bytes)
	}
	return b
}

// splitMemory splits the memory into segments, without zeros at their ends.
func splitMemory(memory []byte) []segment {
	gap := make([]byte, minGap)
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
