package conformance

import (
	"bytes"
	"fmt"
	"strings"
)

// pendingAnswers are the expected answers that have not come yet.
type pendingAnswers struct {
	messages []Frame
	pongs    []Frame
}

func newPendingAnswers(expected []Frame) *pendingAnswers {
	t := &pendingAnswers{}
	for _, f := range expected {
		if f.Opcode == opPong {
			t.pongs = append(t.pongs, f)
		} else {
			t.messages = append(t.messages, f)
		}
	}
	return t
}

func (t *pendingAnswers) done() bool { return len(t.messages)+len(t.pongs) == 0 }

// remove removes an answer from the pending answers. It returns an error if the answer may not come now.
func (t *pendingAnswers) remove(f Frame) error {
	switch f.Opcode {
	case opClose:
		return fmt.Errorf("%v came instead of %v", f, t)
	case opPong:
		for i, want := range t.pongs {
			if bytes.Equal(f.Payload, want.Payload) {
				t.pongs = t.pongs[i+1:]
				return nil
			}
		}
	default:
		if len(t.messages) > 0 && same(f, t.messages[0]) {
			t.messages = t.messages[1:]
			return nil
		}
	}
	return fmt.Errorf("%v came instead of %v", f, t)
}

// same reports whether two messages have the same opcode and payload.
func same(a, b Frame) bool { return a.Opcode == b.Opcode && bytes.Equal(a.Payload, b.Payload) }

func (t *pendingAnswers) String() string {
	var all []string
	for _, f := range t.messages {
		all = append(all, f.String())
	}
	for _, f := range t.pongs {
		all = append(all, f.String())
	}
	return strings.Join(all, ", ")
}
