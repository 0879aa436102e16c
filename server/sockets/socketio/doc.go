// Package socketio is a server for clients of Socket.IO, such as the official
// socket.io-client 4.x: Engine.IO protocol 4 with Socket.IO protocol 5 on top. The lesson on
// Socket.IO and its ws blocks use it. Package lessons/play/socketio defines the packets.
//
// # A session
//
// A session begins with a GET for /socket.io/ without a sid. The answer names the
// session and tells the client its times. From then on the client
// asks for packets with GET, one request at a time, and sends its own with POST. A GET waits
// until there are packets (long-polling). Or it begins with a WebSocket, which carries packets both
// ways.
//
// A client that polls may change to a WebSocket. It opens one with its sid and
// sends a ping with "probe"; the server answers with a pong and from then on lets no GET
// wait, so that the client comes to the end of its polling; then the client sends an upgrade packet, and all
// that follows takes the WebSocket. If the WebSocket breaks before, nothing is lost,
// and the polling goes on.
//
// The server pings, by packets: Engine.IO can't see the pings of a WebSocket. A
// client whose pong doesn't come in time is gone.
//
// # Locks
//
// A [session] has a lock for its queue, its transport and its end. An [instance] has one for
// the namespaces and rooms of all its sessions. A goroutine that holds an instance's lock
// may lock a session, and never the other way round. No goroutine waits for a network with
// either lock.
//
// Packets to be sent go into the session's queue, the parts of one packet together. A GET
// takes what is there; to a WebSocket a goroutine writes while there is
// something to write, and the session waits for it before it is over. A client that
// makes answers for itself faster than it takes them is not read from meanwhile. One that is too slow for what
// others send it is closed, and nobody waits for it.
//
// # Instances
//
// Learners on the same server don't hear each other. A session belongs to an
// instance, and only sessions of the same instance share namespaces and rooms. The
// query says which:
//
//   - with a tag ([play.Tag]), the instance of that console and block. What the
//     clients do is then shown in the console, however they came;
//   - else with "instance=NAME", that of the name: lower-case letters, digits and -, at most
//     [play.MaxTagValue] bytes. Every client that knows the name is in;
//   - else one of its own.
//
// # What it does with events
//
// There are two namespaces, / and /chat, which do the same and don't hear each other.
// Any other is refused with CONNECT_ERROR. In both, the server knows these events:
//
//	message args...     is written to the server console, and acknowledged if that was asked for
//	echo args...        the args come back: in the acknowledgement if one was asked for, else in an event echo
//	broadcast args...   goes as an event broadcast to all others in the namespace; acknowledged with how many they are
//	join room           the client is in the room; acknowledged with how many are in it
//	leave room          it is not any more; acknowledged with how many are left
//	say room args...    goes as an event say, with the room, to all others in it, from any member; acknowledged with how many they are
//	ask args...         comes back as an event ask that asks for an acknowledgement; what that says comes in an event answer
//	goodbye             the server disconnects the client from the namespace
//	vanish              the server cuts the connection without a word; to requests it says that there is no such session
//
// Any other event is written to the console and nothing else, as on a server that has no
// handler for it: no acknowledgement comes. A request that can't be done, such as to
// join without a room, is acknowledged with {"error":"..."}, or answered with an event problem.
//
// # The end
//
// A session ends when its client says so or is gone, when it breaks the protocol
// or a limit, or when the server goes away. What is queued goes first: a
// WebSocket is closed with a code and a reason, and a GET is answered with a packet
// of the type close; if no GET waits, the next one is, within Config.CloseWait.
//
// Everything that a client can make grow has a bound: see [Config] for those of a server, lessons/play/socketio for
// those of a packet.
package socketio
