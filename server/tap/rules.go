package tap

import (
	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
	"twocups/server/socket/utf8stream"
)

// rules holds the frames of one direction against RFC 6455 §5, and follows their
// messages.
type rules struct {
	stream rfc6455.Stream

	message  int            // how many have begun
	fragment int            // of the message under way; 0 for none
	carries  rfc6455.Opcode // what that message began with
	deflated bool           // and whether it is compressed

	text    utf8stream.Check // of the message under way, or of a close frame's reason
	reasons utf8stream.Check
	scratch [512]byte // where a piece of a payload is unmasked
}

// begin looks at a frame whose header is whole.
func (r *rules) begin(f *play.Frame, first, second byte) {
	r.stream.MessageUnderWay = r.fragment > 0
	for rule := range r.stream.StartRules(first, second).All() {
		broken(f, rule, uint64(f.OpcodeBits))
	}
	for rule := range rfc6455.LengthRules(f.Length, f.LengthForm).All() {
		broken(f, rule, f.Length)
	}
	switch {
	case f.Opcode <= rfc6455.Binary:
		r.follow(f)
	case f.Opcode == rfc6455.Close:
		r.reasons = utf8stream.Check{}
		r.stream.Closed = true
	}
}

// follow finds the message that a data frame belongs to.
func (r *rules) follow(f *play.Frame) {
	switch continues := f.Opcode == rfc6455.Continuation; {
	case continues && r.fragment == 0:
		return
	case continues:
		r.fragment++
	default:
		r.message++
		r.fragment, r.carries, r.deflated, r.text = 1, f.Opcode, r.stream.Deflate && f.RSV[0], utf8stream.Check{}
	}
	f.Message, f.Carries = r.message, r.carries
	if !f.Fin || r.fragment > 1 {
		f.Fragment = r.fragment
	}
}

// broken notes that a frame breaks a rule, which may be about a number. Of several in one
// field the first is enough.
func broken(f *play.Frame, rule rfc6455.Rule, number uint64) {
	violation := rule.Violation(number)
	for _, v := range f.Violations {
		if v.Field == violation.Field {
			return
		}
	}
	f.Violations = append(f.Violations, violation)
}
