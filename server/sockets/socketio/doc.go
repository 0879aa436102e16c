// Package socketio is a server for clients of Socket.IO, such as the official
// socket.io-client 4.x: Engine.IO protocol 4 with Socket.IO protocol 5 on top. The lesson on
// Socket.IO and its ws blocks use it. Package lessons/play/socketio defines the packets.
//
// Package engineio has the sessions, their transports and most of their bounds.
//
// # Locks
//
// An [instance] has a lock for the namespaces and rooms of all its clients. A goroutine that
// holds an instance's lock may send to a session, but it closes a session only after it has freed
// the lock, because the end of a session locks the instance.
//
// # Instances
//
// An instance keeps the clients of one learner, or of one group, apart from all others: only
// sessions of the same instance share namespaces and rooms. The query of a session names its
// instance:
//
//   - with a tag ([play.Tag]), the instance of that console and block. The console then shows
//     the events of the clients, over either transport;
//   - else with "instance=NAME", the instance of that name: lower-case letters, digits and -, at
//     most [play.MaxTagValue] bytes. Every client that knows the name can join;
//   - else an instance of the session's own.
//
// # Events
//
// There are two namespaces, / and /chat. They do the same, and share no events. The server answers
// a CONNECT to any other namespace with CONNECT_ERROR. In both, the server knows these events:
//
//	message args...     is written to the server console, and acknowledged if the client asks for it
//	echo args...        the args come back: in the acknowledgement if the client asks for one, else in an event echo
//	broadcast args...   goes as an event broadcast to all others in the namespace; acknowledged with their number
//	join room           the client enters the room; acknowledged with the number of its members
//	leave room          the client leaves the room; acknowledged with the number of members that are left
//	say room args...    goes as an event say, with the room, to all others in the room, even if the sender is not in it; acknowledged with their number
//	ask args...         come back as an event ask that asks for an acknowledgement; the args of the acknowledgement come back in an event answer
//	goodbye             the server disconnects the client from the namespace
//	vanish              the server cuts the connection without a close frame, and no longer knows the session
//
// The server only writes any other event to the console, as a server without a handler does: no
// acknowledgement comes. If an event can't be served, such as a join without a room, the server
// acknowledges it with {"error":"..."}, or answers with an event problem.
//
// # Bounds
//
// A packet that exceeds a limit, such as the length of an event's name, breaks no protocol. It
// costs only the packet: the acknowledgement is {"error":"..."}, or an event problem comes, or the
// CONNECT is answered with CONNECT_ERROR, each with the limit in words. A packet that breaks the
// protocol ends the session.
//
// A packet that waits for its attachments has a time, and its bytes are reserved from the memory
// budget. A broadcast is one text, however many members get it.
//
// Everything that a client can make grow has a bound. [Config] has the bounds of a server, and
// package lessons/play/socketio those of a packet.
//
// # Other servers
//
// With other [Config].Namespaces and another [Config].Path, a [Server] serves another application.
// The proof of the protocol has such a server, which does what the official test suites expect.
package socketio
