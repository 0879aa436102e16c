package socketio

import (
	"errors"
	"strconv"
	"strings"

	"twocups/lessons/play/digits"
	"twocups/lessons/play/enum"
	"twocups/lessons/play/faulttext"
	"twocups/lessons/play/jsontext"
)

// Type is the type of a Socket.IO packet.
type Type uint8

// The types of Socket.IO packets.
const (
	Connect      Type = iota // the client asks for a namespace; the server accepts
	Disconnect               // either side leaves the namespace
	Event                    // an event, as emit sends it
	Ack                      // acknowledges an event
	ConnectError             // the server refuses the namespace
	BinaryEvent              // an event with attachments
	BinaryAck                // an acknowledgement with attachments
)

// MainNamespace is the namespace of a connection that names no other.
const MainNamespace = "/"

var typeNames = []string{"CONNECT", "DISCONNECT", "EVENT", "ACK", "CONNECT_ERROR", "BINARY_EVENT", "BINARY_ACK"}

// String returns the type's name in capitals, as the protocol's document writes it.
func (t Type) String() string { return enum.Name(typeNames, int(t)) }

// IsEvent reports whether a packet of the type is an event, with or without attachments.
func (t Type) IsEvent() bool { return t == Event || t == BinaryEvent }

func (t Type) isBinary() bool { return t == BinaryEvent || t == BinaryAck }
func (t Type) isAck() bool    { return t == Ack || t == BinaryAck }

// Packet is a packet of Socket.IO. A packet that [Parse] returns is within all limits.
type Packet struct {
	Type        Type
	Attachments int    // BinaryEvent, BinaryAck: how many binary messages follow, at least one
	Namespace   string // with its slash; [MainNamespace] or "" for the main one
	HasID       bool
	ID          uint64 // with HasID: the number of the acknowledgement that an event asks for, or that this packet is
	Payload     string // JSON; "" for none
}

// Parse reads a packet, the whole text of an Engine.IO message. If the packet exceeds a limit, Parse
// returns a [LimitError], and the packet without its payload.
func Parse(text string) (Packet, error) {
	p, err := ParseHead(text)
	if err == nil {
		if err = p.check(); err == nil {
			return p, nil
		}
	}
	var limit *LimitError
	if !errors.As(err, &limit) {
		return Packet{}, err
	}
	p.Payload = ""
	return p, limit
}

// ParseHead reads a packet up to its payload, and returns the payload unchecked. It also
// reads a packet that was cut short in its payload, so that a page can show the packet.
func ParseHead(text string) (Packet, error) {
	p := Packet{Namespace: MainNamespace}
	if text == "" || text[0] < '0' || int(text[0]-'0') >= len(typeNames) {
		return Packet{}, packetFault(text, "a type from 0 to 6 first")
	}
	p.Type = Type(text[0] - '0')
	rest := text[1:]
	if p.Type.isBinary() {
		n, behind, ok := digits.CutNumber(rest, maxAnnounced)
		if !ok || n == 0 || !strings.HasPrefix(behind, "-") {
			return Packet{}, packetFault(text, "the number of attachments behind the type, and a -")
		}
		p.Attachments, rest = int(n), behind[1:]
	}
	if strings.HasPrefix(rest, "/") {
		p.Namespace, rest, _ = strings.Cut(rest, ",") // the comma may be missing at the end of the packet
	}
	id, payload, ok := digits.CutNumber(rest, MaxID)
	if !ok {
		return Packet{}, packetFault(text, "an id from 0 to "+strconv.FormatUint(MaxID, 10)+", without zeros before it")
	}
	p.HasID, p.ID, p.Payload = len(payload) < len(rest), id, payload
	return p, nil
}

// Append appends what [Packet.String] returns.
func (p Packet) Append(b []byte) []byte {
	b = append(b, '0'+byte(p.Type))
	if p.Type.isBinary() {
		b = append(strconv.AppendInt(b, int64(p.Attachments), 10), '-')
	}
	if p.Namespace != "" && p.Namespace != MainNamespace {
		b = append(append(b, p.Namespace...), ',')
	}
	if p.HasID {
		b = strconv.AppendUint(b, p.ID, 10)
	}
	return append(b, p.Payload...)
}

// String returns the packet as text in its canonical form, which [Parse] reads back as
// the same packet.
func (p Packet) String() string { return string(p.Append(nil)) }

// Args returns the arguments of an event or an acknowledgement as JSON texts, without
// the event's name.
func (p Packet) Args() []string {
	values, err := jsontext.Values(p.Payload)
	if err != nil {
		return nil
	}
	if p.Type.IsEvent() && len(values) > 0 {
		values = values[1:]
	}
	return values
}

// Event returns the name of an event, or "" for a packet of another type. The name of an
// event that JavaScript has emitted with a number is the number's text.
func (p Packet) Event() string {
	if !p.Type.IsEvent() {
		return ""
	}
	values, err := jsontext.Values(p.Payload)
	if err != nil || len(values) == 0 {
		return ""
	}
	name, err := jsontext.Unquote(values[0])
	if err != nil {
		return values[0]
	}
	return name
}

func packetFault(text, want string) error {
	return faulttext.What("socket.io packet *", text).Err(want)
}
