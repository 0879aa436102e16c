package wsblock

import (
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
)

var seeds = []string{
	"connect /echo chat.v2\n> note\nmessage \"a\\n\"\nexpect echo\ndisconnect 1000 bye\nexpect close 1000 bye",
	"alice: connect /room\r\n# x\nbob: connect /room\nalice: binary 48 69\nbob: expect binary 4869",
	"> x\nmessage\nbinary 4\ndisconnect 1\nexpect x\n: \nä: ö \"",
	"a: connect socket.io /chat\na: emit say \"k\\u00e4\\u2028\", {\"a\" : [1.50]}\na: emitWithAck \"a b\"\na: expect ack [ ]\na: expect event \"/x\"\na: ack 1 , \"\"\na: disconnect",
	"message \"\\xff\"\nmessage \u00a0 x \u3000",
}

// FuzzParse checks that each fault has a place in the block, that faults come in the order
// of their places, and that a valid step reads back from its canonical form.
func FuzzParse(f *testing.F) {
	for _, seed := range seeds {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, src string) {
		steps, faults := Parse(src)
		lines := strings.Split(src, "\n")
		last := Fault{Line: 1, Column: 1}
		for _, fault := range faults {
			if fault.Line < 1 || fault.Line > len(lines) || fault.Column < 1 ||
				fault.Column > utf8.RuneCountInString(lines[fault.Line-1])+1 {
				t.Errorf("fault outside of the block: %s", fault)
			}
			if fault.Line < last.Line {
				t.Errorf("fault %s comes after %s", fault, last)
			}
			if !strings.Contains(fault.What, "(want ") || strings.Contains(fault.What, "\n") {
				t.Errorf("fault %q doesn't say on one line what is wanted", fault.What)
			}
			last = fault
		}
		if len(faults) > 0 {
			return
		}
		if len(steps) == 0 || len(steps) > MaxSteps {
			t.Errorf("%d steps without a fault", len(steps))
		}
		for _, step := range steps {
			checkRoundTrip(t, step)
		}
	})
}

// FuzzParseStep checks that a single valid step reads back from its canonical form.
func FuzzParseStep(f *testing.F) {
	for _, seed := range seeds {
		for line := range strings.SplitSeq(seed, "\n") {
			f.Add(line)
		}
	}
	f.Fuzz(func(t *testing.T, line string) {
		step, err := ParseStep(line)
		if err == nil {
			checkRoundTrip(t, step)
		} else if _, ok := err.(Fault); !ok || !reflect.DeepEqual(step, Step{}) {
			t.Errorf("%+v, %v: want no step and a Fault", step, err)
		}
	})
}

func checkRoundTrip(t *testing.T, step Step) {
	t.Helper()
	step.Note, step.Line = "", 0
	again, err := ParseStep(step.String())
	if err != nil || !reflect.DeepEqual(again, step) {
		t.Errorf("%q reads back as %+v, %v, want %+v", step, again, err, step)
	}
	if len(step.Payload) > MaxText || len(step.Reason) > rfc6455.MaxReason || !utf8.ValidString(step.Reason) ||
		step.Opcode == rfc6455.Text && !utf8.Valid(step.Payload) {
		t.Errorf("step beyond its limits: %+v", step)
	}
}

// FuzzParseCheck checks that each fault has a place in the check and says what is wanted,
// and that a valid condition matches the event that it describes.
func FuzzParseCheck(f *testing.F) {
	for _, seed := range []string{
		"alice: then 2 times client sent text Hello\n> w", "client sent 126+ bytes binary\r\n> a\n> b\nthen client closed 4000 \"x\\n\"\n> w",
		"never server remark x\n# y\n\n> z", "1 time client sent binary 0", "client sent event /a \"b\",1\n> x\nserver sent ack 1\n> x\nclient sent event\n>x\nclient connecting socket.io /a\n>x", "client connecting /a?b\n>", ": \n> x\nä: ö",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, src string) {
		conditions, faults := ParseCheck(src)
		lines := strings.Split(src, "\n")
		for _, fault := range faults {
			if fault.Line < 1 || fault.Line > len(lines) || fault.Column < 1 || fault.Column > utf8.RuneCountInString(lines[fault.Line-1])+1 {
				t.Errorf("fault outside of the check: %s", fault)
			}
			if !strings.Contains(fault.What, "(want ") || strings.Contains(fault.What, "\n") {
				t.Errorf("fault %q doesn't say on one line what is wanted", fault.What)
			}
		}
		if len(faults) > 0 {
			return
		}
		if len(conditions) == 0 || len(conditions) > MaxConditions {
			t.Errorf("%d conditions without a fault", len(conditions))
		}
		var check Check
		for _, c := range conditions {
			check.Add(c)
			if c.Note == "" || !c.Matches(matching(c)) {
				t.Errorf("condition %+v does not match the event that it describes, or has no note", c)
			}
		}
		for _, c := range conditions {
			check.Count(matching(c))
		}
		check.Met()
	})
}

// matching returns an event that the condition describes.
func matching(c Condition) play.Event {
	e := c.Event
	e.Size = c.Least
	if c.Emitted {
		e.Packet = "42"
	}
	return e
}
