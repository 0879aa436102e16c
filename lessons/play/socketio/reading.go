package socketio

// Reading is the text of a frame, cut into the parts of its packets of Engine.IO and
// Socket.IO. The texts of the pieces make up the text of the frame.
type Reading struct {
	Pieces []Piece `json:"pieces"`
	Fault  string  `json:"fault,omitempty"` // the error in a whole text that is not a packet
}

// Piece is a piece of a packet: one part, or the punctuation between two parts.
type Piece struct {
	Part Part   `json:"part,omitempty"` // "" for brackets and commas
	Text string `json:"text"`
	Says string `json:"says,omitempty"` // the meaning of a text that is not words, such as "EVENT" for 2
}

// Part is the name of a part of a packet. The page finds its explanation by this name.
type Part string

// The parts of an Engine.IO packet. SessionPart and the parts below it are the members of
// a [Handshake].
const (
	EngineTypePart   Part = "eio-type"
	ProbePart        Part = "eio-probe"
	SessionPart      Part = "eio-sid"
	UpgradesPart     Part = "eio-upgrades"
	PingIntervalPart Part = "eio-interval"
	PingTimeoutPart  Part = "eio-timeout"
	MaxPayloadPart   Part = "eio-most"
)

// The parts of a Socket.IO packet, which is the content of an Engine.IO packet of the type
// message.
const (
	PacketTypePart  Part = "sio-type"
	AttachmentsPart Part = "sio-attachments"
	NamespacePart   Part = "sio-namespace"
	AckIDPart       Part = "sio-id"
	SocketIDPart    Part = "sio-sid"     // of the server's CONNECT
	AuthPart        Part = "sio-auth"    // of the client's CONNECT: its credentials
	RefusalPart     Part = "sio-refusal" // of a CONNECT_ERROR
	EventPart       Part = "sio-event"
	ArgumentPart    Part = "sio-argument" // of an event or an acknowledgement
)

// Attachment identifies the attachment of a Socket.IO packet that a frame carries, whole
// or in part.
type Attachment struct {
	Number int `json:"number"` // from 1
	Count  int `json:"count"`  // how many the packet has
	Packet int `json:"packet"` // the number of the frame in which the packet begins
}
