package play

// Wire is a piece of what went over the wire of one connection, as the server saw it: in
// a notice to a page that has asked with [WireOn]. All its words are finished; the page
// draws them.
type Wire struct {
	Handshake *Handshake `json:"handshake,omitempty"`
	Frames    []FrameRow `json:"frames,omitempty"` // one that has changed since it was sent comes again, with the same number
	Rest      *WireRow   `json:"rest,omitempty"`   // bytes that begin a header and don't end it; see [RestRow]
	End       *WireRow   `json:"end,omitempty"`    // how the connection ended: nothing more comes; see [CloseFrames.Row]
}

// The requests of a page on its console's stream, as text messages.
const (
	WireOn  = "wire on"  // for what went over the wires of its connections, and what will
	WireOff = "wire off" // for no more of it
)

// WireRow is a row in the list of what went over a wire.
type WireRow struct {
	Time  string `json:"time"`  // since the request of the opening handshake had been read, or ""
	Arrow string `json:"arrow"` // "→" for what the client sent, "←" for what the server sent, or ""
	Kind  string `json:"kind"`  // "HTTP", a frame's opcode, "bytes" or "TCP"
	Words string `json:"words"`
	Meta  string `json:"meta"`
}

// CloseFrames are the close frames that went over a connection.
type CloseFrames struct {
	Client, Server bool // this end has sent a valid one
	Invalid        bool // there was one that breaks the protocol, or that the connection ended in
}

// Row returns the row for the end of the TCP connection. It says which close frames came
// before, since those decide whether the end is a clean one (RFC 6455 §7.1.4).
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
