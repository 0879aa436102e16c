package play

import (
	"net/url"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"
)

var seeds = []string{
	"connect /echo chat.v2\n> note\nmessage \"a\\n\"\nexpect echo\ndisconnect 1000 bye\nexpect close 1000 bye",
	"alice: connect /room\r\n# x\nbob: connect /room\nalice: binary 48 69\nbob: expect binary 4869",
	"> x\nmessage\nbinary 4\ndisconnect 1\nexpect x\n: \nä: ö \"",
	"a: connect socket.io /chat\na: emit say \"k\\u00e4\\u2028\", {\"a\" : [1.50]}\na: emitWithAck \"a b\"\na: expect ack [ ]\na: expect event \"/x\"\na: ack 1 , \"\"\na: disconnect",
	"message \"\\xff\"\nmessage \u00a0 x \u3000",
}

// FuzzParse checks that each fault stands in the block, that faults come in
// their order, and that a good step reads back from its canonical form.
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
				t.Errorf("fault %s behind %s", fault, last)
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

// FuzzParseStep checks the same of a single line.
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
	if len(step.Payload) > MaxText || len(step.Reason) > MaxReason || !utf8.ValidString(step.Reason) ||
		step.Opcode == Text && !utf8.Valid(step.Payload) {
		t.Errorf("step beyond its limits: %+v", step)
	}
}

// FuzzPreview checks that a preview of text is text, and no longer than it may be.
func FuzzPreview(f *testing.F) {
	f.Add([]byte(strings.Repeat("a", MaxPreview-1) + "ä"))
	f.Fuzz(func(t *testing.T, payload []byte) {
		text := Preview(Text, payload)
		if utf8.Valid(payload) && !utf8.ValidString(text) || len(text) > MaxPreview+len("…") {
			t.Errorf("%q is shown as %q", payload, text)
		}
		if len(payload) <= MaxPreview && text != string(payload) {
			t.Errorf("%q is shown as %q", payload, text)
		}
	})
}

// FuzzParseTag checks that a good tag is within its limits, and reads back from its
// query, whatever query it came in.
func FuzzParseTag(f *testing.F) {
	f.Add("console=k3&block=first-echo&client=alice&attempt=2")
	f.Add("console=A&attempt=-1")
	f.Add("block=b&attempt=1")
	f.Fuzz(func(t *testing.T, query string) {
		values, _ := url.ParseQuery(query) // what can be read of it, as a server does
		tag, err := ParseTag(values.Get)
		if err != nil {
			if tag != (Tag{}) || !strings.Contains(err.Error(), "(want ") {
				t.Errorf("%+v, %v: want no tag, and what is wanted", tag, err)
			}
			return
		}
		if (tag.Console == "") != (tag == Tag{}) || max(len(tag.Console), len(tag.Block), len(tag.Client)) > MaxTagValue || tag.Attempt < 0 {
			t.Errorf("tag beyond its limits: %+v", tag)
		}
		again, err := url.ParseQuery(tag.Query())
		if err != nil {
			t.Fatalf("%s is no query: %v", tag.Query(), err)
		}
		if same, err := ParseTag(again.Get); err != nil || same != tag {
			t.Errorf("%+v reads back as %+v, %v", tag, same, err)
		}
	})
}

// FuzzParseHex checks that bytes read back as they were written, and that what is
// read is no more than what stands there.
func FuzzParseHex(f *testing.F) {
	for _, seed := range []string{"48 69", "4869 00FF", "4", "0x 48", "+1", "\u00a0ff", ""} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		payload, err := ParseHex(text)
		if err != nil {
			if payload != nil || !strings.Contains(err.Error(), "(want ") {
				t.Errorf("%x, %v: want no bytes, and what is wanted", payload, err)
			}
			return
		}
		if digits := strings.Join(strings.Fields(text), ""); !strings.EqualFold(digits, strings.ReplaceAll(FormatHex(payload), " ", "")) {
			t.Errorf("%q reads as %x", text, payload)
		}
		if again, err := ParseHex(FormatHex(payload)); err != nil || string(again) != string(payload) {
			t.Errorf("%x reads back as %x, %v", payload, again, err)
		}
	})
}

// FuzzParseCheck checks that each fault stands in the check and says what is wanted,
// and that good conditions can be held against anything.
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
			if c.Note == "" || !c.Fits(fitting(c)) {
				t.Errorf("condition %+v does not fit what it asks for, or has no note", c)
			}
		}
		for _, c := range conditions {
			check.Saw(fitting(c))
		}
		check.Met()
	})
}

// fitting returns an event that the condition asks for.
func fitting(c Condition) Event {
	e := c.Event
	e.Size = c.Least
	if c.Emitted {
		e.Packet = "42"
	}
	return e
}
