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

// Verb is the action of a step.
type Verb uint8

// The verbs of the ws block. A line that begins with "binary" is a [Message] with the
// opcode [rfc6455.Binary]. A line that begins with "emit", "emitWithAck" or "ack" is a
// Message over Socket.IO.
const (
	Connect Verb = iota + 1
	Message
	Disconnect
	Expect
)

var verbNames = []string{Connect: "connect", Message: "message", Disconnect: "disconnect", Expect: "expect"}

// String returns the verb as a step writes it.
func (v Verb) String() string { return enum.Name(verbNames, int(v)) }

// Step is one line of a ws block. The verb decides which fields count.
type Step struct {
	Client string // the name of the client; "" in a block with a single client
	Verb   Verb

	Path         string   // Connect: the socket's path, with its query; over Socket.IO [play.SocketIOPath]
	Subprotocols []string // Connect: the subprotocols that the client offers, in order
	Namespace    string   // Connect: over Socket.IO the namespace; else ""

	Opcode  rfc6455.Opcode // Message, Expect: Text or Binary; Expect: also Close
	Payload []byte         // Message, Expect: the message; over Socket.IO the JSON array of its values, compact
	Echo    bool           // Expect: the message that the client sent last
	Emit    bool           // Message, Expect: an event of Socket.IO
	Ack     bool           // Message, Expect: an acknowledgement; Message with Emit: an event that asks for one

	Code   rfc6455.CloseCode // Disconnect, Expect with Close: 0 for a step without a code
	Reason string            // Disconnect, Expect with Close

	Note string // Markdown: what has just happened
	Line int    // the step's line in the block, from 1
}

// String returns the step in its canonical form, without its note.
func (s Step) String() string {
	var b strings.Builder
	if s.Client != "" {
		b.WriteString(s.Client + ": ")
	}
	switch s.Verb {
	case Connect:
		b.WriteString(s.formatConnect())
	case Message:
		b.WriteString(s.formatMessage("emit"))
	case Disconnect:
		b.WriteString("disconnect" + s.formatClose())
	case Expect:
		b.WriteString("expect " + s.formatExpectation())
	}
	return b.String()
}

// formatConnect writes a connect step.
func (s Step) formatConnect() string {
	if s.Namespace != "" {
		return "connect " + ConnectText(s.Namespace)
	}
	return strings.Join(append([]string{"connect", s.Path}, s.Subprotocols...), " ")
}

// formatExpectation writes what an expect step waits for.
func (s Step) formatExpectation() string {
	switch {
	case s.Echo:
		return "echo"
	case s.Opcode == rfc6455.Close:
		return "close" + s.formatClose()
	}
	return s.formatMessage("event")
}

// formatMessage writes a message, or an event with the word emit before it.
func (s Step) formatMessage(emit string) string {
	switch {
	case s.Emit || s.Ack:
		if s.Verb == Message && s.Emit && s.Ack {
			emit = "emitWithAck"
		}
		return s.formatEmit(emit)
	case s.Opcode == rfc6455.Binary:
		return "binary " + digits.FormatHex(s.Payload)
	}
	return "message " + formatText(string(s.Payload))
}

// formatClose writes the close code and the reason.
func (s Step) formatClose() string {
	switch {
	case s.Code == 0:
		return ""
	case s.Reason == "":
		return " " + s.Code.String()
	}
	return " " + s.Code.String() + " " + formatText(s.Reason)
}

// formatText writes a text as a step contains it. It adds quotes if the text would not read
// back the same without them.
func formatText(text string) string {
	plain := text != "" && text == strings.TrimSpace(text) && text[0] != '"'
	for _, r := range text {
		plain = plain && strconv.IsPrint(r)
	}
	if plain {
		return text
	}
	return escapeInvisible(jsontext.Quote(text))
}

// escapeInvisible replaces the invisible characters of a JSON text by \u escapes.
func escapeInvisible(text string) string {
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
