package rfc6455

// Field is the name of a part of a frame (RFC 6455 §5.2). The page finds its explanation
// by this name.
type Field string

// The fields of a frame. CodeField and ReasonField are the parts of a close frame's
// payload (RFC 6455 §5.5.1).
const (
	FinField      Field = "fin"
	RSV1Field     Field = "rsv1"
	RSV2Field     Field = "rsv2"
	RSV3Field     Field = "rsv3"
	OpcodeField   Field = "opcode"
	MaskField     Field = "mask"
	LengthField   Field = "length"   // the seven bits
	ExtendedField Field = "extended" // the 16 or 64 bits
	KeyField      Field = "key"
	PayloadField  Field = "payload"
	CodeField     Field = "code"
	ReasonField   Field = "reason"
)

// Violation is a rule of RFC 6455 that a frame breaks, with the field that breaks it.
type Violation struct {
	Field Field  `json:"field"`
	Why   string `json:"why"` // a sentence for a learner, with the section of the RFC
}
