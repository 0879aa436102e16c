package tap

import "twocups/lessons/play"

// MaxKept is how many frames of a connection are kept: more than a list shows at
// once. With [play.MaxFramePreview] it bounds what a recording takes, to 32 KB.
const MaxKept = 64

// ring keeps the newest frames of a connection, by their numbers. It grows as frames
// come, and then uses its memory again.
type ring struct {
	frames []play.Frame // the one with number n stands at (n-1) % MaxKept
	newest int          // its number; 0 for none
}

// add keeps a copy of a frame, and numbers it.
func (r *ring) add(f *play.Frame) (number int) {
	r.newest++
	if len(r.frames) < MaxKept {
		r.frames = append(r.frames, play.Frame{})
	}
	f.Number = r.newest
	r.put(f)
	return f.Number
}

// put keeps a copy of a numbered frame in place of the one with its number, unless
// that has been lost.
func (r *ring) put(f *play.Frame) {
	if f.Number < r.oldest() {
		return
	}
	slot := &r.frames[(f.Number-1)%MaxKept]
	kept := append(slot.Payload[:0], f.Payload...)
	*slot = *f
	slot.Payload = kept
}

// oldest returns the number of the oldest frame that is kept; 1 for none.
func (r *ring) oldest() int { return r.newest - len(r.frames) + 1 }

// at returns the frame with a number from oldest to newest.
func (r *ring) at(number int) play.Frame { return r.frames[(number-1)%MaxKept] }
