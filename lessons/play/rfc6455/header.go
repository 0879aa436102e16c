package rfc6455

// The bits of a header's first two bytes (RFC 6455 §5.2).
const (
	FinBit     = 0x80 // of the first byte
	RSV1Bit    = 0x40
	RSV2Bit    = 0x20
	RSV3Bit    = 0x10
	OpcodeBits = 0x0F

	MaskBit    = 0x80 // of the second byte
	LengthBits = 0x7F
	Length16   = 126 // the length's seven bits, if the length follows in 16 bits
	Length64   = 127 // the length's seven bits, if the length follows in 64 bits
)

// Stream is the state of one direction of a connection, as far as the rules of RFC 6455 §5
// depend on it.
type Stream struct {
	Sender          Side
	Deflate         bool // permessage-deflate was agreed on, so that RSV1 has a meaning (RFC 7692 §6)
	MessageUnderWay bool // the last data frame had no FIN
	Closed          bool // a close frame was sent
}

// StartRules returns the rules that the first two bytes of a frame's header break.
func (s Stream) StartRules(first, second byte) (broken Rules) {
	opcode, length := Opcode(first&OpcodeBits), second&LengthBits
	if first&(RSV1Bit|RSV2Bit|RSV3Bit) != 0 {
		broken |= s.reservedBits(first, opcode)
	}
	if opcode > Binary && opcode < Close || opcode > Pong {
		broken |= 1 << OpcodeReserved
	}
	switch masked := second&MaskBit != 0; {
	case s.Sender == Client && !masked:
		broken |= 1 << ClientUnmasked
	case s.Sender == Server && masked:
		broken |= 1 << ServerMasked
	}
	if opcode >= Close {
		return broken | controlRules(opcode, first&FinBit != 0, length)
	}
	return broken | s.dataRules(opcode)
}

// reservedBits returns the rules for the bits that are set though they have no meaning.
func (s Stream) reservedBits(first byte, opcode Opcode) (broken Rules) {
	if first&RSV1Bit != 0 && !(s.Deflate && (opcode == Text || opcode == Binary)) {
		broken |= 1 << RSV1WithoutMeaning
	}
	if first&RSV2Bit != 0 {
		broken |= 1 << RSV2WithoutMeaning
	}
	if first&RSV3Bit != 0 {
		broken |= 1 << RSV3WithoutMeaning
	}
	return broken
}

// controlRules returns the rules for close, ping and pong that a frame breaks.
func controlRules(opcode Opcode, fin bool, length byte) (broken Rules) {
	if opcode > Pong {
		return 0 // the opcode is reserved, so these rules don't apply
	}
	if !fin {
		broken |= 1 << ControlFragmented
	}
	if length > MaxControl {
		broken |= 1 << ControlTooLong
	}
	if opcode == Close && length == 1 {
		broken |= 1 << CodeCut
	}
	return broken
}

// dataRules returns the rules about messages that a frame breaks.
func (s Stream) dataRules(opcode Opcode) (broken Rules) {
	if opcode > Binary {
		return 0
	}
	if s.Closed {
		broken |= 1 << MessageAfterClose
	}
	switch continues := opcode == Continuation; {
	case continues && !s.MessageUnderWay:
		broken |= 1 << NothingToContinue
	case !continues && s.MessageUnderWay:
		broken |= 1 << MessageUnderWay
	}
	return broken
}

// LengthRules returns the rules that a payload's length breaks. The form is the number of
// bits that the length takes: 7, 16 or 64.
func LengthRules(length uint64, form int) Rules {
	switch {
	case form > 7 && length < Length16:
		return 1 << LengthFitsIn7Bits
	case form > 16 && length <= 0xFFFF:
		return 1 << LengthFitsIn16Bits
	case length>>63 != 0:
		return 1 << LengthTooLong
	}
	return 0
}
