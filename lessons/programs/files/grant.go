package files

import (
	"slices"
	"time"
)

// #region grant
// grant lets a sender go on: to a window ahead of what the receiver has, and no faster
// than the instance may be used.
func (f *Files) grant(t *transfer) {
	if t.receiver.name == "" {
		return // nobody wants it yet
	}
	goal := min(t.size, t.confirmed+Window*t.pieceSize)
	for t.until < goal {
		next := min(t.pieceSize, goal-t.until)
		if wait := f.pace.take(next, time.Now()); wait > 0 {
			f.grantLater(t, wait)
			return
		}
		t.until += next
	}
}

// #endregion

// grantLater tries again when there is room for a piece. A transfer waits once at a time.
func (f *Files) grantLater(t *transfer, wait time.Duration) {
	if t.waits {
		return
	}
	t.waits = true
	f.after(wait, func() {
		t.waits = false
		if !slices.Contains(f.transfers, t) {
			return // it has ended meanwhile
		}
		before := t.until
		f.grant(t)
		if t.until > before {
			t.report()
		}
	})
}

// burst is how many bytes may be granted at once: a window of the greatest pieces.
const burst = Window * MaxPiece

// pace bounds the bytes that senders are granted in a second. It is a bucket of tokens: a
// byte takes one, time puts them back.
type pace struct {
	taken float64
	at    time.Time // when it was looked at last
}

// take takes so many bytes, or says how long to wait before there is room for them.
func (p *pace) take(bytes int, now time.Time) (wait time.Duration) {
	p.taken = max(0, p.taken-now.Sub(p.at).Seconds()*Rate)
	p.at = now
	if over := p.taken + float64(bytes) - burst; over > 0 {
		return time.Duration(over/Rate*float64(time.Second)) + time.Millisecond
	}
	p.taken += float64(bytes)
	return 0
}
