package rawframe

import (
	"bytes"
	"math"
	"strings"
	"testing"

	"twocups/lessons/play"
	"twocups/lessons/play/digits"
	"twocups/lessons/play/rfc6455"
	"twocups/server/tap"
)

// The frames of RFC 6455 §5.7, and each change to them.
func TestWritesFramesAsTheyAreAskedFor(t *testing.T) {
	for text, want := range map[string]string{
		"text Hello":                               "81 85 37 fa 21 3d 7f 9f 4d 51 58",
		"unmasked text Hello":                      "81 05 48 65 6c 6c 6f",
		"ping Hello":                               "89 85 37 fa 21 3d 7f 9f 4d 51 58",
		"pong":                                     "8a 80 37 fa 21 3d",
		"unmasked binary 00 ff":                    "82 02 00 ff",
		"fragment text Hel":                        "01 83 37 fa 21 3d 7f 9f 4d",
		"continuation lo":                          "80 82 37 fa 21 3d 5b 95",
		"rsv1 rsv3 unmasked text":                  "d1 00",
		"rsv2 unmasked text":                       "a1 00",
		"opcode 0x3 Hello":                         "83 85 37 fa 21 3d 7f 9f 4d 51 58",
		"unmasked opcode 15":                       "8f 00",
		"unmasked close":                           "88 00",
		"unmasked close 01751":                     "88 02 06 d7",
		"Unmasked RSV1 Text a":                     "c1 01 61",
		"unmasked close 999":                       "88 02 03 e7",
		"unmasked close 1000 bye":                  "88 05 03 e8 62 79 65",
		`unmasked text "caf\xe9"`:                  "81 04 63 61 66 e9",
		"unmasked 16-bit text a":                   "81 7e 00 01 61",
		"unmasked 64-bit text a":                   "81 7f 00 00 00 00 00 00 00 01 61",
		"unmasked length 2 text a":                 "81 02 61",
		"unmasked length 1000 text a":              "81 7e 03 e8 61",
		"unmasked length 70000 text a":             "81 7f 00 00 00 00 00 01 11 70 61",
		"unmasked length 9223372036854775808 text": "81 7f 80 00 00 00 00 00 00 00",
		"unmasked fragment ping a":                 "09 01 61",
		"bytes 81 85 37fa":                         "81 85 37 fa",
	} {
		got, err := parse(text)
		if err != nil || digits.FormatHex(got.bytes) != want {
			t.Errorf("%s is %s, %v, want %s", text, digits.FormatHex(got.bytes), err, want)
		}
	}
	if got, err := parse("vanish"); err != nil || !got.vanish {
		t.Errorf("vanish is %+v, %v", got, err)
	}
}

func TestSaysWhatWasExpected(t *testing.T) {
	const frames = ` (want text, binary, continuation, close, ping, pong, opcode, bytes, vanish or a change before one of them: unmasked, rsv1, rsv2, rsv3, fragment, length, 16-bit, 64-bit)`
	for text, want := range map[string]string{
		"":                           `unknown frame ""` + frames,
		"Hello":                      `unknown frame "Hello"` + frames,
		"unmasked":                   `unknown frame ""` + frames,
		"rsv4 text Hello":            `unknown frame "rsv4"` + frames,
		"opcode 16":                  `opcode "16" (want 0 to 15)`,
		"length -1 text a":           `length "-1" (want 0 to 18446744073709551615)`,
		"16-bit length 65536 text a": `65536 bytes do not fit into 16 bits (want 64-bit or a length up to 65535)`,
		"16-bit length 18446744073709551615 text a": `18446744073709551615 bytes do not fit into 16 bits (want 64-bit or a length up to 65535)`,
		"close 1000 " + strings.Repeat("x", 4095):   `4095 bytes (want at most 4094)`,
		"close 0o1751":                      `close code "0o1751" (want 0 to 65535)`,
		"close 1_000":                       `close code "1_000" (want 0 to 65535)`,
		"close 65536":                       `close code "65536" (want 0 to 65535)`,
		"bytes":                             `bytes without a byte (want pairs of hexadecimal digits such as 81 05)`,
		"bytes 8":                           `bytes "8" (want pairs of hexadecimal digits such as 48 69)`,
		"vanish now":                        `unexpected "now" (want the end of the line)`,
		"text " + strings.Repeat("x", 4097): `4097 bytes (want at most 4096)`,
	} {
		if _, err := parse(text); err == nil || err.Error() != want {
			t.Errorf("%.20q: %v, want %s", text, err, want)
		}
	}
}

// FuzzParse checks that the bytes of each request without a fault are within the limit, and that
// each fault lists the choices.
func FuzzParse(f *testing.F) {
	for _, text := range []string{"text Hello", "unmasked text Hello", "rsv1 fragment ping a", "length 1000 text a", "64-bit binary 00 ff",
		`text "caf\xe9"`, "opcode 0x3 a", "close 999", "close 1000 bye", "bytes 81 05", "vanish"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		a, err := parse(text)
		if err != nil {
			if !strings.Contains(err.Error(), "(want ") {
				t.Errorf("%q: the fault %v lists no choices", text, err)
			}
			return
		}
		if len(a.bytes) > MaxText+14 || a.vanish != (len(a.bytes) == 0) {
			t.Errorf("%q is %d bytes", text, len(a.bytes))
		}
	})
}

// FuzzFrame checks that a decoder reads a frame as it was written.
func FuzzFrame(f *testing.F) {
	f.Add(byte(1), true, true, false, false, 0, []byte("Hello"))
	f.Add(byte(9), false, false, true, true, 16, []byte("x"))
	f.Fuzz(func(t *testing.T, opcode byte, fragment, unmasked, rsv1, rsv3 bool, form int, payload []byte) {
		if len(payload) > play.MaxFramePreview || form != 16 && form != 64 {
			form, payload = 0, payload[:min(len(payload), play.MaxFramePreview)]
		}
		want := frame{opcode: rfc6455.Opcode(opcode & 0xF), fragment: fragment, unmasked: unmasked, rsv: [3]bool{rsv1, false, rsv3}, form: form, payload: payload}
		frames := 0
		decoder := tap.NewDecoder(rfc6455.Client, func(got *play.Frame, whole bool) {
			frames++
			if !whole || got.OpcodeBits != opcode&0xF || got.Fin == fragment || got.Masked == unmasked || got.RSV != want.rsv ||
				form > 0 && got.LengthForm != form || got.Length != uint64(len(payload)) || !bytes.Equal(got.Payload, payload) {
				t.Errorf("%+v is %+v", want, got)
			}
		})
		decoder.Write(want.appendTo(nil))
		if frames != 1 {
			t.Errorf("%d frames", frames)
		}
	})
}

func TestEveryLengthHasItsShortestForm(t *testing.T) {
	for length, want := range map[uint64]int{0: 7, 125: 7, 126: 16, math.MaxUint16: 16, math.MaxUint16 + 1: 64, math.MaxUint64: 64} {
		f := frame{hasLength: true, length: length}
		if got := f.lengthBits(); got != want {
			t.Errorf("the length %d has %d bits, want %d", length, got, want)
		}
	}
}
