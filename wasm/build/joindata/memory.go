package main

import "fmt"

// pageSize is the size in bytes of a page, the unit of a memory's size.
const pageSize = 64 << 10

// maxData is the largest number of bytes of memory that the data may fill. Our module needs
// less than a tenth of them. Because of the limit, a wrong offset can't fill the machine's
// memory.
const maxData = 16 << 20

// importsFunctions checks that the module imports only functions (§5.5.5). An imported
// memory may hold other bytes than zeros.
func importsFunctions(content []byte) error {
	r := reader{rest: content}
	n := r.unsigned()
	for i := range n {
		r.vector() // its module
		r.vector() // its name
		r.expect(0x00)
		r.unsigned() // its type
		if r.err != nil {
			return r.wrap("import of a function", int(i))
		}
	}
	return r.end("the imports")
}

// readMemory reads the memory section (§5.5.8), which must have one memory. It returns how
// many bytes of the memory the data may fill.
func readMemory(content []byte) (size int, err error) {
	r := reader{rest: content}
	r.expect(1) // the number of memories
	limits := r.byte()
	pages := r.unsigned()
	switch limits {
	case 0x00: // no maximum
	case 0x01:
		r.unsigned()
	default:
		r.fail("limits of the kind 0x%02x (want 0x00 or 0x01)", limits)
	}
	if err := r.end("the memory"); err != nil {
		return 0, err
	}
	return int(min(uint64(pages)*pageSize, maxData)), nil
}

// memoryOf returns the content of the memory after the segments have been copied into it
// in their order (§4.7.2).
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

// checkFits checks that the segment lies within the first size bytes of the memory. A
// segment outside of the memory would stop the module at its start.
func (s segment) checkFits(size int) error {
	if s.offset < 0 || s.offset > size || len(s.bytes) > size-s.offset {
		return fmt.Errorf("offset %d, length %d (want all in the first %d bytes)", s.offset, len(s.bytes), size)
	}
	return nil
}
