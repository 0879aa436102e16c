package rfc6455

import "twocups/lessons/play/enum"

// Opcode says what a frame carries (RFC 6455 §5.2).
type Opcode uint8

// The opcodes of RFC 6455 §11.8.
const (
	Continuation Opcode = 0x0
	Text         Opcode = 0x1
	Binary       Opcode = 0x2
	Close        Opcode = 0x8
	Ping         Opcode = 0x9
	Pong         Opcode = 0xA
)

// MaxControl is how many bytes of payload a control frame may have: a close, a ping or a
// pong (RFC 6455 §5.5).
const MaxControl = 125

// opcodeNames stands at each opcode; "" is one that RFC 6455 leaves undefined. A
// slice, like the other tables here: maps would add to the module in the page.
var opcodeNames = []string{
	Continuation: "continuation",
	Text:         "text",
	Binary:       "binary",
	Close:        "close",
	Ping:         "ping",
	Pong:         "pong",
}

// String returns the opcode's name, or "reserved" for one that RFC 6455 leaves
// undefined.
func (o Opcode) String() string {
	if name := enum.Name(opcodeNames, int(o)); name != "" {
		return name
	}
	return "reserved"
}

// MarshalText writes the opcode's name.
func (o Opcode) MarshalText() ([]byte, error) { return []byte(o.String()), nil }

// UnmarshalText reads an opcode's name.
func (o *Opcode) UnmarshalText(text []byte) error {
	i, err := enum.Index(opcodeNames, string(text))
	*o = Opcode(i)
	return err
}
