// Package socketio is a server for clients of Socket.IO, such as the official
// socket.io-client 4.x: Engine.IO protocol 4 with Socket.IO protocol 5 on top. The lesson on
// Socket.IO and its ws blocks use it. Package lessons/play/socketio defines the packets.
//
// # A session
//
// A session begins over one of two transports. Over long-polling, it begins with a GET for
// /socket.io/ without a sid. The answer has the session's sid and its timeouts. From then on the
// client gets packets with GET, one request at a time, and sends its own with POST. A GET waits
// until there are packets. A session that begins with a WebSocket sends packets both ways over
// the WebSocket.
//
// A client that polls may change to a WebSocket. It opens a WebSocket with its sid and sends a
// ping with "probe". The server answers with a pong, and from then on lets no GET wait, so that
// the client can end its polling. Then the client sends an upgrade packet, and all further
// packets go over the WebSocket. If the WebSocket ends before the upgrade packet, no packet is
// lost, and the polling goes on.
//
// The server sends its pings as packets, because Engine.IO can't see the pings of a WebSocket.
// If the pong doesn't come in time, the server closes the session.
//
// # Locks
//
// A [session] has a lock for its queue, its transport and its end. An [instance] has one for
// the namespaces and rooms of all its sessions. A goroutine that holds an instance's lock
// may lock a session, but a goroutine that holds a session's lock never locks an instance. No
// goroutine holds either lock while it waits for a network.
//
// The packets for a client go into the session's queue, the parts of one packet together. The
// answer to a GET has all packets of the queue. A goroutine writes packets to a WebSocket until
// the queue is empty, and a WebSocket ends only after this goroutine. While a client reads the
// answers to its own packets too slowly, the server reads no more of its packets. A client that
// reads the packets of other clients too slowly is closed, so that it delays nobody else.
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
// There are two namespaces, / and /chat. They do the same, and share no events. The server
// answers a CONNECT to any other namespace with CONNECT_ERROR. In both, the server knows these events:
//
//	message args...     is written to the server console, and acknowledged if the client asks for it
//	echo args...        the args come back: in the acknowledgement if the client asks for one, else in an event echo
//	broadcast args...   goes as an event broadcast to all others in the namespace; acknowledged with their number
//	join room           the client enters the room; acknowledged with the number of its members
//	leave room          the client leaves the room; acknowledged with the number of members that are left
//	say room args...    goes as an event say, with the room, to all others in the room, even if the sender is not in it; acknowledged with their number
//	ask args...         come back as an event ask that asks for an acknowledgement; the args of the acknowledgement come back in an event answer
//	goodbye             the server disconnects the client from the namespace
//	vanish              the server cuts the connection without a close frame; it answers later requests that the session is unknown
//
// The server only writes any other event to the console, as a server without a handler does: no
// acknowledgement comes. If an event can't be served, such as a join without a room, the server
// acknowledges it with {"error":"..."}, or answers with an event problem.
//
// # The end
//
// A session ends when its client closes it or is gone, when the client breaks the protocol or
// exceeds a limit, or when the server goes away. The server first sends the queued packets. Then
// it closes a WebSocket with a code and a reason, or answers a GET with a packet of the type
// close. If no GET waits, the next GET gets this answer, if it comes within Config.CloseWait.
//
// Everything that a client can make grow has a bound. [Config] has the bounds of a server, and
// package lessons/play/socketio those of a packet.
package socketio
