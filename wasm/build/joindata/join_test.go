package main

import (
	"bytes"
	"encoding/binary"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"twocups/server/proof/noderun"
)

// These are the parts of the tests' modules.
var (
	memory   = section{memorySection, []byte{1, 0x00, 1}}             // one memory of at least one page
	bounded  = section{memorySection, []byte{1, 0x01, 1, 2}}          // one memory of one or two pages
	vast     = section{memorySection, []byte{1, 0x00, 0x80, 0x80, 4}} // one memory of at least 65,536 pages
	exported = section{7, append([]byte{1, 6}, "memory\x02\x00"...)}  // exports the memory as "memory"
	imported = section{importSection, []byte("\x02\x02go\x01f\x00\x07\x02go\x01g\x00\x08")}
	custom   = section{0, append([]byte{4}, "note: data segments are here"...)} // which no engine reads
)

func moduleOf(sections ...section) []byte {
	module := bytes.Clone(preamble)
	for _, s := range sections {
		module = s.append(module)
	}
	return module
}

func data(segments ...segment) section { return section{dataSection, appendSegments(nil, segments)} }

// joined returns the data segments of a module after join, and checks that join leaves the
// other sections as they are.
func joined(t *testing.T, module []byte) []segment {
	t.Helper()
	after, err := join(module)
	if err != nil {
		t.Fatal(err)
	}
	was, err := readModule(module)
	if err != nil {
		t.Fatal(err)
	}
	is, err := readModule(after)
	if err != nil || len(is) != len(was) {
		t.Fatalf("%d sections became %d (%v)", len(was), len(is), err)
	}
	var segments []segment
	for i, s := range is {
		switch {
		case s.id == dataSection:
			if segments, err = readSegments(s.content, maxData); err != nil {
				t.Fatal(err)
			}
		case s.id != was[i].id || !bytes.Equal(s.content, was[i].content):
			t.Errorf("section %d, with the id %d, has changed; its id is %d", i, was[i].id, s.id)
		}
	}
	return segments
}

// zeros returns n zeros between two other bytes.
func zeros(n int) []byte { return append(append([]byte("a"), make([]byte, n)...), 'b') }

func TestSegmentsAreJoinedAcrossZeros(t *testing.T) {
	for _, test := range []struct {
		what      string
		was, want []segment
	}{
		{"no segment", nil, nil},
		{"an empty segment", []segment{{8, nil}}, nil},
		{"only zeros", []segment{{8, make([]byte, 3)}}, nil},
		{"one segment", []segment{{8, []byte("a")}}, []segment{{8, []byte("a")}}},
		{"zeros at its ends", []segment{{8, []byte("\x00a\x00")}}, []segment{{9, []byte("a")}}},
		{"side by side", []segment{{8, []byte("a")}, {9, []byte("b")}}, []segment{{8, []byte("ab")}}},
		{"a gap", []segment{{8, []byte("a")}, {8 + minGap, []byte("b")}}, []segment{{8, zeros(minGap - 1)}}},
		{"a longer gap", []segment{{8, []byte("a")}, {9 + minGap, []byte("b")}}, []segment{{8, []byte("a")}, {9 + minGap, []byte("b")}}},
		{"zeros within a segment", []segment{{8, zeros(minGap)}}, []segment{{8, []byte("a")}, {9 + minGap, []byte("b")}}},
		{"the later segment first", []segment{{9, []byte("b")}, {8, []byte("a")}}, []segment{{8, []byte("ab")}}},
		{"a segment over another segment", []segment{{8, []byte("abc")}, {9, []byte("xyz")}, {9, []byte("\x00")}}, []segment{{8, []byte("a\x00yz")}}},
		{"a segment at the end of the memory", []segment{{pageSize - 1, []byte("a")}, {pageSize, nil}}, []segment{{pageSize - 1, []byte("a")}}},
	} {
		got := joined(t, moduleOf(custom, imported, bounded, exported, data(test.was...), custom))
		same := func(a, b segment) bool { return a.offset == b.offset && bytes.Equal(a.bytes, b.bytes) }
		if !slices.EqualFunc(got, test.want, same) {
			t.Errorf("%s: %v, want %v", test.what, got, test.want)
		}
	}
}

