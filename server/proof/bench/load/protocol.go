package load

import (
	"fmt"
	"strings"

	"twocups/lessons/play/rfc6455"
)

// Protocol is a protocol on top of WebSocket.
type Protocol interface {
	// Target returns the request target of the opening handshake.
	Target() string

	// Join exchanges the messages that come before the first message of the measurement.
	Join(t *setupConn) error

	// Text returns the text message with a payload. The payload is ASCII without quotes.
	Text(payload []byte) []byte

	// Answer returns the answer that the protocol requires to a text message of the server.
	// It returns false if the protocol requires none.
	Answer(text []byte) (answer []byte, asked bool)
}

// Plain is WebSocket without another protocol. The value is the target.
type Plain string

// Target returns the target.
func (p Plain) Target() string { return string(p) }

// Join does nothing.
func (Plain) Join(*setupConn) error { return nil }

// Text returns the payload.
func (Plain) Text(payload []byte) []byte { return payload }

// Answer returns no answer.
func (Plain) Answer([]byte) ([]byte, bool) { return nil, false }

// SocketIO is revision 5 of Socket.IO on revision 4 of Engine.IO, with WebSocket as the only
// transport. The value is the name of the event that carries each message.
//
// A text message begins with a digit, the type of an Engine.IO packet: 0 open, 2 ping, 3 pong,
// 4 message. After a 4, a second digit is the type of a Socket.IO packet: 0 connect, 2 event.
// An event's name and arguments follow as a JSON array.
type SocketIO string

// Target returns the default target of Socket.IO.
func (SocketIO) Target() string { return "/socket.io/?EIO=4&transport=websocket" }

// Join waits until Engine.IO is open, connects to the main namespace, and waits until the server
// confirms it.
func (SocketIO) Join(t *setupConn) error {
	if err := t.expectText("0{"); err != nil {
		return fmt.Errorf("opening Engine.IO: %w", err)
	}
	if err := t.send([]byte("40")); err != nil {
		return fmt.Errorf("connecting to the main namespace: %w", err)
	}
	if err := t.expectText("40"); err != nil {
		return fmt.Errorf("connecting to the main namespace: %w", err)
	}
	return nil
}

// Text returns the event with the payload as its only argument.
func (event SocketIO) Text(payload []byte) []byte {
	return fmt.Appendf(nil, `42["%s","%s"]`, string(event), payload)
}

// Answer answers a ping with a pong. In Engine.IO the server sends the pings.
func (SocketIO) Answer(text []byte) ([]byte, bool) {
	return []byte("3"), len(text) == 1 && text[0] == '2'
}

// expectText waits for a text message that starts with the given text.
func (t *setupConn) expectText(start string) error {
	m, err := t.receive()
	if err != nil {
		return err
	}
	if m.Opcode != rfc6455.Text || !strings.HasPrefix(string(m.Start), start) {
		return fmt.Errorf("the server sent %v %q (want text that starts with %q)", m.Opcode, m.Start, start)
	}
	return nil
}
