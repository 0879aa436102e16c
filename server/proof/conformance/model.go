package conformance

import "encoding/binary"

// Model answers a client as RFC 6455 requires of an echo server. It reads the client's bytes
// after the opening handshake. After each byte, it has the answers that the server must have
// sent by then. The fuzz tests compare the server with the model, and a test compares the cases
// with it.
type Model struct {
	// Answers are the messages and pongs so far, and at the end the close frame.
	Answers []Frame

	// Closed is true after the close frame. The model then ignores further bytes.
	Closed bool

	limit       int    // bytes of a message
	header      []byte // the bytes of the current frame's header that have come
	current     Frame  // the frame whose payload is read; valid if inside is true
	inside      bool
	left        uint64 // bytes of the current frame's payload that are still to come
	payloadRead int    // bytes of the current frame's payload that have come

	message Frame // the fragments so far
	begun   bool
	text    decoder // of the message
}

// NewModel returns the model of an echo that accepts messages of at most maxMessage bytes.
func NewModel(maxMessage int) *Model { return &Model{limit: maxMessage} }

// Feed reads the next bytes of the client.
func (m *Model) Feed(sent []byte) {
	for _, b := range sent {
		switch {
		case m.Closed:
			return
		case m.inside:
			m.payload(b)
		default:
			m.header = append(m.header, b)
			if len(m.header) == headerLength(m.header) {
				m.begin()
			}
		}
	}
}

// Missing returns the number of bytes that the current frame still lacks. Within a header, it
// counts only the header's bytes. Between two frames it returns 0.
func (m *Model) Missing() uint64 {
	if m.inside {
		return m.left
	}
	if len(m.header) == 0 {
		return 0
	}
	return uint64(headerLength(m.header) - len(m.header))
}

// headerLength returns the length of the header that begins with the bytes. It returns 2 if the
// bytes are too few to tell.
func headerLength(start []byte) int {
	if len(start) < 2 {
		return 2
	}
	length := 2
	switch start[1] & 0x7f {
	case 126:
		length += 2
	case 127:
		length += 8
	}
	if start[1]&0x80 != 0 {
		length += 4
	}
	return length
}

// begin checks a frame by its header. If the header breaks the protocol and its length is over
// the limit, the code is 1002, because the first bytes show the breach.
func (m *Model) begin() {
	f, length, minimal := parseHeader(m.header)
	m.header = m.header[:0]
	m.current, m.left, m.inside, m.payloadRead = f, length, true, 0

	control := f.Opcode >= opClose
	switch {
	case f.RSV != 0, f.Unmasked, !minimal, !m.inPlace(f, length):
		m.end(1002)
	case !control && uint64(len(m.message.Payload))+length > uint64(m.limit):
		m.end(1009)
	case !control && f.Opcode != opContinuation:
		m.message, m.begun, m.text = Frame{Opcode: f.Opcode}, true, decoder{}
	}
	if length == 0 && !m.Closed {
		m.endFrame()
	}
}

// parseHeader reads a whole header. The length is minimal if it has its shortest form
// and a top bit of 0 (RFC 6455 §5.2).
func parseHeader(header []byte) (f Frame, length uint64, minimal bool) {
	first, second := header[0], header[1]
	f = Frame{Unfinished: first&0x80 == 0, RSV: first >> 4 & 7, Opcode: first & 0xf, Unmasked: second&0x80 == 0}
	switch second & 0x7f {
	case 126:
		length = uint64(binary.BigEndian.Uint16(header[2:]))
		minimal = shortestLengthBits(length) == 16
	case 127:
		length = binary.BigEndian.Uint64(header[2:])
		minimal = shortestLengthBits(length) == 64 && length>>63 == 0
	default:
		length, minimal = uint64(second&0x7f), true
	}
	if !f.Unmasked {
		copy(f.Key[:], header[len(header)-4:])
	}
	return f, length, minimal
}

// inPlace reports whether a frame with the opcode may come now, with this fin and this length.
func (m *Model) inPlace(f Frame, length uint64) bool {
	switch f.Opcode {
	case opContinuation:
		return m.begun
	case opText, opBinary:
		return !m.begun
	case opClose, opPing, opPong:
		return !f.Unfinished && length <= maxControl
	default:
		return false
	}
}

// payload reads a byte of the payload.
func (m *Model) payload(b byte) {
	into := &m.message
	if m.current.Opcode >= opClose {
		into = &m.current
	}
	b ^= m.current.Key[m.payloadRead%4]
	m.payloadRead++
	into.Payload = append(into.Payload, b)
	m.left--
	if into == &m.message && m.message.Opcode == opText && !m.text.feed(b) {
		m.end(1007)
		return
	}
	if m.left == 0 {
		m.endFrame()
	}
}

// endFrame answers the current frame.
func (m *Model) endFrame() {
	m.inside = false
	switch f := m.current; {
	case f.Opcode == opPing:
		m.Answers = append(m.Answers, pong(string(f.Payload)))
	case f.Opcode == opPong:
	case f.Opcode == opClose:
		m.answerClose(f)
	case f.Unfinished:
	case m.message.Opcode == opText && !m.text.complete():
		m.end(1007)
	default:
		m.Answers = append(m.Answers, m.message)
		m.message, m.begun = Frame{}, false
	}
}

func (m *Model) answerClose(f Frame) {
	switch {
	case len(f.Payload) == 0:
		m.end(0)
	case len(f.Payload) == 1 || !isValidCloseCode(f.code()):
		m.end(1002)
	case !validUTF8(f.Payload[2:]):
		m.end(1007)
	default:
		m.end(f.code())
	}
}

func (m *Model) end(code uint16) {
	m.Answers = append(m.Answers, closing(code, ""))
	m.Closed = true
}
