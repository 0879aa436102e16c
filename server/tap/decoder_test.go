package tap

import (
	"bytes"
	"encoding/binary"
	"slices"
	"strings"
	"testing"

	"twocups/lessons/play"
	"twocups/lessons/play/digits"
	"twocups/lessons/play/rfc6455"
)

// frame writes a frame: the first byte, the length in its shortest form, and the
// payload, masked with a key if it comes from the client.
func frame(sender rfc6455.Side, first byte, payload string) []byte {
	var raw []byte
	mask := byte(0)
	if sender == rfc6455.Client {
		mask = 0x80
	}
	switch n := len(payload); {
	case n < 126:
		raw = append(raw, first, mask|byte(n))
	case n <= 0xFFFF:
		raw = binary.BigEndian.AppendUint16(append(raw, first, mask|126), uint16(n))
	default:
		raw = binary.BigEndian.AppendUint64(append(raw, first, mask|127), uint64(n))
	}
	body := []byte(payload)
	if mask != 0 {
		key := rfc6455.MaskingKey{0x37, 0xfa, 0x21, 0x3d}
		raw = append(raw, key[:]...)
		unmask(body, key, 0)
	}
	return append(raw, body...)
}

// decode decodes the bytes of one end in pieces of at most this many bytes, and returns the
// frames.
func decode(sender rfc6455.Side, raw []byte, piece int) []play.Frame {
	var frames []play.Frame
	half := false // only a part of the last frame has come
	d := NewDecoder(sender, func(f *play.Frame, whole bool) {
		frame := *f
		frame.Payload, frame.Violations = slices.Clone(f.Payload), slices.Clone(f.Violations)
		if half {
			frames = frames[:len(frames)-1]
		}
		frames, half = append(frames, frame), !whole
	})
	for part := range slices.Chunk(raw, piece) {
		d.Write(part)
	}
	return frames
}

func TestTheExamplesOfTheRFC(t *testing.T) { // RFC 6455 §5.7
	big := strings.Repeat("b", 256)
	huge := strings.Repeat("h", 65536)
	for _, test := range []struct {
		name   string
		sender rfc6455.Side
		raw    []byte
		want   []play.Frame
	}{
		{"an unmasked text message", rfc6455.Server, []byte("\x81\x05Hello"),
			[]play.Frame{{Fin: true, Opcode: rfc6455.Text, ShortLength: 5, LengthForm: 7, Length: 5, Payload: digits.Hex("Hello"), Message: 1}}},
		{"a masked text message", rfc6455.Client, []byte("\x81\x85\x37\xfa\x21\x3d\x7f\x9f\x4d\x51\x58"),
			[]play.Frame{{Fin: true, Opcode: rfc6455.Text, Masked: true, Key: rfc6455.MaskingKey{0x37, 0xfa, 0x21, 0x3d},
				ShortLength: 5, LengthForm: 7, Length: 5, Payload: digits.Hex("Hello"), Message: 1}}},
		{"a message in two frames", rfc6455.Server, []byte("\x01\x03Hel\x80\x02lo"), []play.Frame{
			{Opcode: rfc6455.Text, ShortLength: 3, LengthForm: 7, Length: 3, Payload: digits.Hex("Hel"), Message: 1, Fragment: 1},
			{Fin: true, Opcode: rfc6455.Continuation, ShortLength: 2, LengthForm: 7, Length: 2, Payload: digits.Hex("lo"), Message: 1, Fragment: 2}}},
		{"a ping", rfc6455.Server, []byte("\x89\x05Hello"),
			[]play.Frame{{Fin: true, Opcode: rfc6455.Ping, ShortLength: 5, LengthForm: 7, Length: 5, Payload: digits.Hex("Hello")}}},
		{"a length of 16 bits", rfc6455.Server, []byte("\x82\x7e\x01\x00" + big),
			[]play.Frame{{Fin: true, Opcode: rfc6455.Binary, ShortLength: 126, LengthForm: 16, Length: 256, Payload: digits.Hex(big), Message: 1}}},
		{"a length of 64 bits", rfc6455.Server, []byte("\x82\x7f\x00\x00\x00\x00\x00\x01\x00\x00" + huge),
			[]play.Frame{{Fin: true, Opcode: rfc6455.Binary, ShortLength: 127, LengthForm: 64, Length: 65536, Payload: digits.Hex(huge[:play.MaxFramePreview]), Message: 1}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			for i := range test.want {
				w := &test.want[i]
				w.Sender, w.OpcodeBits, w.Came = test.sender, uint8(w.Opcode), w.Length
				if w.Message > 0 {
					w.Carries = test.want[0].Opcode
				}
			}
			for _, piece := range []int{len(test.raw), 1, 3} {
				sameFrames(t, decode(test.sender, test.raw, piece), test.want)
			}
		})
	}
}

