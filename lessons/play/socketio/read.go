package socketio

import (
	"strings"
)

// maxPieces bounds the pieces of a reading: the parts of any packet that a learner would
// read one by one. Behind them the rest is one piece.
const maxPieces = 40

// Read reads the text of a frame piece by piece. Of a text that isn't whole, cut short
// anywhere, it reads what there is; of one that is, it also says what is wrong with it.
func Read(text string, whole bool) Reading {
	r := reader{rest: text}
	r.engine()
	r.take(len(r.rest), "", "")
	reading := Reading{Pieces: r.pieces}
	if whole {
		reading.Fault = faultOf(text)
	}
	return reading
}

// Announced returns how many attachments a text announces, of which the first bytes may be
// enough: eight are.
func Announced(text string) int {
	if !strings.HasPrefix(text, "45") && !strings.HasPrefix(text, "46") {
		return 0
	}
	p, _ := ParseHead(text[1:])
	return p.Attachments
}

// faultOf says why a text is no packet, or nothing.
func faultOf(text string) string {
	p, err := ParseEngine(text)
	switch {
	case err != nil:
	case p.Type == Open:
		_, err = ParseHandshake(p.Text)
	case p.Type == Message:
		_, err = Parse(p.Text)
	}
	if err != nil {
		return err.Error()
	}
	return ""
}

// reader cuts a text into pieces.
type reader struct {
	rest   string
	pieces []Piece
}

// take cuts off a piece of n bytes.
func (r *reader) take(n int, part Part, says string) {
	if n > 0 {
		r.pieces = append(r.pieces, Piece{Part: part, Text: r.rest[:n], Says: says})
		r.rest = r.rest[n:]
	}
}

func (r *reader) engine() {
	if r.rest == "" || r.rest[0] < '0' || int(r.rest[0]-'0') >= len(engineNames) {
		return
	}
	kind := EngineType(r.rest[0] - '0')
	r.take(1, EngineTypePart, kind.String())
	switch kind {
	case Open:
		r.list(sessionPart)
	case Ping, Pong:
		if r.rest == Probe {
			r.take(len(Probe), ProbePart, "")
		}
	case Message:
		r.packet()
	}
}

// sessionPart tells the members of a [Handshake] apart.
func sessionPart(_ int, member string) Part {
	switch nameIn(member) {
	case `"sid"`:
		return SessionPart
	case `"upgrades"`:
		return UpgradesPart
	case `"pingInterval"`:
		return PingIntervalPart
	case `"pingTimeout"`:
		return PingTimeoutPart
	case `"maxPayload"`:
		return MaxPayloadPart
	}
	return ""
}

// packet cuts up a Socket.IO packet. What [ParseHead] takes has one form only, so the
// lengths of the pieces follow from what it says.
func (r *reader) packet() {
	p, err := ParseHead(r.rest)
	if err != nil {
		return
	}
	r.take(1, PacketTypePart, p.Type.String())
	if p.Attachments > 0 {
		n := number(p.Attachments)
		r.take(len(n+"-"), AttachmentsPart, "")
	}
	if strings.HasPrefix(r.rest, "/") {
		n := len(p.Namespace)
		r.take(min(n+len(","), len(r.rest)), NamespacePart, "")
	}
	r.take(len(r.rest)-len(p.Payload), AckIDPart, "")
	r.list(func(at int, value string) Part {
		switch {
		case p.Type.event() && at == 0:
			return EventPart
		case p.Type.event(), p.Type.ack():
			return ArgumentPart
		case p.Type == ConnectError:
			return RefusalPart
		case p.Type == Connect && nameIn(value) == `"sid"`:
			return SocketIDPart
		case p.Type == Connect:
			return AuthPart
		}
		return ""
	})
}

// nameIn returns the name of an object's member as it stands there, in quotes.
func nameIn(member string) string {
	name, _, _ := strings.Cut(member, ":")
	return strings.TrimSpace(name)
}

// list cuts up an array's values or an object's members, of which the end may be missing.
// A text that is neither is one value.
func (r *reader) list(partOf func(at int, value string) Part) {
	if r.rest != "" && (r.rest[0] == '[' || r.rest[0] == '{') {
		r.take(1, "", "")
	}
	for at := 0; r.rest != "" && len(r.pieces) < maxPieces; at++ {
		n := valueEnd(r.rest)
		r.take(n, partOf(at, r.rest[:n]), "")
		r.take(len(r.rest)-len(strings.TrimLeft(r.rest, ",]} \t\r\n")), "", "")
	}
}

// valueEnd returns where the first of several JSON values with commas between them ends.
func valueEnd(text string) int {
	depth, quoted := 0, false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '[' || c == '{':
			depth++
		case depth == 0 && (c == ',' || c == ']' || c == '}'):
			return i
		case c == ']' || c == '}':
			depth--
		}
	}
	return len(text)
}
