package rfc6455

import (
	"iter"
	"math/bits"
	"strconv"
	"strings"
)

// Rule is a rule of RFC 6455 that a frame can break. The end that receives such a frame closes
// the connection (RFC 6455 §7.1.7).
type Rule uint8

// The rules. If a frame breaks several rules, the first of them in this order is the reason
// for the close.
const (
	RSV1WithoutMeaning Rule = iota
	RSV2WithoutMeaning
	RSV3WithoutMeaning
	OpcodeReserved
	ClientUnmasked
	ServerMasked
	ControlFragmented
	ControlTooLong
	CodeCut
	MessageAfterClose
	NothingToContinue
	MessageUnderWay
	LengthFitsIn7Bits
	LengthFitsIn16Bits
	LengthTooLong
	CodeNotSendable
	ReasonNotUTF8
	ReasonCut
	TextNotUTF8
	TextCut
)

// ruleTexts has the texts of each rule. A number takes the place of the "*" in a text: the
// opcode, the length or the close code. Behind "0x" the number is hexadecimal.
var ruleTexts = [...]struct {
	field  Field
	code   CloseCode
	reason string // of a close frame, so at most [MaxReason] bytes
	why    string // a sentence for a learner, with the section of RFC 6455
}{
	RSV1WithoutMeaning: {RSV1Field, ProtocolError, "a reserved bit is set, and no extension gives it a meaning",
		"RSV1 is set, but no extension was agreed on that gives it a meaning here (RFC 6455 §5.2)."},
	RSV2WithoutMeaning: {RSV2Field, ProtocolError, "a reserved bit is set, and no extension gives it a meaning",
		"RSV2 is set, but no extension was agreed on that gives it a meaning here (RFC 6455 §5.2)."},
	RSV3WithoutMeaning: {RSV3Field, ProtocolError, "a reserved bit is set, and no extension gives it a meaning",
		"RSV3 is set, but no extension was agreed on that gives it a meaning here (RFC 6455 §5.2)."},
	OpcodeReserved: {OpcodeField, ProtocolError, "the opcode 0x* is reserved",
		"Opcode 0x* is reserved: nobody has said what it means (RFC 6455 §5.2)."},
	ClientUnmasked: {MaskField, ProtocolError, "a frame from a client must be masked",
		"A client must mask every frame that it sends (RFC 6455 §5.1)."},
	ServerMasked: {MaskField, ProtocolError, "a frame from a server must not be masked",
		"A server must not mask the frames that it sends (RFC 6455 §5.1)."},
	ControlFragmented: {FinField, ProtocolError, "a control frame must not be fragmented",
		"A control frame must not be fragmented, so FIN must be 1 (RFC 6455 §5.5)."},
	ControlTooLong: {LengthField, ProtocolError, "a control frame holds at most 125 bytes",
		"A control frame holds at most 125 bytes (RFC 6455 §5.5)."},
	CodeCut: {CodeField, ProtocolError, "a close frame holds a code of two bytes, or nothing",
		"A close code takes two bytes, and there is one (RFC 6455 §5.5.1)."},
	MessageAfterClose: {OpcodeField, ProtocolError, "a message came after the close frame",
		"After its close frame an end must send no more messages (RFC 6455 §5.5.1)."},
	NothingToContinue: {OpcodeField, ProtocolError, "a continuation frame continues nothing",
		"There is no message that this frame could continue (RFC 6455 §5.4)."},
	MessageUnderWay: {OpcodeField, ProtocolError, "a new message began before the one before it was whole",
		"A message is under way, so its next frame must be a continuation (RFC 6455 §5.4)."},
	LengthFitsIn7Bits: {ExtendedField, ProtocolError, "a length must be written in its shortest form",
		"A length of * fits into the 7 bits, and the shortest form must be used (RFC 6455 §5.2)."},
	LengthFitsIn16Bits: {ExtendedField, ProtocolError, "a length must be written in its shortest form",
		"A length of * fits into 16 bits, and the shortest form must be used (RFC 6455 §5.2)."},
	LengthTooLong: {ExtendedField, ProtocolError, "the highest bit of a length must be 0",
		"The first bit of a 64-bit length must be 0 (RFC 6455 §5.2)."},
	CodeNotSendable: {CodeField, ProtocolError, "no close frame may have the code *",
		"No end may send the close code * (RFC 6455 §7.4)."},
	ReasonNotUTF8: {ReasonField, InvalidPayload, "the reason of a close frame must be UTF-8",
		"The reason of a close frame must be UTF-8 (RFC 6455 §5.5.1)."},
	ReasonCut: {ReasonField, InvalidPayload, "the reason of a close frame must be UTF-8",
		"The reason ends in the middle of a character (RFC 6455 §5.5.1)."},
	TextNotUTF8: {PayloadField, InvalidPayload, "a text message must be UTF-8; send other bytes as binary",
		"A text message must be UTF-8, and here it is not (RFC 6455 §5.6)."},
	TextCut: {PayloadField, InvalidPayload, "a text message must be UTF-8; send other bytes as binary",
		"The message ends in the middle of a character (RFC 6455 §5.6)."},
}

// CloseCode returns the code with which an end closes the connection: [ProtocolError], or
// [InvalidPayload] for bytes that are not UTF-8.
func (r Rule) CloseCode() CloseCode { return ruleTexts[r].code }

// Reason returns the reason of the close frame. The number is the same as for
// [Rule.Violation].
func (r Rule) Reason(number uint64) string { return withNumber(ruleTexts[r].reason, number) }

// Violation returns the explanation for a learner. The number is the opcode for
// [OpcodeReserved], the length for a rule about lengths, and the code for [CodeNotSendable];
// the other rules need none.
func (r Rule) Violation(number uint64) Violation {
	return Violation{Field: ruleTexts[r].field, Why: withNumber(ruleTexts[r].why, number)}
}

func withNumber(text string, number uint64) string {
	text = strings.Replace(text, "0x*", "0x"+strings.ToUpper(strconv.FormatUint(number, 16)), 1)
	return strings.Replace(text, "*", strconv.FormatUint(number, 10), 1)
}

// Rules is the set of the rules that one frame breaks. The zero value means that the frame
// breaks no rule.
type Rules uint32

// First returns the first rule of a set that is not empty.
func (rs Rules) First() Rule { return Rule(bits.TrailingZeros32(uint32(rs))) }

// All returns the rules, in their order.
func (rs Rules) All() iter.Seq[Rule] {
	return func(yield func(Rule) bool) {
		for ; rs != 0; rs &= rs - 1 {
			if !yield(rs.First()) {
				return
			}
		}
	}
}