func sameFrames(t testing.TB, got, want []play.Frame) {
	t.Helper()
	if !slices.EqualFunc(got, want, func(a, b play.Frame) bool {
		same := bytes.Equal(a.Payload, b.Payload) && slices.Equal(a.Violations, b.Violations)
		a.Payload, b.Payload, a.Violations, b.Violations = nil, nil, nil, nil
		return same && sameBits(a, b)
	}) {
		t.Errorf("frames\n%+v\nwant\n%+v", got, want)
	}
}

func sameBits(a, b play.Frame) bool {
	return a.Number == b.Number && a.Sender == b.Sender && a.Fin == b.Fin && a.RSV == b.RSV && a.Opcode == b.Opcode &&
		a.OpcodeBits == b.OpcodeBits && a.Masked == b.Masked && a.ShortLength == b.ShortLength && a.LengthForm == b.LengthForm &&
		a.Length == b.Length && a.Key == b.Key && a.Came == b.Came && a.Code == b.Code &&
		a.Message == b.Message && a.Fragment == b.Fragment && a.Carries == b.Carries
}

func TestAControlFrameBetweenFragmentsBelongsToNoMessage(t *testing.T) {
	raw := slices.Concat(frame(rfc6455.Client, 0x01, "é"[:1]), frame(rfc6455.Client, 0x89, "!"), frame(rfc6455.Client, 0x80, "é"[1:]), frame(rfc6455.Client, 0x81, "x"))
	frames := decode(rfc6455.Client, raw, len(raw))
	for i, want := range []struct{ message, fragment int }{{1, 1}, {0, 0}, {1, 2}, {2, 0}} {
		if f := frames[i]; f.Message != want.message || f.Fragment != want.fragment || len(f.Violations) > 0 {
			t.Errorf("frame %d: message %d, fragment %d, violations %v, want %v", i, f.Message, f.Fragment, f.Violations, want)
		}
	}
}

func TestAFrameUnderWayIsDecodedAsItGrows(t *testing.T) {
	var lengths []uint64
	d := NewDecoder(rfc6455.Server, func(f *play.Frame, _ bool) { lengths = append(lengths, f.Came) })
	for _, part := range []string{"\x81", "\x05", "He", "ll", "o"} {
		d.Write([]byte(part))
	}
	if !slices.Equal(lengths, []uint64{0, 2, 4, 5}) {
		t.Errorf("decoded with %v bytes, want 0, 2, 4 and 5", lengths)
	}
}

func TestWithDeflateAgreedOnRSV1IsNoViolationAndTheTextIsNotRead(t *testing.T) {
	raw := slices.Concat(frame(rfc6455.Client, 0xC1, "\xff\xfe"), frame(rfc6455.Client, 0x41, "\xff"), frame(rfc6455.Client, 0x80, "\xff"),
		frame(rfc6455.Client, 0xC9, "a ping"))
	var violations []rfc6455.Violation
	d := NewDecoder(rfc6455.Client, func(f *play.Frame, whole bool) { violations = append(violations, f.Violations...) })
	d.rules.stream.Deflate = true
	d.Write(raw)
	if len(violations) != 1 || violations[0].Field != rfc6455.RSV1Field {
		t.Errorf("violations %v, want only that of the ping", violations)
	}
}

func TestDecodingAllocatesNothingForAFrameWithoutViolations(t *testing.T) {
	raw := frame(rfc6455.Client, 0x81, strings.Repeat("thirty-two bytes of a message...", 40))
	d := NewDecoder(rfc6455.Client, func(*play.Frame, bool) {})
	d.Write(raw)
	if n := testing.AllocsPerRun(100, func() { d.Write(raw) }); n > 0 {
		t.Errorf("%v allocations a frame", n)
	}
}
