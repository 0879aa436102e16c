package tap

import (
	"fmt"

	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
	"twocups/server/socket/utf8stream"
)

// rules holds the frames of one direction against RFC 6455 §5, and follows their
// messages.
type rules struct {
	sender  rfc6455.Side
	deflate bool // RSV1 has a meaning

	message  int            // how many have begun
	fragment int            // of the message under way; 0 for none
	carries  rfc6455.Opcode // what that message began with
	deflated bool           // and whether it is compressed
	closed   bool           // a close frame came

	text    utf8stream.Check // of the message under way, or of a close frame's reason
	reasons utf8stream.Check
	scratch [512]byte // where a piece of a payload is unmasked
}

// begin looks at a frame whose header is whole.
func (r *rules) begin(f *play.Frame) {
	r.reserved(f)
	r.masking(f)
	r.length(f)
	switch {
	case isReserved(f.Opcode):
		broken(f, rfc6455.OpcodeField, "Opcode 0x%X is reserved: nobody has said what it means (RFC 6455 §5.2).", f.OpcodeBits)
	case isControl(f.Opcode):
		r.control(f)
	default:
		r.follow(f)
	}
}

func (r *rules) reserved(f *play.Frame) {
	for i, set := range f.RSV {
		means := i == 0 && r.deflate && (f.Opcode == rfc6455.Text || f.Opcode == rfc6455.Binary)
		if set && !means {
			field := [...]rfc6455.Field{rfc6455.RSV1Field, rfc6455.RSV2Field, rfc6455.RSV3Field}[i]
			broken(f, field, "RSV%d is set, but no extension was agreed on that gives it a meaning here (RFC 6455 §5.2).", i+1)
		}
	}
}

func (r *rules) masking(f *play.Frame) {
	switch {
	case r.sender == rfc6455.Client && !f.Masked:
		broken(f, rfc6455.MaskField, "A client must mask every frame that it sends (RFC 6455 §5.1).")
	case r.sender == rfc6455.Server && f.Masked:
		broken(f, rfc6455.MaskField, "A server must not mask the frames that it sends (RFC 6455 §5.1).")
	}
}

// length checks that the shortest form was used, and that it is a length at all.
func (r *rules) length(f *play.Frame) {
	switch {
	case f.LengthForm == 16 && f.Length < 126, f.LengthForm == 64 && f.Length < 126:
		broken(f, rfc6455.ExtendedField, "A length of %d fits into the 7 bits, and the shortest form must be used (RFC 6455 §5.2).", f.Length)
	case f.LengthForm == 64 && f.Length <= 0xFFFF:
		broken(f, rfc6455.ExtendedField, "A length of %d fits into 16 bits, and the shortest form must be used (RFC 6455 §5.2).", f.Length)
	case f.Length>>63 != 0:
		broken(f, rfc6455.ExtendedField, "The first bit of a 64-bit length must be 0 (RFC 6455 §5.2).")
	}
}

// control checks what holds for close, ping and pong alone.
func (r *rules) control(f *play.Frame) {
	if !f.Fin {
		broken(f, rfc6455.FinField, "A control frame must not be fragmented, so FIN must be 1 (RFC 6455 §5.5).")
	}
	if f.ShortLength > rfc6455.MaxControl {
		broken(f, rfc6455.LengthField, "A control frame holds at most %d bytes (RFC 6455 §5.5).", rfc6455.MaxControl)
	}
	if f.Opcode == rfc6455.Close {
		r.reasons = utf8stream.Check{}
		r.closed = true
	}
}

// follow finds the message that a data frame belongs to.
func (r *rules) follow(f *play.Frame) {
	if r.closed {
		broken(f, rfc6455.OpcodeField, "After its close frame an end must send no more messages (RFC 6455 §5.5.1).")
	}
	switch continues := f.Opcode == rfc6455.Continuation; {
	case continues && r.fragment == 0:
		broken(f, rfc6455.OpcodeField, "There is no message that this frame could continue (RFC 6455 §5.4).")
		return
	case continues:
		r.fragment++
	default:
		if r.fragment > 0 {
			broken(f, rfc6455.OpcodeField, "A message is under way, so its next frame must be a continuation (RFC 6455 §5.4).")
		}
		r.message++
		r.fragment, r.carries, r.deflated, r.text = 1, f.Opcode, r.deflate && f.RSV[0], utf8stream.Check{}
	}
	f.Message, f.Carries = r.message, r.carries
	if !f.Fin || r.fragment > 1 {
		f.Fragment = r.fragment
	}
}

func isControl(o rfc6455.Opcode) bool {
	return o == rfc6455.Close || o == rfc6455.Ping || o == rfc6455.Pong
}

func isReserved(o rfc6455.Opcode) bool { return !isControl(o) && o > rfc6455.Binary }

// broken notes a violation. Of several in one field the first is enough.
func broken(f *play.Frame, field rfc6455.Field, why string, values ...any) {
	for _, v := range f.Violations {
		if v.Field == field {
			return
		}
	}
	f.Violations = append(f.Violations, rfc6455.Violation{Field: field, Why: fmt.Sprintf(why, values...)})
}
