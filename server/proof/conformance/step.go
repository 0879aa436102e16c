package conformance

import (
	"fmt"
	"slices"
)

// Step is one step of a script. It sends something, or waits for an answer.
type Step interface {
	take(d *dialogue) error
	String() string
}

// piece is a frame or raw bytes, which a step may send.
type piece interface{ bytes() []byte }

// raw is bytes that are no whole frame.
type raw string

func (r raw) bytes() []byte { return []byte(r) }

func join(pieces []piece) []byte {
	var all []byte
	for _, p := range pieces {
		all = append(all, p.bytes()...)
	}
	return all
}

// sending writes each of its parts in a TCP segment of its own.
type sending [][]byte

// send sends the pieces in one segment.
func send(pieces ...piece) Step { return sending{join(pieces)} }

// drip sends the pieces byte by byte.
func drip(pieces ...piece) Step { return sending(slices.Collect(slices.Chunk(join(pieces), 1))) }

// split sends the pieces in two segments. The first segment has at bytes.
func split(at int, pieces ...piece) Step {
	all := join(pieces)
	return sending{all[:at], all[at:]}
}

func (s sending) take(d *dialogue) error {
	for _, part := range s {
		d.write(part)
	}
	return nil
}

func (s sending) String() string {
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

// expecting waits until all its messages and pongs have come.
type expecting []Frame

// expect waits for answers: messages in their order, and pongs in their order. A message and a
// pong may come in either order, because RFC 6455 promises none. A server may leave out a pong
// if it answers a later ping (RFC 6455 §5.5.3).
func expect(answers ...Frame) Step { return expecting(answers) }

func (e expecting) take(d *dialogue) error {
	want := newTally(e)
	for !want.done() {
		f, err := d.next()
		if err != nil {
			return fmt.Errorf("waiting for %v: %w", want, err)
		}
		if err := want.count(f); err != nil {
			return err
		}
	}
	return nil
}

func (e expecting) String() string { return "expect " + newTally(e).String() }

// ending waits for a close frame with the code, and then for the end of TCP. Code 0 means a
// close frame without a code. The client sends nothing meanwhile.
type ending uint16

// fails expects that the server fails the connection: the server sends a close frame with the
// code, and ends TCP at once, without waiting for the client's close frame (RFC 6455 §7.1.7).
func fails(code uint16) Step { return ending(code) }

// closes expects that the server answers the client's close frame with the code and then ends
// TCP (RFC 6455 §5.5.1, §7.1.1).
func closes(code uint16) Step { return ending(code) }

func (e ending) take(d *dialogue) error {
	f, err := d.next()
	if err != nil {
		return fmt.Errorf("waiting for a close frame with %d: %w", e, err)
	}
	if f.Opcode != opClose {
		return fmt.Errorf("%v came instead of a close frame with %d", f, e)
	}
	if f.code() != uint16(e) {
		return fmt.Errorf("closed with %d %q, not with %d", f.code(), f.reason(), e)
	}
	return d.ended()
}

func (e ending) String() string { return fmt.Sprintf("expect close %d and the end of TCP", uint16(e)) }

// hangingUp ends the client's half of TCP and waits for the other half.
type hangingUp struct{}

// hangUp ends TCP without a close frame and expects that the server ends TCP too. The server
// may still send a close frame, because RFC 6455 has no rule about this.
func hangUp() Step { return hangingUp{} }

func (hangingUp) take(d *dialogue) error {
	if err := d.hangUp(); err != nil {
		return err
	}
	f, err := d.next()
	if err == nil && f.Opcode == opClose {
		return d.ended()
	}
	if err == nil {
		return fmt.Errorf("%v came after the end", f)
	}
	return d.judgeEnd(err)
}

func (hangingUp) String() string { return "end TCP, expect its end" }
