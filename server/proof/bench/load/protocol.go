package load

import (
	"fmt"
	"strings"

	"twocups/lessons/play/rfc6455"
)

// Protocol is what a client and a server agree on beyond RFC 6455.
type Protocol interface {
	// Target is what connections ask for in the opening handshake.
	Target() string

	// Join is what a new connection says and hears before its first message.
	Join(t *talk) error

	// Text returns the text message that carries a payload, which is ASCII without
	// quotes.
	Text(payload []byte) []byte

	// Answer returns the text message that a text message of the server's asks for by
	// itself, and whether it does.
	Answer(text []byte) (answer []byte, asked bool)
}

// Plain is a WebSocket without more. The value is its target.
type Plain string

// Target returns the target.
func (p Plain) Target() string { return string(p) }

// Join does nothing.
func (Plain) Join(*talk) error { return nil }

// Text returns the payload.
func (Plain) Text(payload []byte) []byte { return payload }

// Answer never has one.
func (Plain) Answer([]byte) ([]byte, bool) { return nil, false }

// SocketIO is Socket.IO, revision 5, on Engine.IO, revision 4, with the WebSocket as
// its only transport. The value is the event that messages are sent as.
//
// A text message begins with the digit of an Engine.IO packet: 0 open, 2 ping, 3
// pong, 4 message; after a 4 follows that of a Socket.IO packet: 0 connect, 2 event,
// whose name and arguments are a JSON array.
type SocketIO string

// Target returns where Socket.IO listens unless told otherwise.
func (SocketIO) Target() string { return "/socket.io/?EIO=4&transport=websocket" }

// Join hears that Engine.IO is open, connects to the main namespace, and hears that
// it is connected.
func (SocketIO) Join(t *talk) error {
	if err := t.expect("0{"); err != nil {
		return fmt.Errorf("opening Engine.IO: %w", err)
	}
	if err := t.say([]byte("40")); err != nil {
		return fmt.Errorf("connecting to the main namespace: %w", err)
	}
	if err := t.expect("40"); err != nil {
		return fmt.Errorf("connecting to the main namespace: %w", err)
	}
	return nil
}

// Text returns the event with the payload as its only argument.
func (event SocketIO) Text(payload []byte) []byte {
	return fmt.Appendf(nil, `42["%s","%s"]`, string(event), payload)
}

// Answer answers a ping with a pong: here it is the server that asks.
func (SocketIO) Answer(text []byte) ([]byte, bool) {
	return []byte("3"), len(text) == 1 && text[0] == '2'
}

// expect hears a text message that starts in the given way.
func (t *talk) expect(start string) error {
	m, err := t.hear()
	if err != nil {
		return err
	}
	if m.Opcode != rfc6455.Text || !strings.HasPrefix(string(m.Start), start) {
		return fmt.Errorf("the server said %v %q (want text that starts with %q)", m.Opcode, m.Start, start)
	}
	return nil
}
