package conformance

import (
	"bytes"
	"testing"
	"unicode/utf8"
)

// limitOfModel is the limit of the model, the least that the suite can test.
const limitOfModel = 64 << 10

// The cases and the model are two independent implementations of RFC 6455.
func TestTheModelAgreesWithEveryCase(t *testing.T) {
	for _, group := range Groups(limitOfModel) {
		for _, c := range group.Cases {
			if c.IncludesHandshake {
				continue // the model begins after the opening handshake
			}
			model := NewModel(limitOfModel)
			var answered int // the number of the model's answers that the case has expected
			for _, step := range c.Script {
				switch step := step.(type) {
				case sendStep:
					for _, part := range step {
						model.Feed(part)
					}
				case expectStep:
					if !sameAnswers(model.Answers[answered:min(answered+len(step), len(model.Answers))], step) {
						t.Errorf("%s: the model answers %v", c, model.Answers)
					}
					answered += len(step)
				case closeStep:
					if !model.Closed || len(model.Answers) != answered+1 || model.Answers[answered].code() != uint16(step) {
						t.Errorf("%s: the model answers %v", c, model.Answers)
					}
				case endTCPStep:
					if model.Closed || len(model.Answers) != answered {
						t.Errorf("%s: the model answers %v", c, model.Answers)
					}
				}
			}
		}
	}
}

// sameAnswers reports whether the answers are the same, messages and pongs each in order.
func sameAnswers(a, b []Frame) bool {
	left := newPendingAnswers(b)
	for _, f := range a {
		if left.remove(f) != nil {
			return false
		}
	}
	return len(a) == len(b) && left.done()
}

func FuzzTheDecoderAgreesWithUnicode(f *testing.F) {
	for _, of := range validTexts {
		f.Add([]byte(of.text))
	}
	for _, of := range invalidTexts {
		f.Add([]byte(of.prefix + of.rest))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		if validUTF8(text) != utf8.Valid(text) {
			t.Errorf("% x: %v, and unicode/utf8 says %v", text, validUTF8(text), utf8.Valid(text))
		}
	})
}

// A byte is bad for the decoder when no bytes after it could make the text valid.
func TestAFlawIsKnownAtItsFirstBadByte(t *testing.T) {
	for _, of := range invalidTexts {
		var d decoder
		for i, b := range []byte(of.prefix) {
			if d.feed(b) != (i < len(of.prefix)-1) {
				t.Errorf("%s: % x is judged at byte %d", of.name, of.prefix, i)
				break
			}
		}
	}
}

func TestEveryCaseHasItsOwnDescription(t *testing.T) {
	seen := map[string]string{}
	for _, group := range Groups(limitOfModel) {
		for _, c := range group.Cases {
			if other, twice := seen[c.Description]; twice {
				t.Errorf("%s has the description of %s: %s", c.Number, other, c.Description)
			}
			seen[c.Description] = c.Number
		}
	}
	t.Logf("%d cases", len(seen))
}

func TestReadingAFrameThatWasWritten(t *testing.T) {
	for _, length := range []int{0, 1, 125, 126, 65535, 65536} {
		sent := binaryOf(string(bytes.Repeat([]byte{7}, length)))
		model := NewModel(length)
		model.Feed(sent.bytes())
		if len(model.Answers) != 1 || !same(model.Answers[0], sent) || model.Missing() != 0 {
			t.Errorf("a frame of %d bytes is read as %v", length, model.Answers)
		}
	}
}
