package rawframe

import (
	"encoding/binary"
	"math"
	"strconv"
	"strings"

	"twocups/lessons/play/faulttext"
	"twocups/lessons/play/rfc6455"
	"twocups/lessons/play/wsblock"
	"twocups/server/sockets/commandtext"
)

// MaxText is the greatest number of bytes of a frame's payload, or of a request "bytes". A step
// of a lesson can't send more.
const MaxText = wsblock.MaxText

// request is a request that parse understood.
type request struct {
	vanish bool
	bytes  []byte // to be written
}

// opcodes are the opcodes of the frames that hold a text, by their names.
var opcodes = map[string]rfc6455.Opcode{
	"continuation": rfc6455.Continuation, "text": rfc6455.Text, "ping": rfc6455.Ping, "pong": rfc6455.Pong,
}

// parse reads a request.
func parse(text string) (request, error) {
	words := commandtext.NewReader(text)
	var r request
	switch strings.ToLower(words.Peek()) {
	case "vanish":
		words.Word()
		words.End()
		r.vanish = true
	case "bytes":
		words.Word()
		if r.bytes = words.Hex(MaxText); len(r.bytes) == 0 {
			words.Fail("bytes without a byte", "pairs of hexadecimal digits such as 81 05")
		}
	default:
		f := readFrame(words)
		r.bytes = f.appendTo(nil)
	}
	return r, words.Err()
}

// readFrame reads a frame and the changes before it.
func readFrame(words *commandtext.Reader) *frame {
	f := &frame{}
	typed := words.Word()
	word := strings.ToLower(typed)
	for f.change(word, words) {
		typed = words.Word()
		word = strings.ToLower(typed)
	}
	opcode, named := opcodes[word]
	switch {
	case named:
		f.opcode, f.payload = opcode, words.Bytes(MaxText)
	case word == "binary":
		f.opcode, f.payload = rfc6455.Binary, words.Hex(MaxText)
	case word == "close":
		f.opcode, f.payload = rfc6455.Close, closePayload(words)
	case word == "opcode":
		f.opcode, f.payload = rfc6455.Opcode(words.Number("opcode", 0, 0xF)), words.Bytes(MaxText)
	default:
		words.Fail("unknown frame "+faulttext.Quote(typed), "text, binary, continuation, close, ping, pong, opcode, bytes, vanish",
			"a change before one of them: unmasked, rsv1, rsv2, rsv3, fragment, length, 16-bit, 64-bit")
	}
	if f.form == 16 && f.claimedLength() > math.MaxUint16 {
		words.Fail(strconv.FormatUint(f.claimedLength(), 10)+" bytes do not fit into 16 bits", "64-bit", "a length up to 65535")
	}
	return f
}

// change makes the change that the word names. It reports false if the word names none.
func (f *frame) change(word string, words *commandtext.Reader) bool {
	switch word {
	case "unmasked":
		f.unmasked = true
	case "rsv1", "rsv2", "rsv3":
		f.rsv[word[3]-'1'] = true
	case "fragment":
		f.fragment = true
	case "16-bit":
		f.form = 16
	case "64-bit":
		f.form = 64
	case "length":
		f.hasLength, f.length = true, words.Number("length", 0, math.MaxUint64)
	default:
		return false
	}
	return true
}

// closePayload reads the payload of a close frame: no bytes, or a code and a reason
// (RFC 6455 §5.5.1).
func closePayload(words *commandtext.Reader) []byte {
	if words.Peek() == "" {
		return nil
	}
	code := words.Number("close code", 0, math.MaxUint16)
	return append(binary.BigEndian.AppendUint16(nil, uint16(code)), words.Bytes(MaxText-2)...)
}
