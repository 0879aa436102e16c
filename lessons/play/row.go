package play

import (
	"strconv"

	"twocups/lessons/play/rfc6455"
)

// Row is an event made ready for reading: one row of a console.
type Row struct {
	Time   string `json:"time"` // the event's time: "12.3 ms"
	Client string `json:"client,omitempty"`
	Arrow  string `json:"arrow"`            // as [Event.Arrow] has it
	Words  string `json:"words"`            // as [Event.Words] has them
	Meta   string `json:"meta"`             // as [Event.AppendMeta] has it
	Packet string `json:"packet,omitempty"` // over Socket.IO: the frame's text
	Bad    bool   `json:"bad,omitempty"`    // as [Event.Bad] has it
}

// Row returns the event as a row.
func (e *Event) Row() Row {
	return Row{
		Time:   e.At.String(),
		Client: e.Client,
		Arrow:  e.Arrow(),
		Words:  e.Words(),
		Meta:   string(e.AppendMeta(nil)),
		Packet: e.Packet,
		Bad:    e.Bad(),
	}
}

// Bad reports whether something went wrong.
func (e *Event) Bad() bool { return e.Kind == Failed || e.Kind == Closed && !e.Clean }

// Arrow returns "→" for an event that sends something from the client to the server, "←"
// for the other direction, and "" for any other event.
func (e *Event) Arrow() string {
	switch {
	case e.Kind != Sent && e.Kind != Received && e.Kind != Closing:
		return ""
	case (e.Side == rfc6455.Client) == (e.Kind != Received):
		return up
	}
	return down
}

// The arrows of rows: to the server, and to the client.
const (
	up   = "→"
	down = "←"
)

// direction returns an arrow in words.
func direction(arrow string) string {
	if arrow == up {
		return "to the server"
	}
	return "to the client"
}

// AppendMeta appends the line that a console shows below the words; the line may be empty:
// "alice · to the server · text · 5 bytes · round trip 1.2 ms". A flood makes thousands of
// rows a second, and strings for the parts would double its garbage.
func (e *Event) AppendMeta(b []byte) []byte {
	b = append(b, e.Client...)
	arrow := e.Arrow()
	if arrow == "" {
		return b
	}
	if e.Client != "" {
		b = append(b, " · "...)
	}
	b = append(append(b, direction(arrow)...), " · "...)
	if e.Kind == Closing {
		return append(b, rfc6455.Close.String()...)
	}
	b = append(b, e.Opcode.String()...)
	b = appendSize(append(b, " · "...), uint64(e.Size))
	if e.RoundTrip > 0 {
		b = e.RoundTrip.AppendTo(append(b, " · round trip "...))
	}
	return b
}

// Words returns the event in words: "Client connected!", the message, the close code.
func (e *Event) Words() string {
	switch {
	case e.Kind == Connecting:
		return "connecting to " + e.Text
	case e.Kind == Opened && e.Side == rfc6455.Server:
		return "Client connected!" + subprotocol(e.Text)
	case e.Kind == Opened:
		return "open" + subprotocol(e.Text)
	case e.Kind == Closing && e.Code == rfc6455.NoCloseCode: // no frame has this code
		return "closing, without a code"
	case e.Kind == Closing:
		return "closing" + e.closing()
	case e.Kind == Closed && e.Side == rfc6455.Server:
		return "Client disconnected!" + e.closing()
	case e.Kind == Closed:
		return "closed" + e.closing()
	case e.Kind == Failed:
		return "error (the browser does not say why)"
	}
	return e.Text
}

func subprotocol(name string) string {
	if name == "" {
		return ""
	}
	return " Subprotocol " + name
}

// closing returns " 1000 bye (normal closure)".
func (e *Event) closing() string {
	if e.Code == 0 {
		return ""
	}
	return " " + closeWords(e.Code, e.Reason, e.Code.Meaning())
}

// closeWords returns "1000 bye (normal closure)". A meaning that the reason repeats is
// left out.
func closeWords(code rfc6455.CloseCode, reason, meaning string) string {
	words := code.String()
	if reason != "" {
		words += " " + reason
	}
	if meaning != "" && meaning != reason {
		words += " (" + meaning + ")"
	}
	return words
}

// Missed returns the words of the remark that a console shows in place of events that
// the server left out.
func Missed(events int) string {
	return "Events that came faster than the page could take them: " + strconv.Itoa(events) + "."
}
