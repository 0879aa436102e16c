package files

import (
	"slices"
	"time"
)

// #region grant
// grant lets a sender go on: to a window ahead of the bytes that the receiver has, and no
// faster than the rate of the instance.
func (f *Files) grant(t *transfer) {
	if t.receiver.name == "" {
		return // nobody has taken the file yet
	}
	goal := min(t.size, t.confirmed+Window*t.pieceSize)
	for t.until < goal {
		next := min(t.pieceSize, goal-t.until)
		bytes := f.rate.ReserveN(time.Now(), next)
		if wait := bytes.Delay(); wait > 0 {
			bytes.Cancel()
			f.grantLater(t, wait)
			return
		}
		t.until += next
	}
}

// #endregion

// grantLater calls grant again after the wait, when the rate allows a piece. Only one call of a
// transfer waits at a time.
func (f *Files) grantLater(t *transfer, wait time.Duration) {
	if t.waits {
		return
	}
	t.waits = true
	f.after(wait, func() {
		t.waits = false
		if !slices.Contains(f.transfers, t) {
			return // the transfer has ended meanwhile
		}
		before := t.until
		f.grant(t)
		if t.until > before {
			t.report()
		}
	})
}

// burst is the number of bytes that may be granted at once: a window of the greatest pieces.
const burst = Window * MaxPiece