func TestAModuleWithoutDataStaysAsItIs(t *testing.T) {
	for _, module := range [][]byte{moduleOf(), moduleOf(custom), moduleOf(imported, memory, exported)} {
		if after, err := join(module); err != nil || !bytes.Equal(after, module) {
			t.Errorf("%q became %q (%v)", module, after, err)
		}
	}
}

func TestAModuleThatCannotBeJoinedIsAnError(t *testing.T) {
	segments := func(text string) []byte { return moduleOf(memory, section{dataSection, []byte(text)}) }
	imports := func(text string) []byte { return moduleOf(section{importSection, []byte(text)}) }
	memories := func(text string) []byte { return moduleOf(section{memorySection, []byte(text)}) }
	for _, test := range []struct {
		module []byte
		want   string
	}{
		{nil, `no module of version 1: it does not begin with "\0asm\x01\0\0\0"`},
		{[]byte("\x00asm\x02\x00\x00\x00"), `no module of version 1: it does not begin with "\0asm\x01\0\0\0"`},
		{append(moduleOf(custom), 5), "section 1: it ends too early"},
		{append(moduleOf(), 5, 2, 0), "section 0: length 2 where 1 are left"},
		{append(moduleOf(), 5, 0xff, 0xff, 0xff, 0xff, 0x10), "section 0: no number of 32 bits"},
		{append(moduleOf(), 5, 0x80, 0x80, 0x80, 0x80, 0x80, 0), "section 0: no number of 32 bits"}, // more bytes than a u32 has
		{moduleOf(memory, section{dataCountSection, []byte{0}}, data()),
			"the module has a data count section, so it may name its data segments by their indices"},

		{imports("\x01\x02go\x01m\x02\x00\x01"), "import of a function 0: byte 0x02 (want 0x00)"}, // a memory
		{imports("\x02\x02go\x01f\x00\x07"), "import of a function 1: it ends too early"},
		{imports("\x01\x02go\x01f\x00\x07x"), "the imports: 1 bytes are left over"},
		{memories("\x00"), "the memory: byte 0x00 (want 0x01)"}, // none
		{memories("\x02\x00\x01\x00\x01"), "the memory: byte 0x02 (want 0x01)"},
		{memories("\x01\x04\x01"), "the memory: limits of the kind 0x04 (want 0x00 or 0x01)"}, // of 64 bits
		{memories("\x01\x01\x01"), "the memory: it ends too early"},
		{memories("\x01\x00\x01\x01"), "the memory: 1 bytes are left over"},

		{segments(""), "the data segments: it ends too early"},
		{segments("\x00x"), "the data segments: 1 bytes are left over"},
		{segments("\x01"), "data segment 0: it ends too early"},
		{segments("\x01\x01\x00"), "data segment 0: byte 0x01 (want 0x00)"}, // passive
		{segments("\x01\x00\x23\x00\x0b\x00"), "data segment 0: byte 0x23 (want 0x41)"},
		{segments("\x01\x00\x41\x00\x00"), "data segment 0: byte 0x00 (want 0x0b)"},
		{segments("\x01\x00\x41\x00\x0b\x02a"), "data segment 0: length 2 where 1 are left"},
		{segments("\x01\x00\x41\x80\x80\x80\x80\x80\x00\x0b\x00"), "data segment 0: no number of 32 bits"},
		{segments("\x01\x00\x41\xff\xff\xff\xff\x0f\x0b\x00"), "data segment 0: no number of 32 bits"}, // 2³²-1
		{segments("\x01\x00\x41\x7f\x0b\x01a"), "data segment 0: offset -1, length 1 (want all in the first 65536 bytes)"},
		{moduleOf(data(segment{0, []byte("a")}), memory), "data segment 0: offset 0, length 1 (want all in the first 0 bytes)"},
		{moduleOf(memory, data(segment{}, segment{pageSize - 1, []byte("ab")})), "data segment 1: offset 65535, length 2 (want all in the first 65536 bytes)"},
		{moduleOf(memory, data(segment{pageSize + 1, nil})), "data segment 0: offset 65537, length 0 (want all in the first 65536 bytes)"},
		{moduleOf(vast, data(segment{maxData, []byte("a")})), "data segment 0: offset 16777216, length 1 (want all in the first 16777216 bytes)"},
	} {
		after, err := join(test.module)
		if after != nil || err == nil || err.Error() != test.want {
			t.Errorf("%q: %q, %v, want %s", test.module, after, err, test.want)
		}
	}
}

