package play

import (
	"strconv"

	"twocups/lessons/play/rfc6455"
)

// Row is an event made ready for reading: what one line of a console shows.
type Row struct {
	Time   string // since connect: "12.3 ms"
	Client string
	Arrow  string // as [Event.Arrow] has it
	Words  string // as [Event.Words] has them
	Meta   string // as [Event.AppendMeta] has it
	Packet string // over Socket.IO: the frame's text
	Bad    bool   // as [Event.Bad] has it
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

// Bad says whether something went wrong.
func (e *Event) Bad() bool { return e.Kind == Failed || e.Kind == Closed && !e.Clean }

// Arrow returns "→" for what travels from the client to the server, "←" for the other
// way, and "" for what travels neither way.
func (e *Event) Arrow() string {
	switch {
	case e.Kind != Sent && e.Kind != Received && e.Kind != Closing:
		return ""
	case (e.Side == rfc6455.Client) == (e.Kind != Received):
		return "→"
	}
	return "←"
}

// AppendMeta appends what a console shows below the words, as far as there is any:
// "alice · to the server · text · 5 bytes · round trip 1.2 ms". A flood makes thousands
// of rows a second: strings for the parts would be as much garbage.
func (e *Event) AppendMeta(b []byte) []byte {
	b = append(b, e.Client...)
	arrow := e.Arrow()
	if arrow == "" {
		return b
	}
	if e.Client != "" {
		b = append(b, " · "...)
	}
	if arrow == "→" {
		b = append(b, "to the server · "...)
	} else {
		b = append(b, "to the client · "...)
	}
	if e.Kind == Closing {
		return append(b, rfc6455.Close.String()...)
	}
	b = append(b, e.Opcode.String()...)
	b = appendBytes(append(b, " · "...), e.Size)
	if e.RoundTrip > 0 {
		b = e.RoundTrip.AppendTo(append(b, " · round trip "...))
	}
	return b
}

// Words returns what happened: "Client connected!", the message, the close code.
func (e *Event) Words() string {
	switch {
	case e.Kind == Connecting:
		return "connecting to " + e.Text
	case e.Kind == Opened && e.Side == rfc6455.Server:
		return "Client connected!" + subprotocol(e.Text)
	case e.Kind == Opened:
		return "open" + subprotocol(e.Text)
	case e.Kind == Closing && e.Code == rfc6455.NoCloseCode: // which no frame has
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
	words := " " + e.Code.String()
	if e.Reason != "" {
		words += " " + e.Reason
	}
	if meaning := e.Code.Meaning(); meaning != "" && meaning != e.Reason {
		words += " (" + meaning + ")"
	}
	return words
}

// Bytes returns a size in words.
func Bytes(n int) string { return string(appendBytes(nil, n)) }

func appendBytes(b []byte, n int) []byte {
	if n == 1 {
		return append(b, "1 byte"...)
	}
	return append(strconv.AppendInt(b, int64(n), 10), " bytes"...)
}

// String returns the time with as many digits as a reader can use.
func (m Milliseconds) String() string { return string(m.AppendTo(nil)) }

// AppendTo appends what String returns.
func (m Milliseconds) AppendTo(b []byte) []byte {
	switch {
	case m < 100:
		return append(appendDecimal(b, uint(m*10+0.5), 10), " ms"...)
	case m < 1000:
		return append(strconv.AppendInt(b, int64(m+0.5), 10), " ms"...)
	}
	return append(appendDecimal(b, uint(m/10+0.5), 100), " s"...)
}

// appendDecimal appends n/unit, unit being a power of ten. Formatting a floating-point
// number would add its tables to the module in the page.
func appendDecimal(b []byte, n, unit uint) []byte {
	b = append(strconv.AppendInt(b, int64(n/unit), 10), '.')
	for n %= unit; unit > 1; n %= unit {
		unit /= 10
		b = append(b, byte('0'+n/unit))
	}
	return b
}
