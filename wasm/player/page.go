package player

import (
	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
)

// Page is what the player asks of the page that it runs in. No call blocks, and
// none calls back before it has returned.
type Page interface {
	// Open starts a connection of the client with this name to a path of the server.
	// Its events come back with the connection's number.
	Open(conn int, client, path string, subprotocols []string)
	// Send sends a message on an open connection.
	Send(conn int, opcode rfc6455.Opcode, payload []byte)
	// Close starts the closing handshake; code 0 sends a close frame without one.
	Close(conn int, code rfc6455.CloseCode, reason string)
	// Probe asks for the path over HTTP, to learn why a connection to it failed.
	// The answer comes back through [Player.Probed].
	Probe(conn int, path string)
	// Named tells by which name (sid) the server knows a connection over Socket.IO, now
	// that it is open.
	Named(conn int, sid string)
	// Acked tells that an acknowledgement came that [Player.Emit] has asked for, with its
	// JSON array.
	Acked(conn, id int, payload string)
	// Wake calls [Player.Woken] once, after so long. A later call replaces it.
	Wake(after play.Milliseconds)
	// Changed says that there is a new [View].
	Changed()
	// Now returns the time since some fixed moment.
	Now() play.Milliseconds
}
