package conformance

import (
	"fmt"
	"slices"
)

// Step is one step of a script. It sends something, or waits for an answer.
type Step interface {
	run(cc *clientConn) error
	String() string
}

// piece is a frame or raw bytes, which a step may send.
type piece interface{ bytes() []byte }

// rawBytes are bytes that are no whole frame.
type rawBytes string

func (r rawBytes) bytes() []byte { return []byte(r) }

func join(pieces []piece) []byte {
	var all []byte
	for _, p := range pieces {
		all = append(all, p.bytes()...)
	}
	return all
}

// sendStep writes each of its parts in a TCP segment of its own.
type sendStep [][]byte

// send sends the pieces in one segment.
func send(pieces ...piece) Step { return sendStep{join(pieces)} }

// sendByteByByte sends the pieces byte by byte.
func sendByteByByte(pieces ...piece) Step {
	return sendStep(slices.Collect(slices.Chunk(join(pieces), 1)))
}

// split sends the pieces in two segments. The first segment has at bytes.
func split(at int, pieces ...piece) Step {
	all := join(pieces)
	return sendStep{all[:at], all[at:]}
}

func (s sendStep) run(cc *clientConn) error {
	for _, part := range s {
		cc.write(part)
	}
	return nil
}

func (s sendStep) String() string {
	all := slices.Concat(s...)
	const most = 32
	how := ""
	if len(s) > 1 {
		how = fmt.Sprintf(" in %d segments", len(s))
	}
	if len(all) > most {
		return fmt.Sprintf("send % x … (%d bytes)%s", all[:most], len(all), how)
	}
	return fmt.Sprintf("send % x%s", all, how)
}

// expectStep waits until all its messages and pongs have come.
type expectStep []Frame

// expect waits for answers: messages in their order, and pongs in their order. A message and a
// pong may come in either order, because RFC 6455 promises none. A server may leave out a pong
// if it answers a later ping (RFC 6455 §5.5.3).
func expect(answers ...Frame) Step { return expectStep(answers) }

func (e expectStep) run(cc *clientConn) error {
	want := newPendingAnswers(e)
	for !want.done() {
		f, err := cc.next()
		if err != nil {
			return fmt.Errorf("waiting for %v: %w", want, err)
		}
		if err := want.remove(f); err != nil {
			return err
		}
	}
	return nil
}

func (e expectStep) String() string { return "expect " + newPendingAnswers(e).String() }

// closeStep waits for a close frame with the code, and then for the end of TCP. Code 0 means a
// close frame without a code. The client sends nothing meanwhile.
type closeStep uint16

// expectFailure expects that the server fails the connection: the server sends a close frame with the
// code, and ends TCP at once, without waiting for the client's close frame (RFC 6455 §7.1.7).
func expectFailure(code uint16) Step { return closeStep(code) }

// expectClose expects that the server answers the client's close frame with the code and then ends
// TCP (RFC 6455 §5.5.1, §7.1.1).
func expectClose(code uint16) Step { return closeStep(code) }

func (e closeStep) run(cc *clientConn) error {
	f, err := cc.next()
	if err != nil {
		return fmt.Errorf("waiting for a close frame with %d: %w", e, err)
	}
	if f.Opcode != opClose {
		return fmt.Errorf("%v came instead of a close frame with %d", f, e)
	}
	if f.code() != uint16(e) {
		return fmt.Errorf("closed with %d %q, not with %d", f.code(), f.reason(), e)
	}
	return cc.ended()
}

func (e closeStep) String() string {
	return fmt.Sprintf("expect close %d and the end of TCP", uint16(e))
}

// endTCPStep ends the client's half of TCP and waits for the other half.
type endTCPStep struct{}

// endTCP ends TCP without a close frame and expects that the server ends TCP too. The server
// may still send a close frame, because RFC 6455 has no rule about this.
func endTCP() Step { return endTCPStep{} }

func (endTCPStep) run(cc *clientConn) error {
	if err := cc.closeWrite(); err != nil {
		return err
	}
	f, err := cc.next()
	if err == nil && f.Opcode == opClose {
		return cc.ended()
	}
	if err == nil {
		return fmt.Errorf("%v came after the end", f)
	}
	return cc.checkEnd(err)
}

func (endTCPStep) String() string { return "end TCP, expect its end" }
