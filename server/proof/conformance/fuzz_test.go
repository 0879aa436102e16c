package conformance

import (
	"cmp"
	"slices"
	"testing"

	"twocups/server/socket"
	"twocups/server/socket/sockettest"
	"twocups/server/sockets/echo"
)

// limitOfFuzz is the limit of a message in bytes. It is short, so that streams reach it.
const limitOfFuzz = 300

// fuzzed serves the echo for fuzzing.
func fuzzed(f *testing.F) Server {
	handler := echo.Handler(socket.New(socket.Config{MaxMessage: limitOfFuzz}))
	return Server{URL: sockettest.Serve(f, handler) + "/echo"}.withDefaults()
}

// predict returns the number of bytes after which a strict echo ends the connection, the whole
// stream, and the answers until then. If a stream doesn't end the connection, predict appends
// zero bytes to the end of the last frame, and then a close frame.
func predict(stream []byte) (until int, whole []byte, answers []Frame) {
	model := NewModel(limitOfFuzz)
	for {
		for until < len(stream) && !model.Closed {
			model.Feed(stream[until : until+1])
			until++
		}
		if model.Closed {
			return until, stream, model.Answers
		}
		if missing := model.Missing(); missing > 0 {
			stream = append(stream, make([]byte, missing)...)
		} else {
			stream = append(stream, closing(1000, "the end").bytes()...)
		}
	}
}

// compareWithModel sends a stream and compares the server's answers with the model's answers. If after is
// true, it also sends the bytes after the end. It sends segments of the given length in bytes;
// 0 means a single segment.
func compareWithModel(t *testing.T, server Server, stream []byte, segment byte, after bool) {
	until, whole, answers := predict(slices.Clone(stream))
	if !after {
		whole = whole[:until]
	}
	parts := slices.Collect(slices.Chunk(whole, max(1, cmp.Or(int(segment), len(whole)))))
	last := len(answers) - 1
	c := Case{Script: []Step{sendStep(parts), expectStep(answers[:last]), closeStep(answers[last].code())}}
	if err := server.play(t.Context(), c); err != nil {
		t.Errorf("sent % x\nthe model answers %v\n%v", whole, answers, err)
	}
}

// FuzzBytes sends any bytes.
func FuzzBytes(f *testing.F) {
	const most, oneIn = 100, 7 // the short cases, and one in seven of them
	for _, group := range Groups(limitOfModel) {
		for i, c := range group.Cases {
			stream := sentBy(c)
			if i%oneIn == 0 && len(stream) < most {
				f.Add(stream, byte(i), i%2 == 0)
			}
		}
	}
	server := fuzzed(f)
	f.Fuzz(func(t *testing.T, stream []byte, segment byte, after bool) {
		compareWithModel(t, server, stream, segment, after)
	})
}

func sentBy(c Case) []byte {
	var all []byte
	for _, step := range c.Script {
		if parts, ok := step.(sendStep); ok {
			all = append(all, slices.Concat(parts...)...)
		}
	}
	return all
}

// FuzzFrames sends frames that a recipe describes. Most of them are valid, so that a connection
// doesn't end after the first frame.
func FuzzFrames(f *testing.F) {
	for _, recipe := range []string{
		"\x00\x05Hello\x09\x01p",
		"\x10\x03Hel\x09\x01p\x04\x02lo\x0c\x02\x03\xe8",
		"\x10\x02\xf0\x9f\x04\x02\xa7\x80",
		"\x03\x04\xff\xfe\xfd\xfc\x00\x02\xc0\xaf",
		"\x00\x01a\xa0\x01b\x00\x01c",
		"\x0c\x01\x03", "\x0c\x05\x03\xe8bye", "\xc0\x01a", "\xe4\x01a",
	} {
		f.Add([]byte(recipe), byte(0), false)
	}
	server := fuzzed(f)
	f.Fuzz(func(t *testing.T, recipe []byte, segment byte, after bool) {
		var stream []byte
		for _, one := range framesAfter(recipe) {
			stream = append(stream, one.bytes()...)
		}
		compareWithModel(t, server, stream, segment, after)
	})
}

// framesAfter makes frames from a recipe. For each frame, the recipe has a byte for its kind, a
// byte for its length, and its payload.
func framesAfter(recipe []byte) []Frame {
	kinds := [16]byte{opText, opText, opText, opBinary, 0, 0, 0, 0, 0, opPing, opPing, opPong, opClose, opText, 0x3, 0xB}
	var frames []Frame
	for len(recipe) >= 2 {
		kind, length := recipe[0], min(int(recipe[1]), len(recipe)-2)
		one := frame(kinds[kind&15], string(recipe[2:2+length]))
		one.Unfinished = kind&16 != 0
		one.Key[3] = recipe[1]
		switch kind >> 5 {
		case 5:
			one.RSV = 1 + recipe[1]%7
		case 6:
			one.Unmasked = true
		case 7:
			one.LengthBits = []int{16, 64}[recipe[1]%2]
		}
		frames, recipe = append(frames, one), recipe[2+length:]
	}
	return frames
}
