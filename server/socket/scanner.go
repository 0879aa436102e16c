package socket

import (
	"encoding/binary"
	"fmt"
	"unicode/utf8"

	"twocups/lessons/play/rfc6455"
)

// scanner follows the frames in the bytes that a client sends, before gorilla reads
// them. It looks at headers alone, so that a payload costs it nothing, and stops at
// the first that breaks a rule. So it also finds what gorilla lets pass: lengths that
// aren't the shortest, close frames with half a code, and a message over the limit
// before a byte of it has come. It counts the frames, since pings and empty fragments
// never reach an application. And it reads the client's close frame, whose answer is
// the connection's own as well.
type scanner struct {
	config *Config
	frames int // how many the client may send now

	header   [14]byte // of the frame whose header is incomplete
	got      int      // how much of it
	payload  uint64   // what is still to come of the frame's payload
	message  uint64   // the length so far of the message that isn't whole
	messages uint64   // how many have begun
	within   bool     // a message isn't whole: its last frame had no FIN
	closing  []byte   // the payload of a close frame, unmasked, as far as it has come
	limited  bool     // a limit was exceeded: from here on only the protocol counts
}

// Bits and numbers of a frame's header (RFC 6455 §5.2).
const (
	finBit       = 0x80
	reservedBits = 0x70
	opcodeBits   = 0x0F
	maskBit      = 0x80
	lengthBits   = 0x7F
	length16     = 126 // the length follows in 16 bits
	length64     = 127 // the length follows in 64 bits
	keyLength    = 4
)

