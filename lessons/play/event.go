package play

import (
	"twocups/lessons/play/digits"
	"twocups/lessons/play/enum"
	"twocups/lessons/play/rfc6455"
)

// Kind is the kind of an event.
type Kind uint8

// The kinds of events. Both sides have Opened, Received, Sent and Closed.
const (
	Connecting Kind = iota + 1 // the client starts the opening handshake
	Opened                     // the opening handshake is done
	Sent                       // a message left this side
	Received                   // a message came to this side
	Closing                    // this side starts the closing handshake
	Closed                     // the connection is over
	Failed                     // a browser's error event, which says nothing more
	Remark                     // something worth knowing; the text says it
)

// Event is one thing that happened to a connection, seen from one side of it. The kind
// decides which fields have a meaning.
type Event struct {
	At     Milliseconds `json:"at"` // on a timeline since the connect, in a notice since the console began
	Side   rfc6455.Side `json:"side"`
	Client string       `json:"client,omitempty"`
	Kind   Kind         `json:"kind"`

	Opcode    rfc6455.Opcode `json:"opcode"`              // Sent, Received
	Size      int            `json:"size"`                // Sent, Received: payload data in bytes
	Text      string         `json:"text,omitempty"`      // the message (binary as hex), the path, the subprotocol or the remark
	Packet    string         `json:"packet,omitempty"`    // over Socket.IO, on the client's side: the frame's text, as [Preview] has it
	RoundTrip Milliseconds   `json:"roundTrip,omitempty"` // Received, of an echo: since its message was sent; 0 for any other message

	Code   rfc6455.CloseCode `json:"code,omitempty"`   // Closing, Closed
	Reason string            `json:"reason,omitempty"` // Closing, Closed
	Clean  bool              `json:"clean,omitempty"`  // Closed: both close frames went over (RFC 6455 §7.1.4)
}

// MaxPreview is the largest number of bytes of a message in an event. The event's Size is
// always that of the whole message.
const MaxPreview = 1024

// Preview returns a message as an event has it: text as it is, binary as hex, both cut
// after [MaxPreview] bytes.
func Preview[P string | []byte](opcode rfc6455.Opcode, payload P) string {
	cut, shortened := payload, len(payload) > MaxPreview
	if shortened {
		cut = cut[:MaxPreview]
		for opcode == rfc6455.Text && len(cut) > 0 && payload[len(cut)]&0xC0 == 0x80 {
			cut = cut[:len(cut)-1] // not in the middle of a character
		}
	}
	if opcode == rfc6455.Binary {
		cut = P(digits.FormatHex([]byte(cut)))
	}
	text := string(cut)
	if shortened {
		text += "…"
	}
	return text
}

var kindNames = []string{Connecting: "connecting", Opened: "opened", Sent: "sent", Received: "received",
	Closing: "closing", Closed: "closed", Failed: "failed", Remark: "remark"}

// String returns the kind's name.
func (k Kind) String() string { return enum.Name(kindNames, int(k)) }

// MarshalText writes the kind's name.
func (k Kind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// UnmarshalText reads a kind's name.
func (k *Kind) UnmarshalText(text []byte) error {
	i, err := enum.Index(kindNames, string(text))
	*k = Kind(i)
	return err
}

// Kinds returns the names of all kinds.
func Kinds() []string { return kindNames[Connecting:] }
