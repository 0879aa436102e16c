package socket

import (
	"encoding/binary"
	"fmt"
	"unicode/utf8"

	"twocups/lessons/play/rfc6455"
)

// scanner finds the frames in the bytes that a client sends, before gorilla reads the bytes.
// It reads only the headers, so a payload costs nothing, and it stops at the first header that
// breaks a rule. So it also finds faults that gorilla lets pass: a length that isn't in its
// shortest form, a close frame with half a code, and a message over the limit before its
// payload has come. It counts the frames, because pings and empty fragments never reach an
// application. And it reads the client's close frame, so that the connection can answer with
// its own.
type scanner struct {
	config *Config
	frames int // how many the client may send now

	header    [14]byte // of the frame that is being read
	got       int      // the number of its bytes that have come
	payload   uint64   // the number of bytes of the frame's payload that are still to come
	message   uint64   // the payload so far of the message that isn't whole, in bytes
	messages  uint64   // how many messages have begun
	stream    rfc6455.Stream
	closing   []byte // the payload so far of a close frame, unmasked
	unlimited bool   // the connection is closing, so limits are not checked any more
}

// keyLength is how many bytes a masking key has.
const keyLength = len(rfc6455.MaskingKey{})

// scan scans bytes that came. It returns how many of them, from the beginning, belong to good
// frames, which gorilla may read. If a frame that breaks a rule, or the client's close frame,
// follows them, scan also returns the close frame that answers it.
func (s *scanner) scan(p []byte) (good int, answer *closeFrame) {
	for at := 0; at < len(p); {
		if s.payload > 0 && s.opcode() != rfc6455.Close {
			skipped := min(s.payload, uint64(len(p)-at))
			s.payload -= skipped
			at += int(skipped)
			good = at
			continue
		}
		taken, answer := s.readHeaderOrClose(p[at:])
		if answer != nil {
			return good, answer
		}
		at += taken
		if s.got == 0 {
			good = at
		}
	}
	return len(p), nil
}

// readHeaderOrClose reads bytes of a header, or of a close frame's payload, and returns their
// number. If the header breaks a rule, the number is 0.
func (s *scanner) readHeaderOrClose(p []byte) (taken int, answer *closeFrame) {
	before := s.got
	for s.got < s.headerEnd() {
		n := copy(s.header[s.got:s.headerEnd()], p[taken:])
		s.got += n
		taken += n
		if n == 0 {
			return taken, nil // the rest is still to come
		}
		if answer := s.check(); answer != nil {
			s.got = before
			return 0, answer
		}
	}
	if s.opcode() != rfc6455.Close {
		s.beginPayload()
		return taken, nil
	}
	key := s.header[s.got-keyLength : s.got]
	for ; len(s.closing) < int(s.length()) && taken < len(p); taken++ {
		s.closing = append(s.closing, p[taken]^key[len(s.closing)%keyLength])
	}
	if len(s.closing) == int(s.length()) {
		return 0, answerTo(s.closing)
	}
	return taken, nil
}

// headerEnd returns the end of the part of the header that is read next: the first two bytes,
// then the extended length, then the masking key.
func (s *scanner) headerEnd() int {
	switch end := 2 + s.lengthSize(); {
	case s.got < 2:
		return 2
	case s.got < end:
		return end
	default:
		return end + keyLength
	}
}

// lengthSize returns the number of bytes of the extended length, after the first two bytes.
func (s *scanner) lengthSize() int {
	switch s.header[1] & rfc6455.LengthBits {
	case rfc6455.Length16:
		return 2
	case rfc6455.Length64:
		return 8
	}
	return 0
}

func (s *scanner) opcode() rfc6455.Opcode { return rfc6455.Opcode(s.header[0] & rfc6455.OpcodeBits) }

// check checks the part of the header that has just become whole.
func (s *scanner) check() *closeFrame {
	switch extended := s.lengthSize(); {
	case s.got == 2:
		if !s.unlimited {
			if s.frames == 0 {
				return tooFast(s.config)
			}
			s.frames--
		}
		if broken := s.stream.StartRules(s.header[0], s.header[1]); broken != 0 {
			return failure(broken.First(), uint64(s.opcode()))
		}
		if extended == 0 {
			return s.checkLength()
		}
	case s.got == 2+extended:
		return s.checkLength()
	}
	return nil
}

// checkLength checks the form of the length, and the size of the message.
func (s *scanner) checkLength() *closeFrame {
	length := s.length()
	if broken := rfc6455.LengthRules(length, lengthForms[s.lengthSize()]); broken != 0 {
		return failure(broken.First(), length)
	}
	if !s.unlimited && s.exceeds(length) {
		return tooBig(s.config)
	}
	return nil
}

// lengthForms are the numbers of bits of a length, by the number of bytes of its extension.
var lengthForms = [...]int{0: 7, 2: 16, 8: 64}

// exceeds reports whether a data frame of this length makes its message longer than MaxMessage.
func (s *scanner) exceeds(length uint64) bool {
	most := uint64(s.config.MaxMessage)
	return s.opcode() < rfc6455.Close && (length > most || s.message+length > most)
}

// length returns the length of the payload. The bytes of the length have come.
func (s *scanner) length() uint64 {
	switch s.lengthSize() {
	case 2:
		return uint64(binary.BigEndian.Uint16(s.header[2:]))
	case 8:
		return binary.BigEndian.Uint64(s.header[2:])
	}
	return uint64(s.header[1] & rfc6455.LengthBits)
}

// beginPayload notes that the header is whole and the payload follows.
func (s *scanner) beginPayload() {
	s.payload = s.length()
	if s.opcode() < rfc6455.Close {
		if s.opcode() != rfc6455.Continuation {
			s.messages++
		}
		s.message += s.payload
		s.stream.MessageUnderWay = s.header[0]&rfc6455.FinBit == 0
		if !s.stream.MessageUnderWay {
			s.message = 0
		}
	}
	s.got = 0
}

// amidMessage reports whether a message has begun and isn't whole.
func (s *scanner) amidMessage() bool {
	return s.stream.MessageUnderWay || s.payload > 0 && s.opcode() < rfc6455.Close
}

// answerTo returns the answer to a client's close frame with this payload (RFC 6455 §5.5.1). The
// answer has the same code and the same reason, so that learners see their own come back.
func answerTo(payload []byte) *closeFrame {
	if len(payload) == 0 {
		return &closeFrame{code: rfc6455.NoCloseCode, answer: true}
	}
	code, reason := rfc6455.CloseCode(binary.BigEndian.Uint16(payload)), string(payload[2:])
	switch {
	case !code.MayBeSent():
		return failure(rfc6455.CodeNotSendable, uint64(code))
	case !utf8.ValidString(reason):
		return failure(rfc6455.ReasonNotUTF8, 0)
	}
	return &closeFrame{code: code, reason: reason, answer: true}
}

// failure returns the close frame for a client that breaks a rule of RFC 6455. The number is
// the opcode, the length or the code that the rule is about.
func failure(r rfc6455.Rule, number uint64) *closeFrame {
	reason := r.Reason(number)
	return &closeFrame{code: r.CloseCode(), reason: reason, remark: "a frame came that breaks the protocol: " + reason, fails: true}
}

// tooBig returns the close frame for a client that sends a message over the limit.
func tooBig(c *Config) *closeFrame {
	return &closeFrame{
		code:   rfc6455.MessageTooBig,
		reason: fmt.Sprintf("message too big: the server takes at most %d bytes", c.MaxMessage),
		remark: fmt.Sprintf("a message of more than %d bytes came: the server reads no further", c.MaxMessage),
		fails:  true,
		readOn: true,
	}
}
