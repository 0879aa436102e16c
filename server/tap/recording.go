package tap

import (
	"cmp"
	"net/http"
	"sync"
	"time"

	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
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
	underway  [2]underWay // the frame that is half there
	socketIO  bool        // the connection is for it
	packets   [2]packets  // of a connection for Socket.IO

	follower follower
}

// underWay is a frame that is half there.
type underWay struct {
	number int       // 0 for none
	told   time.Time // when how much of it has come was told last
	grown  bool      // since then
}

// growEvery is the time between two tellings of how much of a frame has come, but for
// the last: no eye reads faster, and a long frame comes in very many pieces.
const growEvery = 100 * time.Millisecond

// The places of the two ends in a Recording.
const (
	client = iota
	server
)

// NewRecording returns a recording of a connection of which nothing has been seen yet.
// What follows it from the beginning may be nil; see [Recording.Follow].
func NewRecording(tell func(play.Wire) bool) *Recording {
	r := &Recording{began: time.Now(), follower: follower{tell: tell}}
	for end, side := range [...]rfc6455.Side{client: rfc6455.Client, server: rfc6455.Server} {
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
	r.socketIO = request.URL.Path == play.SocketIOPath
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
		r.decoders[client].rules.stream.Deflate = true
		r.decoders[server].rules.stream.Deflate = true
	}
}

// End tells that the connection is over.
func (r *Recording) End() {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.answer.done {
		r.handshake.Answer = r.answer.head()
	}
	r.tellGrown(&r.underway[client])
	r.ended = true
	r.follower.patience = 0
	r.follower.catchUp(r)
}

// record keeps a frame; the caller holds the mutex.
func (r *Recording) record(end int, f *play.Frame, whole bool) {
	half := &r.underway[end]
	isNew := half.number == 0
	if r.socketIO {
		f.Number = cmp.Or(half.number, r.ring.newest+1)
		r.packets[end].follow(f, isNew, whole)
	}
	if isNew {
		now := time.Now()
		f.At = play.Milliseconds(float64(now.Sub(r.began).Microseconds()) / 1000)
		*half = underWay{number: r.ring.add(f), told: now}
	} else { // more of a frame that is half there
		f.Number = half.number
		r.ring.put(f)
		half.grown = true
		if whole || time.Since(half.told) >= growEvery {
			r.tellGrown(half)
		}
	}
	if whole {
		half.number = 0
	}
	if r.ring.newest-r.follower.told == MaxKept {
		r.follower.catchUp(r) // before a burst in one piece overwrites what nobody has heard of
	}
}

// tellGrown has the follower told how much of a frame has come, if that is news.
func (r *Recording) tellGrown(half *underWay) {
	if half.grown {
		half.grown, half.told = false, time.Now()
		r.follower.changed(half.number)
	}
}
