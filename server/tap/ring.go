package tap

import "twocups/lessons/play"

// MaxFrames is the largest number of frames that a recording holds: more than a list shows
// at once. MaxFrames and [play.MaxFramePreview] bound a recording's memory to 32 KB.
const MaxFrames = 64

// The memory of a ring grows in steps.
const (
	ringStep  = 8   // frames
	frameCost = 512 // bytes of a frame with its payload, roughly
)

// ring holds the newest frames of a connection by their numbers. It grows up to MaxFrames, or
// until there is no memory for another step, and then uses its memory again.
type ring struct {
	frames   []play.Frame         // number n is at (n-1) % size
	newest   int                  // the newest frame's number; 0 for none
	size     int                  // the number of frames that the ring may hold now
	reserve  func(bytes int) bool // reserves memory for a step; nil: there always is some
	reserved int                  // bytes; the first step needs none
	full     bool                 // the ring grows no more, so it overwrites its oldest frame
}

// add numbers a frame, and puts a copy of it into the ring.
func (r *ring) add(f *play.Frame) (number int) {
	r.newest++
	if r.grow() {
		r.frames = append(r.frames, play.Frame{})
	}
	f.Number = r.newest
	r.put(f)
	return f.Number
}

// grow reports whether the ring may hold one frame more. If necessary, it reserves the memory
// of another step.
func (r *ring) grow() bool {
	if len(r.frames) < r.size {
		return true
	}
	if !r.full {
		r.full = r.size == MaxFrames || !r.reserveStep()
	}
	if r.full {
		return false
	}
	r.size += ringStep
	return true
}

// reserveStep reserves the memory of a step. It returns false if there is none.
func (r *ring) reserveStep() bool {
	if r.size == 0 || r.reserve == nil {
		return true
	}
	if !r.reserve(ringStep * frameCost) {
		return false
	}
	r.reserved += ringStep * frameCost
	return true
}

// put copies a frame into the ring, in place of the frame with the same number. It does
// nothing if the ring no longer holds this number.
func (r *ring) put(f *play.Frame) {
	if f.Number < r.oldest() {
		return
	}
	slot := &r.frames[(f.Number-1)%r.size]
	payload := append(slot.Payload[:0], f.Payload...)
	*slot = *f
	slot.Payload = payload
}

// oldest returns the number of the oldest frame in the ring; 1 for an empty ring.
func (r *ring) oldest() int { return r.newest - len(r.frames) + 1 }

// at returns the frame with a number from oldest to newest. The frame's payload is the
// ring's own memory.
func (r *ring) at(number int) play.Frame { return r.frames[(number-1)%r.size] }
