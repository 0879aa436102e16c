package socketio

import (
	"errors"
	"strconv"
	"strings"

	"twocups/lessons/play/faulttext"
	"twocups/lessons/play/jsontext"
)

// Type is the type of a Socket.IO packet.
type Type uint8

// The types of Socket.IO packets.
const (
	Connect      Type = iota // the client asks for a namespace; the server says yes
	Disconnect               // either side leaves a namespace
	Event                    // what emit sends
	Ack                      // acknowledges an event
	ConnectError             // the server says no to a namespace
	BinaryEvent              // an event with attachments
	BinaryAck                // an acknowledgement with attachments
)

// Main is the main namespace, which every connection has unless it names another.
const Main = "/"

var names = [...]string{"CONNECT", "DISCONNECT", "EVENT", "ACK", "CONNECT_ERROR", "BINARY_EVENT", "BINARY_ACK"}

// String returns the type's name, in capitals as the protocol's document has it.
func (t Type) String() string { return nameOf(names[:], int(t)) }

func (t Type) binary() bool { return t == BinaryEvent || t == BinaryAck }
func (t Type) event() bool  { return t == Event || t == BinaryEvent }
func (t Type) ack() bool    { return t == Ack || t == BinaryAck }

// Packet is a packet of Socket.IO. One that [Parse] returns is within all limits.
type Packet struct {
	Type        Type
	Attachments int    // the binary types: how many binary messages follow, at least one
	Namespace   string // with its slash; [Main] or "" for the main one
	HasID       bool
	ID          uint64 // with HasID: of an event, which acknowledgement it asks for; of that, which one it is
	Payload     string // JSON; "" for none
}

// Parse reads a packet, the whole text of an Engine.IO message.
func Parse(text string) (Packet, error) {
	p, err := ParseHead(text)
	if err == nil {
		if err = p.check(); err == nil {
			return p, nil
		}
	}
	return Packet{}, err
}

// ParseHead reads a packet up to its payload, which it takes as it is: that of a packet
// that was cut short can be shown that way.
func ParseHead(text string) (Packet, error) {
	p := Packet{Namespace: Main}
	if text == "" || text[0] < '0' || int(text[0]-'0') >= len(names) {
		return Packet{}, fault(text, "a type from 0 to 6 first")
	}
	p.Type = Type(text[0] - '0')
	rest := text[1:]
	if p.Type.binary() {
		n, behind, ok := cutNumber(rest, MaxAttachments)
		if !ok || n == 0 || !strings.HasPrefix(behind, "-") {
			return Packet{}, fault(text, "the number of attachments behind the type, 1 to "+number(MaxAttachments)+", and a -")
		}
		p.Attachments, rest = int(n), behind[1:]
	}
	if strings.HasPrefix(rest, "/") {
		p.Namespace, rest, _ = strings.Cut(rest, ",") // with nothing behind it the comma may be missing
		if len(p.Namespace) > MaxNamespace {
			return Packet{}, fault(text, "a namespace of at most "+number(MaxNamespace)+" bytes")
		}
	}
	id, payload, ok := cutNumber(rest, MaxID)
	if !ok {
		return Packet{}, fault(text, "an id from 0 to "+strconv.FormatUint(MaxID, 10)+", without zeros before it")
	}
	p.HasID, p.ID, p.Payload = len(payload) < len(rest), id, payload
	return p, nil
}

// Append appends the packet as text.
func (p Packet) Append(b []byte) []byte {
	b = append(b, '0'+byte(p.Type))
	if p.Type.binary() {
		b = append(strconv.AppendInt(b, int64(p.Attachments), 10), '-')
	}
	if p.Namespace != "" && p.Namespace != Main {
		b = append(append(b, p.Namespace...), ',')
	}
	if p.HasID {
		b = strconv.AppendUint(b, p.ID, 10)
	}
	return append(b, p.Payload...)
}

// String returns the packet as text, in its canonical form: Parse reads it back as the
// same packet.
func (p Packet) String() string { return string(p.Append(nil)) }

// Args returns the arguments of an event, or of an acknowledgement, as JSON texts. The
// event's name is none of them.
func (p Packet) Args() []string {
	values, err := jsontext.Values(p.Payload)
	if err != nil {
		return nil
	}
	if p.Type.event() && len(values) > 0 {
		values = values[1:]
	}
	return values
}

// Event returns the name of an event; of another packet "". A name is a string, though
// JavaScript's emit takes a number too: of that the digits are the name.
func (p Packet) Event() string {
	if !p.Type.event() {
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

func fault(text, want string) error {
	return errors.New("socket.io packet " + faulttext.Quote(text) + " " + faulttext.Want(want))
}
