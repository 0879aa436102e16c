package main

import "fmt"

// pageSize is how many bytes a page has, in which a memory is measured.
const pageSize = 64 << 10

// most is how many bytes of memory data may fill: our module's needs less than a tenth
// of it, and a wrong offset is not to take the machine's memory.
const maxData = 16 << 20

// importsFunctions reads the import section (§5.5.5). It is an error if the module
// imports anything but functions, as its memory might then be another one's, where what
// is not written need not be 0.
func importsFunctions(content []byte) error {
	r := reader{rest: content}
	n := r.unsigned()
	for i := range n {
		r.vector() // whose it is
		r.vector() // its name
		r.expect(0x00)
		r.unsigned() // its type
		if r.err != nil {
			return r.wrap("import of a function", int(i))
		}
	}
	return r.end("the imports")
}

// readMemory reads the memory section (§5.5.8): one memory, of so many bytes that data
// can fill.
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

// memoryOf returns what the memory holds once the segments have been copied into it,
// one after the other (§4.7.2).
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

// within says whether a segment lies in so many bytes of memory. One that does not would
// stop the module at its start.
func (s segment) checkFits(size int) error {
	if s.offset < 0 || s.offset > size || len(s.bytes) > size-s.offset {
		return fmt.Errorf("offset %d, length %d (want all in the first %d bytes)", s.offset, len(s.bytes), size)
	}
	return nil
}
