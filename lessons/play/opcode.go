package play

import "errors"

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

var opcodeNames = map[Opcode]string{
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
	if name, ok := opcodeNames[o]; ok {
		return name
	}
	return "reserved"
}

// MarshalText writes the opcode's name.
func (o Opcode) MarshalText() ([]byte, error) { return []byte(o.String()), nil }

// UnmarshalText reads an opcode's name.
func (o *Opcode) UnmarshalText(text []byte) error {
	for opcode, name := range opcodeNames {
		if name == string(text) {
			*o = opcode
			return nil
		}
	}
	return errors.New("unknown opcode " + quote(string(text)))
}
