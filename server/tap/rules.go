package tap

import (
	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
	"twocups/server/socket/utf8stream"
)

// rules checks the frames of one direction against RFC 6455 §5 and §7.4, and follows their
// messages.
type rules struct {
	stream rfc6455.Stream

	message  int            // the number of messages that have begun
	fragment int            // the number of the last fragment of the message under way; 0 for no message
	opcode   rfc6455.Opcode // the opcode with which that message began
	deflated bool           // whether that message is compressed

	text    utf8stream.Check // checks the message under way
	reasons utf8stream.Check // checks a close frame's reason
	scratch [512]byte        // for unmasking a piece of a payload
}

// checkHeader checks the header of a frame.
func (r *rules) checkHeader(f *play.Frame, first, second byte) {
	r.stream.MessageUnderWay = r.fragment > 0
	for rule := range r.stream.StartRules(first, second).All() {
		addViolation(f, rule, uint64(f.OpcodeBits))
	}
	for rule := range rfc6455.LengthRules(f.Length, f.LengthForm).All() {
		addViolation(f, rule, f.Length)
	}
	switch {
	case f.Opcode <= rfc6455.Binary:
		r.findMessage(f)
	case f.Opcode == rfc6455.Close:
		r.reasons = utf8stream.Check{}
		r.stream.Closed = true
	}
}

// findMessage finds the message that a data frame belongs to.
func (r *rules) findMessage(f *play.Frame) {
	switch continues := f.Opcode == rfc6455.Continuation; {
	case continues && r.fragment == 0:
		return
	case continues:
		r.fragment++
	default:
		r.message++
		r.fragment, r.opcode, r.deflated, r.text = 1, f.Opcode, r.stream.Deflate && f.RSV[0], utf8stream.Check{}
	}
	f.Message, f.Carries = r.message, r.opcode
	if !f.Fin || r.fragment > 1 {
		f.Fragment = r.fragment
	}
}

// addViolation adds a violation of a rule to a frame. The parameter number is the number that
// the rule is about, for example a length. A field gets at most one violation.
func addViolation(f *play.Frame, rule rfc6455.Rule, number uint64) {
	violation := rule.Violation(number)
	for _, v := range f.Violations {
		if v.Field == violation.Field {
			return
		}
	}
	f.Violations = append(f.Violations, violation)
}
