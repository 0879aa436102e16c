package conformance

import (
	"bytes"
	"testing"
	"unicode/utf8"
)

// limitOfModel is that of the suite's smallest server.
const limitOfModel = 64 << 10

// What the cases expect and what the model says were written twice from RFC 6455.
func TestTheModelAgreesWithEveryCase(t *testing.T) {
	for _, group := range Groups(limitOfModel) {
		for _, c := range group.Cases {
			if c.ByHand {
				continue // the model begins after the opening handshake
			}
			model := NewModel(limitOfModel)
			var answered int // of the model's answers, those that the case has asked for
			for _, step := range c.Script {
				switch step := step.(type) {
				case sending:
					for _, part := range step {
						model.Feed(part)
					}
				case expecting:
					if !sameAnswers(model.Answers[answered:min(answered+len(step), len(model.Answers))], step) {
						t.Errorf("%s: the model answers %v", c, model.Answers)
					}
					answered += len(step)
				case ending:
					if !model.Over || len(model.Answers) != answered+1 || model.Answers[answered].code() != uint16(step) {
						t.Errorf("%s: the model answers %v", c, model.Answers)
					}
				case hangingUp:
					if model.Over || len(model.Answers) != answered {
						t.Errorf("%s: the model answers %v", c, model.Answers)
					}
				}
			}
		}
	}
}

// sameAnswers says whether the answers are the same, messages and pongs each in order.
func sameAnswers(a, b []Frame) bool {
	left := newTally(b)
	for _, f := range a {
		if left.count(f) != nil {
			return false
		}
	}
	return len(a) == len(b) && left.done()
}

func FuzzTheDecoderAgreesWithUnicode(f *testing.F) {
	for _, of := range validTexts {
		f.Add([]byte(of.text))
	}
	for _, of := range flaws {
		f.Add([]byte(of.known + of.rest))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		if validUTF8(text) != utf8.Valid(text) {
			t.Errorf("% x: %v, and unicode/utf8 says %v", text, validUTF8(text), utf8.Valid(text))
		}
	})
}

// A byte is bad for the decoder when no bytes after it could make the text valid.
func TestAFlawIsKnownAtItsFirstBadByte(t *testing.T) {
	for _, of := range flaws {
		var d decoder
		for i, b := range []byte(of.known) {
			if d.take(b) != (i < len(of.known)-1) {
				t.Errorf("%s: % x is judged at byte %d", of.name, of.known, i)
				break
			}
		}
	}
}

func TestEveryCaseHasItsOwnSentence(t *testing.T) {
	seen := map[string]string{}
	for _, group := range Groups(limitOfModel) {
		for _, c := range group.Cases {
			if other, twice := seen[c.Says]; twice {
				t.Errorf("%s has the sentence of %s: %s", c.Number, other, c.Says)
			}
			seen[c.Says] = c.Number
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
