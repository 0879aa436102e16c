package tap

import (
	"cmp"
	"net/http"
	"sync"
	"time"

	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
)

// Recording holds the opening handshake and the newest frames of one connection. Several
// goroutines may call its methods at the same time. The methods return at once.
type Recording struct {
	mu         sync.Mutex
	began      time.Time
	request    play.Head // of the opening handshake
	answer     answer
	answerHead play.Head // of the answer, once it is whole
	ended      bool
	ring       ring
	decoders   [2]*Decoder // of the client's bytes, and of the server's
	underway   [2]partialFrame
	closes     play.CloseFrames
	socketIO   bool       // the connection is for Socket.IO
	packets    [2]packets // of a connection for Socket.IO

	follower follower
}

// progressInterval is the shortest time between two reports of how much of a frame has
// come. The last report doesn't wait. A learner can't read faster, and a long frame comes
// in very many pieces.
const progressInterval = 100 * time.Millisecond

// The places of the two ends in a Recording.
const (
	client = iota
	server
)

// NewRecording returns a recording of a connection over which nothing has gone yet.
// report is nil, or follows the recording from its beginning; see [Recording.Follow].
//
// The recording calls reserve for each step of a few kilobytes by which it grows. If reserve
// returns false, the recording grows no more, and holds fewer frames. With a nil reserve, it always
// grows.
func NewRecording(report func(play.Wire) bool, reserve func(bytes int) bool) *Recording {
	r := &Recording{began: time.Now(), follower: follower{report: report}, ring: ring{reserve: reserve}}
	for end, side := range [...]rfc6455.Side{client: rfc6455.Client, server: rfc6455.Server} {
		r.decoders[end] = NewDecoder(side, func(f *play.Frame, whole bool) { r.record(end, f, whole) })
	}
	return r
}

// Handshake records the request of the opening handshake. The frames' times count from this
// call.
func (r *Recording) Handshake(request *http.Request) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.began = time.Now()
	r.request = requestHead(request)
	r.socketIO = request.URL.Path == play.SocketIOPath
}

// Received records bytes that came from the client.
func (r *Recording) Received(raw []byte) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.decoders[client].Write(raw)
	r.follower.catchUp(r)
}

// Sent records bytes that go to the client: the answer of the opening handshake, then
// frames.
func (r *Recording) Sent(raw []byte) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.answer.whole {
		if raw = r.answer.write(raw); r.answer.whole {
			r.answered()
		}
	}
	r.decoders[server].Write(raw)
	r.follower.catchUp(r)
}

func (r *Recording) answered() {
	r.answerHead = r.answer.head()
	r.answer.text = nil
	if deflate(r.answerHead) {
		r.decoders[client].rules.stream.Deflate = true
		r.decoders[server].rules.stream.Deflate = true
	}
}

// Reserved returns the number of bytes that the recording has reserved.
func (r *Recording) Reserved() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.ring.reserved
}

// End records that the connection is over.
func (r *Recording) End() {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.answer.whole {
		r.answerHead = r.answer.head()
	}
	for end, frame := range r.underway {
		if frame.number == 0 {
			continue
		}
		r.follower.markChanged(frame.number) // no more of the frame comes
		r.closes.Invalid = r.closes.Invalid || r.decoders[end].frame.Opcode == rfc6455.Close
	}
	r.ended = true
	r.follower.retryAt = 0
	r.follower.catchUp(r)
}

// record puts a frame into the ring; the caller holds the mutex.
func (r *Recording) record(end int, f *play.Frame, whole bool) {
	frame := &r.underway[end]
	isNew := frame.number == 0
	if r.socketIO {
		f.Number = cmp.Or(frame.number, r.ring.newest+1)
		r.packets[end].addFrame(f, isNew, whole)
	}
	if f.Opcode == rfc6455.Close {
		r.recordClose(f, isNew, whole)
	}
	if isNew {
		now := time.Now()
		f.At = play.Milliseconds(float64(now.Sub(r.began).Microseconds()) / 1000)
		*frame = partialFrame{number: r.ring.add(f), reportedAt: now}
	} else {
		f.Number = frame.number
		r.ring.put(f)
		frame.grown = true
		if whole || time.Since(frame.reportedAt) >= progressInterval {
			frame.markChanged(&r.follower)
		}
	}
	if whole {
		frame.number = 0
	}
	if r.ring.newest-r.follower.newest == r.ring.size {
		r.follower.catchUp(r) // before a burst that comes in one piece overwrites unreported frames
	}
}

// recordClose stores which close frames have come. The row of the other end's close frame and
// the row for the end of the connection show this.
func (r *Recording) recordClose(f *play.Frame, isNew, whole bool) {
	own, other := &r.closes.Client, r.closes.Server
	if f.Sender == rfc6455.Server {
		own, other = &r.closes.Server, r.closes.Client
	}
	if isNew {
		f.Answers = other
	}
	switch {
	case whole && len(f.Violations) > 0:
		r.closes.Invalid = true
	case whole:
		*own = true
	}
}

// partialFrame is a frame whose payload is still coming.
type partialFrame struct {
	number     int       // 0 for none
	reportedAt time.Time // when the follower last got how much of the frame has come
	grown      bool      // more of the frame has come since then
}

// markChanged marks the frame for another report, if more of the frame has come since the
// last report.
func (u *partialFrame) markChanged(f *follower) {
	if u.grown {
		u.grown, u.reportedAt = false, time.Now()
		f.markChanged(u.number)
	}
}
