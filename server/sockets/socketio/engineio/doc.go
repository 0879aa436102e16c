// Package engineio is a server for sessions of Engine.IO, protocol 4: the transport below
// Socket.IO. Package socketio uses it, and so does the echo that the proof of this protocol
// serves. Package lessons/play/socketio defines the packets.
//
// # A session
//
// A session begins over one of two transports. Over long-polling, it begins with a GET without
// a sid. The answer has the session's sid and its timeouts. From then on the client gets packets
// with GET, one request at a time, and sends its own with POST. A GET waits until there are
// packets. A session that begins with a WebSocket sends packets both ways over the WebSocket.
//
// A client that polls may change to a WebSocket. It opens a WebSocket with its sid and sends a
// ping with "probe". The server answers with a pong. From then on it answers a GET that waits
// with a noop, but at most every NoopInterval, so that the client can end its polling. Then the
// client sends an upgrade packet, and all further packets go over the WebSocket. If the
// WebSocket ends before the upgrade packet, no packet is lost, and the polling goes on.
//
// Binary packets travel as base64 over long-polling. They also do over a WebSocket whose query
// has b64=1, and a client may send them as base64 over any WebSocket.
//
// The server sends its pings as packets, because Engine.IO can't see the pings of a WebSocket.
//
// # The application
//
// [Config].Accept reads the request for a session. It returns a [Join], which makes the [Client]
// of the session: the code that serves the session's messages. Clients send a [Payload] with
// [Session.Send].
//
// # Bounds
//
// The packets for a client wait in the session's queue. While a client reads the answers to its
// own packets too slowly, the server reads no more of its packets. A client that reads the
// packets of other clients too slowly is closed, so that it delays nobody else. Everything that a
// session holds is reserved from a memory budget. A text that many sessions get exists once.
//
// A client that sends faster than its rate isn't read for a moment. If it goes on for FloodTime,
// it is closed. The requests of a session have a rate as well, whatever state the session is in,
// so that no client can make the server answer without pause.
//
// One address gets at most half of the sessions, or what a class needs. If there is no room for a
// newcomer, a session that is older than a few seconds and has sent nothing ends first. Else the
// address with most sessions gives up its newest.
//
// # The end
//
// A session ends when its client closes it or is gone, when the client breaks the protocol or
// exceeds a limit, or when the server goes away. The server first sends the queued packets. Then
// it closes a WebSocket with a code and a reason, or answers the GET that waits with a packet of
// the type close. If no GET waits and no packet is queued, the session is over at once: for
// CloseWait, requests are answered with 400 and the reason. After that, or without a reason, they
// are answered as for any unknown sid.
//
// # Locks
//
// A [Server] has a lock for its sessions, and a [Session] has one for its queue, its transport
// and its end. A goroutine that holds the server's lock never locks a session. A goroutine that
// holds a session's lock calls no method of a Client but Remark. No goroutine holds a lock while it
// waits for a network.
package engineio
