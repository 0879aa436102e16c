package load

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// validFrames are frames that a server may send: a text message, a message in two fragments with a
// ping between them, an empty message, messages of 200 and of 70,000 bytes, and a close frame.
var validFrames = strings.Join([]string{
	"\x81\x05Hello",
	"\x01\x03Hel", "\x89\x02hi", "\x80\x02lo",
	"\x82\x00",
	"\x82\x7e\x00\xc8" + strings.Repeat("a", 200),
	"\x82\x7f\x00\x00\x00\x00\x00\x01\x11\x70" + strings.Repeat("b", 70000),
	"\x88\x05\x03\xe8bye",
}, "")

// validMessages are the messages in validFrames, as decode describes them.
var validMessages = []string{
	`text 5 "Hello"`, `ping 2 "hi"`, `text 5 "Hello"`, `binary 0 ""`, `binary 200 "aaaaa"`, `binary 70000 "bbbbb"`, `close 5 "\x03\xe8bye"`,
}

// decode returns descriptions of the messages that the decoder finds in a stream, which comes in
// pieces of the given size.
func decode(stream string, piece int) (messages []string, err error) {
	var d Decoder
	for chunk := range slices.Chunk([]byte(stream), piece) {
		err = d.Feed(chunk, func(m Message) error {
			if len(m.Start) != min(m.Size, MaxStart) {
				return fmt.Errorf("%d bytes are kept of %d", len(m.Start), m.Size)
			}
			messages = append(messages, fmt.Sprintf("%v %d %q", m.Opcode, m.Size, m.Start[:min(5, len(m.Start))]))
			return nil
		})
		if err != nil {
			return messages, err
		}
	}
	return messages, nil
}

func TestMessagesAreTheSameHoweverTheirBytesCome(t *testing.T) {
	for _, piece := range []int{1, 2, 3, 7, 4096, len(validFrames)} {
		messages, err := decode(validFrames, piece)
		if err != nil || !slices.Equal(messages, validMessages) {
			t.Errorf("in pieces of %d: %q, %v (want %q)", piece, messages, err, validMessages)
		}
	}
}

func TestInvalidFramesOfAServerAreErrors(t *testing.T) {
	for stream, want := range map[string]string{
		"\xc1\x00":           "reserved bits 0x40",
		"\x81\x81mask!":      "masked",
		"\x09\x00":           "ping frame that is fragmented",
		"\x88\x7e\x00\x7e":   "longer than 125 bytes",
		"\x80\x00":           "opcode continuation",
		"\x01\x01a\x81\x01b": "opcode text, with a fragmented message open: true",
	} {
		if _, err := decode(stream, len(stream)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v (want an error with %q)", stream, err, want)
		}
	}
}

func FuzzDecoder(f *testing.F) {
	f.Add(validFrames[:30], uint8(3))
	f.Add("\x81\x7f\xff\xff\xff\xff\xff\xff\xff\xffa", uint8(1))
	f.Fuzz(func(t *testing.T, stream string, piece uint8) {
		whole, err := decode(stream, max(1, len(stream)))
		parts, partsErr := decode(stream, 1+int(piece))
		if !slices.Equal(whole, parts) || fmt.Sprint(err) != fmt.Sprint(partsErr) {
			t.Errorf("whole: %q, %v; in pieces: %q, %v", whole, err, parts, partsErr)
		}
	})
}
