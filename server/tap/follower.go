package tap

import (
	"slices"

	"twocups/lessons/play"
)

// maxReported is the largest number of frames in one report. The JSON of a report mostly
// takes 3 KB. It takes at most about 60 KB, over Socket.IO, where frames have packets piece
// by piece.
const maxReported = 8

// follower gets everything that a recording holds, and everything that the recording adds
// later. The recording's mutex guards it.
type follower struct {
	report    func(play.Wire) bool // nil without a follower; returns false if the follower has no room now
	newest    int                  // the number of the newest reported frame
	changed   []int                // the reported frames that have changed since their report; at most one from each end
	handshake bool                 // the handshake is reported
	ended     bool                 // the end is reported
	retryAt   int                  // after a lack of room, there is no report until the ring's newest frame has this number
}

// Follow reports everything that the recording holds, oldest first, and then everything
// that the recording adds. report must return at once, keep nothing of its argument, and
// not call the recording. It returns false if the follower has no room. The recording then
// reports the rest after some more frames, or when somebody calls [Recording.CatchUp].
func (r *Recording) Follow(report func(play.Wire) bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.follower = follower{report: report}
	r.follower.catchUp(r)
}

// Unfollow ends the reports.
func (r *Recording) Unfollow() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.follower = follower{}
}

// CatchUp reports everything that the follower had no room for. It also reports how much
// has come of the client's frame that is under way.
func (r *Recording) CatchUp() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.follower.retryAt = 0
	r.underway[client].markChanged(&r.follower)
	r.follower.catchUp(r)
}

// markChanged marks a frame for another report, if the frame has been reported before.
func (f *follower) markChanged(number int) {
	if f.report != nil && number <= f.newest && !slices.Contains(f.changed, number) {
		f.changed = append(f.changed, number)
	}
}

// catchUp reports everything that is not reported yet, as far as there is room.
func (f *follower) catchUp(r *Recording) {
	if f.report == nil || r.ring.newest < f.retryAt {
		return
	}
	for {
		wire, reported := f.nextPiece(r)
		if reported == nil {
			return
		}
		if !f.report(wire) {
			f.retryAt = r.ring.newest + maxReported
			return
		}
		reported()
	}
}

// nextPiece returns the next piece to report, and a function that marks the piece as
// reported. The function is nil if there is nothing to report.
func (f *follower) nextPiece(r *Recording) (wire play.Wire, reported func()) {
	if r.request.Line == "" && r.ring.newest == 0 {
		return play.Wire{}, nil // there was no opening handshake, and so no connection
	}
	if !f.handshake && (r.answer.whole || r.ended) {
		return play.Wire{Handshake: play.NewHandshake(r.request, r.answerHead)}, func() { f.handshake = true }
	}
	if f.newest < r.ring.newest || len(f.changed) > 0 {
		frames, newest := f.frames(r)
		return play.Wire{Frames: frames}, func() { f.newest, f.changed = newest, f.changed[:0] }
	}
	if r.ended && !f.ended {
		return play.Wire{Rest: play.RestRow(r.decoders[client].Rest()), End: r.closes.Row()}, func() { f.ended = true }
	}
	return play.Wire{}, nil
}

// frames returns the next frames to report, in order, and the number of the newest of
// them.
func (f *follower) frames(r *Recording) (rows []play.FrameRow, newest int) {
	slices.Sort(f.changed)
	for _, number := range f.changed {
		if frame, ok := r.frame(number); ok {
			rows = append(rows, r.row(frame))
		}
	}
	newest = f.newest
	for number := max(f.newest+1, r.ring.oldest()); number <= r.ring.newest && len(rows) < maxReported; number++ {
		rows = append(rows, r.row(r.ring.at(number)))
		newest = number
	}
	return rows, newest
}

// frame returns a frame that is in the ring or under way.
func (r *Recording) frame(number int) (play.Frame, bool) {
	if number >= r.ring.oldest() {
		return r.ring.at(number), true
	}
	for end, frame := range r.underway {
		if frame.number == number {
			return r.decoders[end].frame, true
		}
	}
	return play.Frame{}, false
}

// row returns a frame with its words. This costs memory, so a recording does it for each
// report and not for each frame.
func (r *Recording) row(f play.Frame) play.FrameRow {
	f.Text = text(&f)
	if r.socketIO {
		f.Packet = readPacket(&f)
	}
	if f.Masked {
		f.OnWire = slices.Clone(f.Payload)
		unmask(f.OnWire, f.Key, 0)
	}
	return f.Row(r.ended)
}
