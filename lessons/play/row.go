package play

import "strconv"

// Row is an event made ready for reading: what one line of a console shows.
type Row struct {
	Time      string // since connect: "12.3 ms"
	Client    string
	Arrow     string // "→" from the client to the server, "←" the other way, "" for what travels neither way
	Opcode    string // "text", "binary", "close"
	Size      string // "5 bytes"
	RoundTrip string // "1.2 ms", of an echo
	Packet    string // over Socket.IO: the frame's text
	Words     string // what happened: "Client connected!", the message, the close code
	Bad       bool   // something went wrong
}

// Row returns the event as a row.
func (e Event) Row() Row {
	row := Row{
		Time:   e.At.String(),
		Client: e.Client,
		Words:  e.words(),
		Packet: e.Packet,
		Bad:    e.Kind == Failed || e.Kind == Closed && !e.Clean,
	}
	switch e.Kind {
	case Sent, Received:
		row.Arrow = arrow(e.Side, e.Kind == Sent)
		row.Opcode, row.Size = e.Opcode.String(), Bytes(e.Size)
		if e.RoundTrip > 0 {
			row.RoundTrip = e.RoundTrip.String()
		}
	case Closing:
		row.Arrow, row.Opcode = arrow(e.Side, true), Close.String()
	}
	return row
}

// Meta returns what a console shows below the words, as far as there is any:
// "alice · to the server · text · 5 bytes · round trip 1.2 ms".
func (r Row) Meta() string {
	way, trip := "", r.RoundTrip
	switch r.Arrow {
	case "→":
		way = "to the server"
	case "←":
		way = "to the client"
	}
	if trip != "" {
		trip = "round trip " + trip
	}
	meta := make([]byte, 0, 64) // one allocation: a flood makes thousands of rows a second
	for _, part := range [...]string{r.Client, way, r.Opcode, r.Size, trip} {
		if len(meta) > 0 && part != "" {
			meta = append(meta, " · "...)
		}
		meta = append(meta, part...)
	}
	return string(meta)
}

func arrow(side Side, leaving bool) string {
	if (side == Client) == leaving {
		return "→"
	}
	return "←"
}

func (e Event) words() string {
	switch {
	case e.Kind == Connecting:
		return "connecting to " + e.Text
	case e.Kind == Opened && e.Side == Server:
		return "Client connected!" + subprotocol(e.Text)
	case e.Kind == Opened:
		return "open" + subprotocol(e.Text)
	case e.Kind == Closing && e.Code == NoCloseCode: // which no frame has
		return "closing, without a code"
	case e.Kind == Closing:
		return "closing" + e.closing()
	case e.Kind == Closed && e.Side == Server:
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
func (e Event) closing() string {
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
func Bytes(n int) string {
	if n == 1 {
		return "1 byte"
	}
	return strconv.Itoa(n) + " bytes"
}

// String returns the time with as many digits as a reader can use.
func (m Milliseconds) String() string {
	switch {
	case m < 100:
		return decimal(int(m*10+0.5), 10) + " ms"
	case m < 1000:
		return strconv.Itoa(int(m+0.5)) + " ms"
	}
	return decimal(int(m/10+0.5), 100) + " s"
}

// decimal writes n/unit, unit being a power of ten. Formatting a floating-point
// number would add its tables to the module in the page.
func decimal(n, unit int) string {
	rest := strconv.Itoa(unit + n%unit)[1:]
	return strconv.Itoa(n/unit) + "." + rest
}
