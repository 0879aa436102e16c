package tap

import (
	"slices"

	"twocups/lessons/play"
)

// maxTold is how many frames are told at once, so that no piece takes more than
// about 60 KB in JSON, over Socket.IO, where a packet is told in pieces as well; mostly it
// takes 2.
const maxTold = 8

// follower is who follows a recording, and how far they have been told. The mutex of
// the recording guards it.
type follower struct {
	tell      func(play.Wire) bool // nil for nobody; false: it has no room until it is asked again
	told      int                  // the number of the newest frame told of
	again     []int                // told of when they were half there, and changed since; at most one from each end
	handshake bool                 // was told
	ended     bool                 // was told
	patience  int                  // until the ring's newest frame has this number there is no use in telling: nothing was taken
}

// Follow has tell told what is kept, oldest first, and from then on what comes. tell
// must return at once, keep nothing of what it gets, and not call the recording. It
// returns false when it can take no more; then it is told the rest after some
// more frames, or by [Recording.CatchUp].
func (r *Recording) Follow(tell func(play.Wire) bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.follower = follower{tell: tell}
	r.follower.catchUp(r)
}

// Unfollow ends the telling.
func (r *Recording) Unfollow() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.follower = follower{}
}

// CatchUp tells the follower what it could not take before, and how much of a frame
// has come that is still under way.
func (r *Recording) CatchUp() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.follower.patience = 0
	r.tellGrown(&r.underway[client])
	r.follower.catchUp(r)
}

// changed notes that a frame is not as it was told any more.
func (f *follower) changed(number int) {
	if f.tell != nil && number <= f.told && !slices.Contains(f.again, number) {
		f.again = append(f.again, number)
	}
}

// catchUp tells all that was not told yet, as far as it is taken.
func (f *follower) catchUp(r *Recording) {
	if f.tell == nil || r.ring.newest < f.patience {
		return
	}
	for {
		wire, then := f.next(r)
		if then == nil {
			return
		}
		if !f.tell(wire) {
			f.patience = r.ring.newest + maxTold
			return
		}
		then()
	}
}

// next returns what is to be told next, and what to note once it was; nil for nothing.
func (f *follower) next(r *Recording) (wire play.Wire, then func()) {
	if r.handshake.Request.Line == "" && r.ring.newest == 0 {
		return play.Wire{}, nil // there was no opening handshake, and so no connection
	}
	if !f.handshake && (r.answer.done || r.ended) {
		return play.Wire{Handshake: &r.handshake}, func() { f.handshake = true }
	}
	if f.told < r.ring.newest || len(f.again) > 0 {
		frames, told := f.frames(r)
		return play.Wire{Frames: frames}, func() { f.told, f.again = told, f.again[:0] }
	}
	if r.ended && !f.ended {
		return play.Wire{Ended: true, Rest: r.decoders[client].Rest()}, func() { f.ended = true }
	}
	return play.Wire{}, nil
}

// frames returns the frames that are to be told next, in order, and the newest number
// that is told with them.
func (f *follower) frames(r *Recording) (frames []play.Frame, told int) {
	oldest := r.ring.oldest()
	slices.Sort(f.again)
	for _, number := range f.again {
		if number >= oldest {
			frames = append(frames, r.asTold(number))
		}
	}
	told = f.told
	for number := max(f.told+1, oldest); number <= r.ring.newest && len(frames) < maxTold; number++ {
		frames = append(frames, r.asTold(number))
		told = number
	}
	return frames, told
}

// asTold returns a frame of the ring as a page gets it.
func (r *Recording) asTold(number int) play.Frame {
	f := r.ring.at(number)
	f.Text = text(&f)
	if r.socketIO {
		f.Packet = reading(&f)
	}
	if f.Masked {
		f.OnWire = slices.Clone(f.Payload)
		unmask(f.OnWire, f.Key, 0)
	}
	return f
}
