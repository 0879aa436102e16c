// Package socketio reads and writes the packets of Socket.IO. The server's socket for
// Socket.IO, the server's tap, the ws block's language and the module in the page use it.
//
// Socket.IO is a protocol on top of another protocol, Engine.IO, which travels over HTTP
// or over a WebSocket. One text frame has three layers:
//
//	42/chat,7["say","hi"]
//	│└┬───────────────────┘
//	│ the Socket.IO packet: type 2, an event; namespace /chat; 7 asks for an acknowledgement
//	the Engine.IO packet: type 4, a message
//
// # Engine.IO, protocol 4
//
// Engine.IO opens a session, sends pings, changes from HTTP to a WebSocket, and closes the
// session. An [EnginePacket] is a digit, its [EngineType], and a text; [ParseEngine] reads
// the packet.
//
// In a WebSocket each message is one packet. A binary message is a packet of the type
// message, without a digit. In the long-polling of HTTP a request or a response carries
// several packets with [Separator] between them; [Payload] reads them and [AppendPayload]
// writes them. Where bytes can't travel, a binary packet is "b" and base64: in long-polling,
// and in the WebSocket of a client that asks for it with b64=1. A session begins with a packet
// of the type open, whose text is a [Handshake].
//
//	packet  = %x30-36 text / "b" base64 ; open close ping pong message upgrade noop
//	payload = packet *( %x1E packet )
//
// # Socket.IO, protocol 5
//
// Socket.IO adds namespaces, events with arguments, and acknowledgements. A [Packet] is
// the text of an Engine.IO message; [Parse] reads it.
//
//	packet      = type [ attachments "-" ] [ namespace "," ] [ id ] [ payload ]
//	type        = %x30-36 ; connect disconnect event ack connect-error binary-event binary-ack
//	attachments = number  ; with the two binary types, and only with those
//	namespace   = "/" *char ; left out for the main namespace, which is "/"
//	id          = number  ; of the acknowledgement that an event asks for, or that this packet is
//	payload     = JSON    ; of an event ["name", argument...], of an acknowledgement [argument...]
//
// JSON can't hold bytes. A binary packet has the placeholder {"_placeholder":true,"num":0}
// in the place of each attachment. The attachments follow the packet in the order of their
// numbers, each in a binary message of its own.
//
// Arguments are JSON texts (RFC 8259), which package jsontext reads and writes. Parse
// checks a packet against the limits of this package and of jsontext, and returns a
// [LimitError] if the packet exceeds one. A packet that Parse accepts has the payload that its
// type asks for, with one placeholder for each attachment.
//
// # The parts of a frame
//
// [Read] cuts the text of a frame into its parts for the wire view, even if the text is
// cut short or faulty. [Announced] finds in the first bytes of a text how many binary
// messages belong to it.
//
// Sources: the Engine.IO protocol, 4th version, and the Socket.IO protocol, 5th version,
// as socket.io publishes them.
package socketio