// A WebAssembly engine sees the same memory before and after join.
func TestAnEngineSeesTheSameMemory(t *testing.T) {
	was := moduleOf(memory, exported, data(
		segment{60_000, []byte("over the end of a number's byte")}, segment{63, []byte("a")}, segment{64, []byte("b")},
		segment{0, []byte("first")}, segment{2, []byte("s")}, segment{3, []byte{0}}, segment{8191, []byte("c")}, segment{8192, []byte("d")}))
	is, err := join(was)
	if err != nil {
		t.Fatal(err)
	}
	const module = `
		import { readFileSync } from "node:fs";
		async function memory(name) {
			const { instance } = await WebAssembly.instantiate(readFileSync(name));
			return Buffer.from(instance.exports.memory.buffer);
		}
		const [was, is] = [await memory("was.wasm"), await memory("is.wasm")];
		console.log(was.length, was.indexOf("over"), was.equals(is));`
	files := fstest.MapFS{"was.wasm": {Data: was}, "is.wasm": {Data: is}}
	if printed := noderun.Run(t, module, files, "*.wasm"); printed != "65536 60000 true\n" {
		t.Errorf("printed %q, want the memory's length, the place of a text in the memory, and true", printed)
	}
}

func TestSignedNumbers(t *testing.T) {
	for _, n := range []int{0, 1, 63, 64, 8191, 8192, 1<<31 - 1, -1, -64, -65, -8192, -8193, -1 << 31} {
		r := reader{rest: appendSigned(nil, n)}
		if got := r.signed(); got != n || r.err != nil || len(r.rest) > 0 {
			t.Errorf("%d became %d (%v), and %d bytes are left", n, got, r.err, len(r.rest))
		}
	}
}

func FuzzJoin(f *testing.F) {
	f.Add(moduleOf(custom, memory, exported, data(segment{8, []byte("a")}, segment{600, []byte("b")}, segment{7, []byte("cd")})))
	f.Add(moduleOf(imported, bounded, section{dataSection, binary.AppendUvarint(nil, 1<<32-1)}))
	f.Add(moduleOf(vast, data(segment{maxData - 1, []byte("a")})))
	f.Fuzz(func(t *testing.T, module []byte) {
		after, err := join(module)
		if err != nil {
			return
		}
		again, err := join(after)
		if err != nil || !bytes.Equal(again, after) {
			t.Errorf("a second join changes the module (%v)", err)
		}
		was, is := contents(t, module), contents(t, after)
		if !slices.EqualFunc(was, is, bytes.Equal) {
			t.Errorf("the sections were %q and are %q", was, is)
		}
	})
}

// contents returns the content of each section; of the data section it returns the memory.
func contents(t *testing.T, module []byte) (all [][]byte) {
	sections, err := readModule(module)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range sections {
		if s.id == dataSection {
			segments, err := readSegments(s.content, maxData)
			if err != nil {
				t.Fatal(err)
			}
			s.content = []byte(strings.TrimRight(string(memoryOf(segments)), "\x00"))
		}
		all = append(all, append([]byte{s.id}, s.content...))
	}
	return all
}
