package play

// Wire is a piece of the traffic on the wire of one connection, as the server saw it. A
// notice carries it to a page that has asked with [WireOn]. All its words are finished, and
// the page only draws them.
type Wire struct {
	Handshake *Handshake `json:"handshake,omitempty"`
	Frames    []FrameRow `json:"frames,omitempty"` // a frame that has changed since it was sent comes again, with the same number
	Rest      *WireRow   `json:"rest,omitempty"`   // the bytes of a header that never became whole; see [RestRow]
	End       *WireRow   `json:"end,omitempty"`    // how the connection ended: nothing more comes; see [CloseFrames.Row]
}

// The requests of a page on its console's stream, as text messages.
const (
	WireOn  = "wire on"  // send the recorded wires of the page's connections, and everything that follows
	WireOff = "wire off" // send no more of the wires
)

// WireRow is a row in the page's list of the wire.
type WireRow struct {
	Time  string `json:"time"`  // since the server read the request of the opening handshake, or ""
	Arrow string `json:"arrow"` // "→" for what the client sent, "←" for what the server sent, or ""
	Kind  string `json:"kind"`  // "HTTP", a frame's opcode, "bytes" or "TCP"
	Words string `json:"words"`
	Meta  string `json:"meta"`
}

// CloseFrames says which close frames went over a connection.
type CloseFrames struct {
	Client, Server bool // this end has sent a valid close frame
	Invalid        bool // a close frame broke the protocol, or the connection ended in the middle of one
}

// Row returns the row for the end of the TCP connection. It says which close frames came
// before, because they decide whether the end is clean (RFC 6455 §7.1.4).
func (c CloseFrames) Row() *WireRow {
	row := &WireRow{Kind: "TCP", Words: "The connection is over."}
	sender := "client"
	if c.Server {
		sender = "server"
	}
	switch {
	case c.Client && c.Server:
		row.Meta = "after a close frame each way"
	case (c.Client || c.Server) && c.Invalid:
		row.Meta = "only the " + sender + "’s close frame was valid"
	case c.Client || c.Server:
		row.Meta = "only the " + sender + " had sent a close frame"
	case c.Invalid:
		row.Meta = "no valid close frame went before (1006)"
	default:
		row.Meta = "no close frame went before (1006)"
	}
	return row
}
