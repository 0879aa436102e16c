package together

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"twocups/lessons/play/rfc6455"
	"twocups/server/instance"
	"twocups/server/socket"
)

// The text of the tests of the work, and the pieces of a change that has as many as it may have.
const (
	length = 9_000
	places = MaxPieces/2 - 1
)

// scattered returns a change that inserts a text at many places, and removes as many characters at
// the end.
func scattered(insert string) (c Change) {
	for range places {
		c = append(c, Piece{Keep: 200}, Piece{Insert: insert})
	}
	gone := places * len(insert)
	return append(c, Piece{Keep: length - places*200 - gone}, Piece{Remove: gone})
}

// replaced returns a change of a page: it replaces a part of the text.
func replaced(with string) Change {
	const before = 4_000
	return Change{{Keep: before}, {Insert: with}, {Remove: len(with)}, {Keep: length - before - len(with)}}
}

// changed returns a text that has been changed in the same way for as often as it holds changes.
func changed(t testing.TB, change Change) *Text {
	t.Helper()
	text := New(nil, func(int) bool { return true }).(*Text)
	text.text = slices.Repeat([]rune{'x'}, length)
	for range MaxChanges {
		if err := text.make(change); err != nil {
			t.Fatal(err)
		}
	}
	return text
}

// answer does what the server does with a message, without sending anything.
func (t *Text) answer(m socket.Message, missed int) error {
	var r request
	if err := instance.Read(m, &r); err != nil {
		return err
	}
	change, err := t.latest.transformed(r.Change, missed, len(t.text))
	if err != nil {
		return err
	}
	apply(t.text, change)
	instance.JSON(event{Type: "changed", Change: change, Name: "Alice"})
	return nil
}

// BenchmarkStaleChange compares a change of 1 KB that has missed many others with a change of the
// newest text. The changes are those of a page, or have as many pieces as they may have. The history
// then holds fewer of them, and the last that isn't refused has missed as many as MaxWork allows.
func BenchmarkStaleChange(b *testing.B) {
	for _, test := range []struct {
		name            string
		earlier, change Change
	}{
		{"OfPages", replaced("y"), replaced(strings.Repeat("z", 1_000))},
		{"InManyPieces", scattered("y"), scattered(strings.Repeat("z", 20))},
	} {
		b.Run(test.name, func(b *testing.B) {
			text := changed(b, test.earlier)
			payload, _ := json.Marshal(request{Type: "change", Change: test.change})
			m := socket.Message{Opcode: rfc6455.Text, Payload: payload}
			oldest := len(text.latest.changes)
			for text.answer(m, oldest) != nil {
				oldest--
			}
			var ofStale, ofFresh []float64 // µs
			for b.Loop() {
				began := time.Now()
				text.answer(m, oldest)
				middle := time.Now()
				text.answer(m, 0)
				ofStale = append(ofStale, float64(middle.Sub(began).Nanoseconds())/1e3)
				ofFresh = append(ofFresh, float64(time.Since(middle).Nanoseconds())/1e3)
			}
			stale, fresh := median(ofStale), median(ofFresh)
			b.ReportMetric(0, "ns/op") // the time of both together has no meaning
			b.ReportMetric(float64(oldest), "missed")
			b.ReportMetric(stale, "µs/stale")
			b.ReportMetric(fresh, "µs/fresh")
			b.ReportMetric(stale/fresh, "stale/fresh")
		})
	}
}

func median(all []float64) float64 {
	slices.Sort(all)
	return all[len(all)/2]
}
