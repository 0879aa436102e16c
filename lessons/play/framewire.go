package play

import "twocups/lessons/play/digits"

// Wire is a piece of what went over the wire of one connection, as the server saw it:
// in a notice to a page that asked for it with [WireOn].
type Wire struct {
	Handshake *Handshake `json:"handshake,omitempty"`
	Frames    []Frame    `json:"frames,omitempty"` // one that was under way when it was told comes again, with the same number
	Ended     bool       `json:"ended,omitempty"`  // nothing more comes
	Rest      digits.Hex `json:"rest,omitempty"`   // with Ended: the client's last bytes, which begin the header of a frame and don't end it
}

// What a page says on its console's stream, as text messages.
const (
	WireOn  = "wire on"  // asks for what went over the wires of its connections, and what will
	WireOff = "wire off" // wants no more of it
)

// Handshake is the opening handshake of a connection (RFC 6455 §4).
type Handshake struct {
	Request Head `json:"request"` // put together from what the HTTP server read: in an order and case of our own
	Answer  Head `json:"answer"`  // byte for byte
}

// Head is a start line of HTTP and the header fields below it (RFC 9112 §2.1).
type Head struct {
	Line   string      `json:"line"`
	Fields []HeadField `json:"fields,omitempty"`
	Cut    bool        `json:"cut,omitempty"` // there was more than is kept
}

// HeadField is a line of a header. The value begins behind the colon, with the space
// that nearly always stands there.
type HeadField struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}
