package rfc6455

import "twocups/lessons/play/enum"

// Opcode is the kind of a frame (RFC 6455 §5.2).
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

// MaxControl is the largest payload of a control frame, in bytes. Close, ping and pong
// frames are control frames (RFC 6455 §5.5).
const MaxControl = 125

// opcodeNames has "" for the opcodes that RFC 6455 leaves undefined.
var opcodeNames = []string{
	Continuation: "continuation",
	Text:         "text",
	Binary:       "binary",
	Close:        "close",
	Ping:         "ping",
	Pong:         "pong",
}

// String returns the opcode's name, or "reserved" for an opcode that RFC 6455 leaves
// undefined.
func (o Opcode) String() string {
	if name := enum.Name(opcodeNames, int(o)); name != "" {
		return name
	}
	return "reserved"
}

// MarshalText returns the opcode's name. The error is always nil.
func (o Opcode) MarshalText() ([]byte, error) { return []byte(o.String()), nil }

// UnmarshalText reads an opcode's name. The error quotes an unknown name.
func (o *Opcode) UnmarshalText(text []byte) error {
	i, err := enum.Index(opcodeNames, string(text))
	*o = Opcode(i)
	return err
}
