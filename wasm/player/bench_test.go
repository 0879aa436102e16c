package player

import (
	"testing"

	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
	"twocups/lessons/play/wsblock"
)

// quiet is a page that does nothing, so that only the player's own time is measured.
type quiet struct{ now play.Milliseconds }

func (q *quiet) Open(int, string, string, []string)   {}
func (q *quiet) Send(int, rfc6455.Opcode, []byte)     {}
func (q *quiet) Close(int, rfc6455.CloseCode, string) {}
func (q *quiet) Probe(int, string)                    {}
func (*quiet) Named(int, string)                      {}
func (*quiet) Acked(int, int, string)                 {}
func (q *quiet) Wake(play.Milliseconds)               {}
func (q *quiet) Changed()                             {}
func (q *quiet) Now() play.Milliseconds               { q.now += 0.1; return q.now }

func connectedPlayer() *Player {
	p := New(&quiet{}, "block-1", []wsblock.Step{{Verb: wsblock.Connect, Path: play.EchoPath}})
	p.Press(0)
	p.Opened(1, "")
	return p
}

// BenchmarkReceived measures the player's share of one echoed message of 64 bytes: its
// sending and its receiving.
func BenchmarkReceived(b *testing.B) {
	payload := make([]byte, 64)
	for i := range payload {
		payload[i] = 'x'
	}
	text := string(payload)
	p := connectedPlayer()
	b.ReportAllocs()
	b.SetBytes(int64(len(payload)))
	for b.Loop() {
		p.SendOwn(0, text)
		p.Received(1, rfc6455.Text, payload)
	}
}

// BenchmarkViewJSON measures an animation frame that fills a whole console.
func BenchmarkViewJSON(b *testing.B) {
	p := connectedPlayer()
	for range MaxRows {
		p.Received(1, rfc6455.Text, []byte(`{"type": "move", "x": 12, "y": 34}`))
	}
	v := p.View()
	if len(v.Rows) != MaxRows {
		b.Fatalf("%d rows", len(v.Rows))
	}
	text := v.AppendJSON(nil)
	b.ReportAllocs()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		text = v.AppendJSON(text[:0])
	}
}
