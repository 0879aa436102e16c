package tap

import "twocups/lessons/play"

// MaxFrames is the largest number of frames that a recording holds: more than a list shows
// at once. MaxFrames and [play.MaxFramePreview] bound a recording's memory to 32 KB.
const MaxFrames = 64

// ring holds the newest frames of a connection by their numbers. It grows up to MaxFrames,
// and then uses its memory again.
type ring struct {
	frames []play.Frame // number n is at (n-1) % MaxFrames
	newest int          // the newest frame's number; 0 for none
}

// add numbers a frame, and puts a copy of it into the ring.
func (r *ring) add(f *play.Frame) (number int) {
	r.newest++
	if len(r.frames) < MaxFrames {
		r.frames = append(r.frames, play.Frame{})
	}
	f.Number = r.newest
	r.put(f)
	return f.Number
}

// put copies a frame into the ring, in place of the frame with the same number. It does
// nothing if the ring no longer holds this number.
func (r *ring) put(f *play.Frame) {
	if f.Number < r.oldest() {
		return
	}
	slot := &r.frames[(f.Number-1)%MaxFrames]
	payload := append(slot.Payload[:0], f.Payload...)
	*slot = *f
	slot.Payload = payload
}

// oldest returns the number of the oldest frame in the ring; 1 for an empty ring.
func (r *ring) oldest() int { return r.newest - len(r.frames) + 1 }

// at returns the frame with a number from oldest to newest. The frame's payload is the
// ring's own memory.
func (r *ring) at(number int) play.Frame { return r.frames[(number-1)%MaxFrames] }
