package wsblock

import (
	"strconv"
	"strings"
	"unicode/utf16"

	"twocups/lessons/play/digits"
	"twocups/lessons/play/enum"
	"twocups/lessons/play/jsontext"
	"twocups/lessons/play/rfc6455"
)

// Verb is what a step does.
type Verb uint8

// The verbs of the ws block. A line that starts with "binary" is a [Message]
// whose opcode is [Binary]; one with "emit", "emitWithAck" or "ack" is one over Socket.IO.
const (
	Connect Verb = iota + 1
	Message
	Disconnect
	Expect
)

var verbNames = []string{Connect: "connect", Message: "message", Disconnect: "disconnect", Expect: "expect"}

// String returns the verb as a step has it.
func (v Verb) String() string { return enum.Name(verbNames, int(v)) }

// Step is one line of a ws block. Which fields count depends on the verb.
type Step struct {
	Client string // who takes the step; "" in a block with a single client
	Verb   Verb

	Path         string   // Connect: the socket's path, with its query; over Socket.IO [SocketIOPath]
	Subprotocols []string // Connect: what the client offers, in order
	Namespace    string   // Connect: over Socket.IO, to this namespace; else ""

	Opcode  rfc6455.Opcode // Message, Expect: Text or Binary; Expect: also Close
	Payload []byte         // Message, Expect: the message; of an event or an acknowledgement its JSON array, compact
	Echo    bool           // Expect: the message that was sent last, whatever it was
	Emit    bool           // Message, Expect: an event of Socket.IO
	Ack     bool           // Message, Expect: an acknowledgement; of a Message with Emit: asks for one

	Code   rfc6455.CloseCode // Disconnect, Expect with Close: 0 for none given
	Reason string            // Disconnect, Expect with Close

	Note string // Markdown: what just happened
	Line int    // the line of the block that the step stands on, from 1
}

// String returns the step in its canonical form, without its note.
func (s Step) String() string {
	var b strings.Builder
	if s.Client != "" {
		b.WriteString(s.Client + ": ")
	}
	switch s.Verb {
	case Connect:
		b.WriteString(s.connect())
	case Message:
		b.WriteString(s.message("emit"))
	case Disconnect:
		b.WriteString("disconnect" + s.closing())
	case Expect:
		b.WriteString("expect " + s.want())
	}
	return b.String()
}

func (s Step) connect() string {
	if s.Namespace != "" {
		return "connect " + ConnectText(s.Namespace)
	}
	return strings.Join(append([]string{"connect", s.Path}, s.Subprotocols...), " ")
}

// want returns what an expect step waits for.
func (s Step) want() string {
	switch {
	case s.Echo:
		return "echo"
	case s.Opcode == rfc6455.Close:
		return "close" + s.closing()
	}
	return s.message("event")
}

// message returns a message; emit is the word for an event.
func (s Step) message(emit string) string {
	switch {
	case s.Emit || s.Ack:
		if s.Verb == Message && s.Emit && s.Ack {
			emit = "emitWithAck"
		}
		return s.emitted(emit)
	case s.Opcode == rfc6455.Binary:
		return "binary " + digits.FormatHex(s.Payload)
	}
	return "message " + formatText(string(s.Payload))
}

func (s Step) closing() string {
	switch {
	case s.Code == 0:
		return ""
	case s.Reason == "":
		return " " + s.Code.String()
	}
	return " " + s.Code.String() + " " + formatText(s.Reason)
}

// formatText writes a text as it stands in a step: as it is where that reads
// back the same, and in quotes elsewhere.
func formatText(text string) string {
	plain := text != "" && text == strings.TrimSpace(text) && text[0] != '"'
	for _, r := range text {
		plain = plain && strconv.IsPrint(r)
	}
	if plain {
		return text
	}
	return visible(jsontext.Quote(text))
}

// visible writes what can't be seen in a JSON text as its numbers.
func visible(text string) string {
	var b strings.Builder
	for _, r := range text {
		if strconv.IsPrint(r) {
			b.WriteRune(r)
			continue
		}
		for _, unit := range utf16.Encode([]rune{r}) {
			b.WriteString(`\u` + strconv.FormatUint(uint64(unit)|1<<16, 16)[1:])
		}
	}
	return b.String()
}
