// Package socketio is the vocabulary of Socket.IO, which the server, the module in the
// page and the view of the wire share. Socket.IO is a protocol of its own on top of
// another one, Engine.IO, which travels over HTTP or over a WebSocket. Three layers
// lie in one text frame:
//
//	42/chat,7["say","hi"]
//	│└┬───────────────────┘
//	│ the Socket.IO packet: type 2, an event; namespace /chat; 7 asks for an acknowledgement
//	the Engine.IO packet: type 4, a message
//
// # Engine.IO, protocol 4
//
// Engine.IO keeps a session up: it opens, pings, changes from HTTP to a WebSocket, and
// closes. An [EnginePacket] is a digit, its [EngineType], and a text; [ParseEngine] reads one.
// In a WebSocket each message is a packet; a binary message is a packet of the type
// message, without a digit. Over HTTP, in long-polling, packets stand one behind the
// other with [Separator] between them, and binary ones as "b" and base64:
// [ParsePayload] reads them and [AppendPayload] writes them. A session begins with a packet of the type open,
// whose text is a [Handshake].
//
//	packet  = %x30-36 text / "b" base64 ; open close ping pong message upgrade noop
//	payload = packet *( %x1E packet )
//
// # Socket.IO, protocol 5
//
// Socket.IO adds namespaces, events with arguments, and acknowledgements. A [Packet] is
// the text of an Engine.IO message; [Parse] reads one.
//
//	packet      = type [ attachments "-" ] [ namespace "," ] [ id ] [ payload ]
//	type        = %x30-36 ; connect disconnect event ack connect-error binary-event binary-ack
//	attachments = number  ; with the two binary types, and only there
//	namespace   = "/" *char ; left out for the main one, which is "/"
//	id          = number  ; asks for an acknowledgement, or is one's
//	payload     = JSON    ; of an event ["name", argument...], of an acknowledgement [argument...]
//
// Bytes have no place in JSON. A binary packet has a placeholder where each stood,
// {"_placeholder":true,"num":0}, and the bytes follow it, in the order of their numbers,
// each in a binary message of its own.
//
// # Arguments
//
// An argument is a JSON text (RFC 8259), and stays one: package jsontext reads and writes
// them, and goes no deeper than its MaxDepth.
//
// What is read is checked against the limits below as well, so what Parse returns can be
// trusted: its payload has the form that its type asks for, and each attachment has one placeholder.
//
// # For a learner's eyes
//
// [Read] cuts the text of a frame into its parts, for the view of the wire, however much of
// it there is and whatever is wrong with it. [Announced] finds in its first bytes how many
// binary messages belong to it.
//
// Sources: the Engine.IO protocol, 4th version, and the Socket.IO protocol, 5th version,
// as socket.io publishes them.
package socketio
