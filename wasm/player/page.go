package player

import (
	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
)

// Page is the page in which the player runs. A method must not block, and must not call the
// player before the method has returned.
type Page interface {
	// Open starts a connection of the client with this name to a path of the server.
	// The connection's events carry its number.
	Open(conn int, client, path string, subprotocols []string)
	// Send sends a message on an open connection.
	Send(conn int, opcode rfc6455.Opcode, payload []byte)
	// Close starts the closing handshake. Code 0 sends a close frame without a code.
	Close(conn int, code rfc6455.CloseCode, reason string)
	// Probe sends a POST to the path, to find out why a connection to it failed. The
	// answer comes through [Player.Probed].
	Probe(conn int, path string)
	// Named reports that a connection over Socket.IO is open, and the name that the server
	// has given it (sid).
	Named(conn int, sid string)
	// Acked reports an acknowledgement that [Player.Emit] has asked for. The payload is
	// its JSON array.
	Acked(conn, id int, payload string)
	// Wake sets the player's one timer, which calls [Player.Woken] after this time. A
	// later call of Wake replaces the timer.
	Wake(after play.Milliseconds)
	// Changed reports that there is a new [View].
	Changed()
	// Now returns the time since some fixed moment.
	Now() play.Milliseconds
}