// scan goes through what has come. It returns how many of the bytes belong to good
// frames that gorilla may read, and the close frame that answers what follows those:
// a frame that breaks a rule, or the client's close frame.
func (s *scanner) scan(p []byte) (good int, answer *closeFrame) {
	for at := 0; at < len(p); {
		if s.payload > 0 && s.opcode() != rfc6455.Close {
			skipped := min(s.payload, uint64(len(p)-at))
			s.payload -= skipped
			at += int(skipped)
			good = at
			continue
		}
		taken, answer := s.read(p[at:])
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

// read takes bytes of a header, or of a close frame's payload, and returns how many.
// Of a header that breaks a rule it takes none.
func (s *scanner) read(p []byte) (taken int, answer *closeFrame) {
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
		s.begin()
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

// headerEnd is where the part of the header ends that can be looked at next: its
// first two bytes, then the length that they have no room for, then the key.
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

// lengthSize is how many bytes follow the first two for the length.
func (s *scanner) lengthSize() int {
	switch s.header[1] & lengthBits {
	case length16:
		return 2
	case length64:
		return 8
	}
	return 0
}

func (s *scanner) opcode() rfc6455.Opcode { return rfc6455.Opcode(s.header[0] & opcodeBits) }

// check looks at the part of the header that has just become whole.
func (s *scanner) check() *closeFrame {
	switch extended := s.lengthSize(); {
	case s.got == 2:
		if !s.limited {
			if s.frames == 0 {
				return tooFast(s.config)
			}
			s.frames--
		}
		if how := s.wrongStart(); how != "" {
			return failure(how)
		}
		if extended == 0 {
			return s.wrongLength()
		}
	case s.got == 2+extended:
		return s.wrongLength()
	}
	return nil
}

// wrongStart says what is wrong with the first two bytes.
func (s *scanner) wrongStart() string {
	opcode, length := s.opcode(), s.header[1]&lengthBits
	control := opcode >= rfc6455.Close
	switch {
	case s.header[0]&reservedBits != 0:
		return "a reserved bit is set, and no extension gives it a meaning" // RFC 6455 §5.2
	case opcode > rfc6455.Binary && opcode < rfc6455.Close || opcode > rfc6455.Pong:
		return fmt.Sprintf("the opcode 0x%X is reserved", int(opcode)) // RFC 6455 §5.2
	case s.header[1]&maskBit == 0:
		return "a frame from a client must be masked" // RFC 6455 §5.1
	case control && s.header[0]&finBit == 0:
		return "a control frame must not be fragmented" // RFC 6455 §5.5
	case control && length > rfc6455.MaxControl:
		return "a control frame holds at most 125 bytes" // RFC 6455 §5.5
	case opcode == rfc6455.Close && length == 1:
		return "a close frame holds a code of two bytes, or nothing" // RFC 6455 §5.5.1
	case opcode == rfc6455.Continuation && !s.within:
		return "a continuation frame continues nothing" // RFC 6455 §5.4
	case (opcode == rfc6455.Text || opcode == rfc6455.Binary) && s.within:
		return "a new message began before the one before it was whole" // RFC 6455 §5.4
	}
	return ""
}

// wrongLength says what is wrong with the length.
func (s *scanner) wrongLength() *closeFrame {
	length := s.length()
	switch {
	case s.lengthSize() == 2 && length < length16, s.lengthSize() == 8 && length < 1<<16:
		return failure("a length must be written in its shortest form") // RFC 6455 §5.2
	case length >= 1<<63:
		return failure("the highest bit of a length must be 0") // RFC 6455 §5.2
	case !s.limited && s.exceeds(length):
		return tooBig(s.config)
	}
	return nil
}

// exceeds says whether a data frame of this length makes its message longer than one may be.
func (s *scanner) exceeds(length uint64) bool {
	most := uint64(s.config.MaxMessage)
	return s.opcode() < rfc6455.Close && (length > most || s.message+length > most)
}

// length returns the payload's length, whose bytes are there.
func (s *scanner) length() uint64 {
	switch s.lengthSize() {
	case 2:
		return uint64(binary.BigEndian.Uint16(s.header[2:]))
	case 8:
		return binary.BigEndian.Uint64(s.header[2:])
	}
	return uint64(s.header[1] & lengthBits)
}

// begin takes note of a frame whose header is whole.
func (s *scanner) begin() {
	s.payload = s.length()
	if s.opcode() < rfc6455.Close {
		if s.opcode() != rfc6455.Continuation {
			s.messages++
		}
		s.message += s.payload
		s.within = s.header[0]&finBit == 0
		if !s.within {
			s.message = 0
		}
	}
	s.got = 0
}

// amidMessage says whether a message has begun and isn't whole.
func (s *scanner) amidMessage() bool {
	return s.within || s.payload > 0 && s.opcode() < rfc6455.Close
}

// answerTo returns the close frame that answers the client's, whose payload is given
// (RFC 6455 §5.5.1): with its code and its reason, so that learners see theirs come back.
func answerTo(payload []byte) *closeFrame {
	if len(payload) == 0 {
		return &closeFrame{code: rfc6455.NoCloseCode, answer: true}
	}
	code, reason := rfc6455.CloseCode(binary.BigEndian.Uint16(payload)), string(payload[2:])
	switch {
	case !code.MayBeSent():
		return failure("no close frame may have the code " + code.String()) // RFC 6455 §7.4
	case !utf8.ValidString(reason):
		bad := failure("the reason of a close frame must be UTF-8") // RFC 6455 §8.1
		bad.code = rfc6455.InvalidPayload
		return bad
	}
	return &closeFrame{code: code, reason: reason, answer: true}
}

// failure is how a connection ends whose frames break RFC 6455.
func failure(how string) *closeFrame {
	return &closeFrame{code: rfc6455.ProtocolError, reason: how, remark: "a frame came that breaks the protocol: " + how, fails: true}
}

// tooBig is how a connection ends whose client sends a message over the limit.
func tooBig(c *Config) *closeFrame {
	return &closeFrame{
		code:   rfc6455.MessageTooBig,
		reason: fmt.Sprintf("message too big: the server takes at most %d bytes", c.MaxMessage),
		remark: fmt.Sprintf("a message of more than %d bytes came: the server reads no further", c.MaxMessage),
		fails:  true,
		readOn: true,
	}
}
