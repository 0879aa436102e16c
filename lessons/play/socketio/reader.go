package socketio

import (
	"errors"
	"strconv"
	"strings"
)

// maxPieces bounds the pieces of a reading to more than a learner reads one by one. The
// rest of a longer packet is one piece.
const maxPieces = 40

// Read reads the text of a frame piece by piece. A text that is not whole may be cut short
// anywhere. If a whole text is not a packet, its reading has a fault.
func Read(text string, whole bool) Reading {
	r := reader{rest: text}
	r.enginePacket()
	r.cut(len(r.rest), "", "")
	reading := Reading{Pieces: r.pieces}
	if whole {
		reading.Fault = faultOf(text)
	}
	return reading
}

// Announced returns how many attachments follow a text. The first eight bytes of the text
// are enough.
func Announced(text string) int {
	if !strings.HasPrefix(text, "45") && !strings.HasPrefix(text, "46") {
		return 0
	}
	p, _ := ParseHead(text[1:])
	return p.Attachments
}

// faultOf returns the reason why a text is not a packet, or "" for a packet, whatever limits the
// packet exceeds.
func faultOf(text string) string {
	p, err := ParseEngine(text)
	switch {
	case err != nil:
	case p.Type == Open:
		_, err = ParseHandshake(p.Text)
	case p.Type == Message && !p.Binary:
		_, err = Parse(p.Text)
	}
	var limit *LimitError
	if err != nil && !errors.As(err, &limit) {
		return err.Error()
	}
	return ""
}

// reader cuts a text into pieces.
type reader struct {
	rest   string
	pieces []Piece
}

// cut cuts off a piece of n bytes, unless n is 0.
func (r *reader) cut(n int, part Part, says string) {
	if n > 0 {
		r.pieces = append(r.pieces, Piece{Part: part, Text: r.rest[:n], Says: says})
		r.rest = r.rest[n:]
	}
}

// enginePacket cuts up an Engine.IO packet.
func (r *reader) enginePacket() {
	if r.rest == "" || r.rest[0] < '0' || int(r.rest[0]-'0') >= len(engineNames) {
		return
	}
	kind := EngineType(r.rest[0] - '0')
	r.cut(1, EngineTypePart, kind.String())
	switch kind {
	case Open:
		r.list(sessionPart)
	case Ping, Pong:
		if r.rest == Probe {
			r.cut(len(Probe), ProbePart, "")
		}
	case Message:
		r.packet()
	}
}

// sessionPart returns the name of the part for a member of a [Handshake].
func sessionPart(_ int, member string) Part {
	switch memberName(member) {
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

// packet cuts up a Socket.IO packet. [ParseHead] accepts each packet in a single form, so
// the lengths of the pieces follow from the packet that ParseHead returns.
func (r *reader) packet() {
	p, err := ParseHead(r.rest)
	if err != nil {
		return
	}
	r.cut(1, PacketTypePart, p.Type.String())
	if p.Attachments > 0 {
		n := strconv.Itoa(p.Attachments)
		r.cut(len(n+"-"), AttachmentsPart, "")
	}
	if strings.HasPrefix(r.rest, "/") {
		n := len(p.Namespace)
		r.cut(min(n+len(","), len(r.rest)), NamespacePart, "")
	}
	r.cut(len(r.rest)-len(p.Payload), AckIDPart, "")
	r.list(func(at int, value string) Part {
		switch {
		case p.Type.IsEvent() && at == 0:
			return EventPart
		case p.Type.IsEvent(), p.Type.isAck():
			return ArgumentPart
		case p.Type == ConnectError:
			return RefusalPart
		case p.Type == Connect && memberName(value) == `"sid"`:
			return SocketIDPart
		case p.Type == Connect:
			return AuthPart
		}
		return ""
	})
}

// memberName returns the name of an object's member, in its quotes.
func memberName(member string) string {
	name, _, _ := strings.Cut(member, ":")
	return strings.TrimSpace(name)
}

// list cuts up the values of an array or the members of an object. The end may be missing.
// A text that is neither array nor object is one value.
func (r *reader) list(partOf func(at int, value string) Part) {
	if r.rest != "" && (r.rest[0] == '[' || r.rest[0] == '{') {
		r.cut(1, "", "")
	}
	for at := 0; r.rest != "" && len(r.pieces) < maxPieces; at++ {
		n := valueEnd(r.rest)
		r.cut(n, partOf(at, r.rest[:n]), "")
		r.cut(len(r.rest)-len(strings.TrimLeft(r.rest, ",]} \t\r\n")), "", "")
	}
}

// valueEnd returns the end of the first value in a list of JSON values with commas
// between them.
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
