package tap

import (
	"net/http"
	"sync"
	"time"

	"twocups/lessons/play"
)

// Recording is what went over one connection. Its methods may be called by several
// goroutines at the same time, and return at once.
type Recording struct {
	mu        sync.Mutex
	began     time.Time
	handshake play.Handshake
	answer    answer
	ended     bool
	ring      ring
	decoders  [2]*Decoder // of the client's bytes, and of the server's
	underway  [2]int      // the number of the frame that is half there; 0 for none

	follower follower
}

// The places of the two ends in a Recording.
const (
	client = iota
	server
)

// NewRecording returns a recording of a connection of which nothing has been seen yet.
// What follows it from the beginning may be nil; see [Recording.Follow].
func NewRecording(tell func(play.Wire) bool) *Recording {
	r := &Recording{began: time.Now(), follower: follower{tell: tell}}
	for end, side := range [...]play.Side{client: play.Client, server: play.Server} {
		r.decoders[end] = NewDecoder(side, func(f *play.Frame, whole bool) { r.record(end, f, whole) })
	}
	return r
}

// Handshake takes the request of the opening handshake. The frames' times count from here.
func (r *Recording) Handshake(request *http.Request) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.began = time.Now()
	r.handshake.Request = requestHead(request)
}

// Received takes bytes that came from the client.
func (r *Recording) Received(raw []byte) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.decoders[client].Write(raw)
	r.follower.catchUp(r)
}

// Sent takes bytes that go to the client: the answer of the opening handshake, then
// frames.
func (r *Recording) Sent(raw []byte) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.answer.done {
		if raw = r.answer.take(raw); r.answer.done {
			r.answered()
		}
	}
	r.decoders[server].Write(raw)
	r.follower.catchUp(r)
}

func (r *Recording) answered() {
	r.handshake.Answer = r.answer.head()
	r.answer.text = nil
	if deflate(r.handshake.Answer) {
		r.decoders[client].rules.deflate = true
		r.decoders[server].rules.deflate = true
	}
}

// End tells that the connection is over.
func (r *Recording) End() {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.answer.done {
		r.handshake.Answer = r.answer.head()
	}
	for _, d := range r.decoders {
		d.End()
	}
	r.ended = true
	r.follower.patience = 0
	r.follower.catchUp(r)
}

// record keeps a frame; the caller holds the mutex.
func (r *Recording) record(end int, f *play.Frame, whole bool) {
	if number := r.underway[end]; number > 0 { // the rest of a frame that is half there
		f.Number = number
		r.ring.put(f)
		r.follower.changed(number)
	} else {
		f.At = play.Milliseconds(float64(time.Since(r.began).Microseconds()) / 1000)
		r.underway[end] = r.ring.add(f)
	}
	if whole {
		r.underway[end] = 0
	}
	if r.ring.newest-r.follower.told == MaxKept {
		r.follower.catchUp(r) // before a burst in one piece overwrites what nobody has heard of
	}
}
