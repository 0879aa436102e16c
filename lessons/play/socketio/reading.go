package socketio

// Reading is what the text of a frame says in Engine.IO and Socket.IO, piece by piece. Put
// together, the texts of the pieces are the text of the frame.
type Reading struct {
	Pieces []Piece `json:"pieces"`
	Fault  string  `json:"fault,omitempty"` // of a text that is whole and no packet: what is wrong with it
}

// Piece is a piece of a packet.
type Piece struct {
	Part Part   `json:"part,omitempty"` // "" for what stands between the parts: a bracket, a comma
	Text string `json:"text"`
	Says string `json:"says,omitempty"` // what the text stands for, where that can't be read off it: "EVENT"
}

// Part is a part of a packet, by the name that the page explains it under.
type Part string

// The parts of an Engine.IO packet. The last five are members of the one that opens a session.
const (
	EngineTypePart   Part = "eio-type"
	ProbePart        Part = "eio-probe"
	SessionPart      Part = "eio-sid"
	UpgradesPart     Part = "eio-upgrades"
	PingIntervalPart Part = "eio-interval"
	PingTimeoutPart  Part = "eio-timeout"
	MaxPayloadPart   Part = "eio-most"
)

// The parts of a Socket.IO packet, which stands in an Engine.IO packet of the type message.
const (
	PacketTypePart  Part = "sio-type"
	AttachmentsPart Part = "sio-attachments"
	NamespacePart   Part = "sio-namespace"
	AckIDPart       Part = "sio-id"
	SocketIDPart    Part = "sio-sid"     // of the server's CONNECT
	AuthPart        Part = "sio-auth"    // of the client's CONNECT: what it tells of itself
	RefusalPart     Part = "sio-refusal" // of a CONNECT_ERROR
	EventPart       Part = "sio-event"
	ArgumentPart    Part = "sio-argument" // of an event or an acknowledgement
)

// Attachment says which attachment of a Socket.IO packet a frame carries, or a part of.
type Attachment struct {
	Number int `json:"number"` // from 1
	Count  int `json:"count"`  // how many the packet has
	Packet int `json:"packet"` // the number of the frame that the packet begins in
}
