package conformance

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// messageReader reads the messages and control frames that a server sends after its opening
// handshake. It returns an error for a frame that breaks RFC 6455.
type messageReader struct {
	from    *bufio.Reader
	message Frame // the fragments of a message that is not whole yet
	begun   bool
}

// next returns the next message or control frame. It leaves out the server's own pings,
// because a server may send a ping at any time (RFC 6455 §5.5.2).
func (a *messageReader) next() (Frame, error) {
	for {
		f, err := a.readFrame()
		switch {
		case err != nil:
			return Frame{}, err
		case f.Opcode == opPing:
		case f.Opcode >= opClose:
			return f, nil
		default:
			if err := a.addFragment(f); err != nil {
				return Frame{}, err
			}
			if !f.Unfinished {
				a.begun = false
				return a.message, checkText(a.message)
			}
		}
	}
}

// addFragment adds a data frame to its message (RFC 6455 §5.4).
func (a *messageReader) addFragment(f Frame) error {
	if a.begun == (f.Opcode != opContinuation) {
		return fmt.Errorf("the server's frame with opcode %X breaks a fragmented message, or belongs to none", f.Opcode)
	}
	if !a.begun {
		a.message = Frame{Opcode: f.Opcode}
	}
	a.begun = true
	a.message.Payload = append(a.message.Payload, f.Payload...)
	if len(a.message.Payload) > MaxLimit {
		return fmt.Errorf("the server's message is longer than %d bytes", MaxLimit)
	}
	return nil
}

func checkText(f Frame) error {
	if f.Opcode == opText && !validUTF8(f.Payload) {
		return fmt.Errorf("the server's text is not UTF-8: % x", f.Payload)
	}
	return nil
}

// readFrame reads one frame. It returns io.EOF if TCP ends between two frames.
func (a *messageReader) readFrame() (Frame, error) {
	var head [2]byte
	if _, err := io.ReadFull(a.from, head[:1]); err != nil {
		return Frame{}, err
	}
	if err := a.readFull(head[1:]); err != nil {
		return Frame{}, err
	}
	f := Frame{Unfinished: head[0]&0x80 == 0, RSV: head[0] >> 4 & 7, Opcode: head[0] & 0xf, Unmasked: head[1]&0x80 == 0}
	length, err := a.readLength(head[1] & 0x7f)
	if err != nil {
		return Frame{}, err
	}
	if err := checkHeader(f, length); err != nil {
		return Frame{}, err
	}
	f.Payload = make([]byte, length)
	if err := a.readFull(f.Payload); err != nil {
		return Frame{}, err
	}
	return f, checkClose(f)
}

// readLength reads the rest of a length. It accepts only the shortest form (RFC 6455 §5.2).
func (a *messageReader) readLength(short byte) (uint64, error) {
	bytes, bits := 0, 7
	switch short {
	case 126:
		bytes, bits = 2, 16
	case 127:
		bytes, bits = 8, 64
	}
	var long [8]byte
	if err := a.readFull(long[8-bytes:]); err != nil {
		return 0, err
	}
	length := binary.BigEndian.Uint64(long[:])
	if bytes == 0 {
		length = uint64(short)
	}
	if shortestLengthBits(length) != bits {
		return 0, fmt.Errorf("the server's frame has a length of %d in %d bits", length, bits)
	}
	return length, nil
}

// readFull reads a part of a frame that has begun. It returns io.ErrUnexpectedEOF if TCP ends
// before the end of the part.
func (a *messageReader) readFull(part []byte) error {
	_, err := io.ReadFull(a.from, part)
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

func checkHeader(f Frame, length uint64) error {
	control := f.Opcode >= opClose
	switch {
	case !f.Unmasked:
		return errors.New("the server's frame is masked (RFC 6455 §5.1)")
	case f.RSV != 0:
		return errors.New("the server's frame has a reserved bit set")
	case f.Opcode > opBinary && !control, f.Opcode > opPong:
		return fmt.Errorf("the server's frame has the reserved opcode %X", f.Opcode)
	case control && (f.Unfinished || length > maxControl):
		return errors.New("the server's control frame is fragmented or too long")
	case length > MaxLimit:
		return fmt.Errorf("the server's frame declares %d bytes", length)
	}
	return nil
}

func checkClose(f Frame) error {
	if f.Opcode != opClose || len(f.Payload) == 0 {
		return nil
	}
	if len(f.Payload) == 1 || !isValidCloseCode(f.code()) || !validUTF8(f.Payload[2:]) {
		return fmt.Errorf("the server's close frame may not have the payload % x", f.Payload)
	}
	return nil
}
