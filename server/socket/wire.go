package socket

import (
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"time"

	"twocups/lessons/play/rfc6455"

	"golang.org/x/time/rate"
)

// Tap is a [Watcher] that also wants to see the bytes of its connection: those of the
// handshake's answer and of every frame. Received and Sent may be called at the same
// time, each of them by one goroutine after the other. They return at once, and
// don't keep the slice.
type Tap interface {
	Watcher
	Handshake(r *http.Request) // the first call: the request as it was read
	Received(raw []byte)       // has come
	Sent(raw []byte)           // is about to go, so that no answer to it is seen before it
}

// wire is what gorilla takes for the network connection. Between the two, what
// comes is scanned and shown to the tap; and before the server waits for more to
// come, what it has to say is sent. So however many messages came at once, their
// echoes leave at once too, in one write.
type wire struct {
	net.Conn
	conn       *Conn
	ready      ready
	tap        Tap // nil: nobody taps
	scanner    scanner
	rate       *rate.Limiter // of the client's frames
	unfinished unfinished

	ahead   *[]byte     // bytes that gorilla doesn't have yet; nil for none
	taken   int         // how many of them it has
	allowed int         // how many of them belong to good frames
	answer  *closeFrame // to what comes behind those

	answered bool // the handshake is
	unsent   int  // bytes that came since something was sent
	over     int  // bytes that came after a limit was exceeded
}

// newWire returns the wire of a connection that a behaviour has just got to know.
func newWire(network net.Conn, r *http.Request, c *Conn) *wire {
	bound(network)
	w := &wire{
		Conn:       network,
		conn:       c,
		scanner:    scanner{config: c.config, stream: rfc6455.Stream{Sender: rfc6455.Client}},
		rate:       rate.NewLimiter(rate.Limit(c.config.FrameRate), c.config.FrameBurst),
		unfinished: unfinished{within: c.config.MessageTimeout},
	}
	w.ready = newReady(network, w.send)
	if tap, ok := c.events.watcher.(Tap); ok {
		w.tap = tap
		w.tap.Handshake(r)
	}
	return w
}

// lastFrame is the error that gorilla's reader gets, and hands on, at a frame that
// ends the connection: the client's close frame, or one that breaks the protocol.
type lastFrame struct{ answer *closeFrame }

func (l lastFrame) Error() string { return l.answer.reason }

// errNoEnd is the error of a client that goes on and on after the server's close
// frame.
var errNoEnd = errors.New("too much came after the close frame")

// sendWithin is how much may come before what the server has to say is sent, even if
// there is still more to read: a client that never pauses gets its answers, too.
const sendWithin = 64 << 10

// Read reads what belongs to good frames (net.Conn).
func (w *wire) Read(p []byte) (int, error) {
	if w.ahead == nil {
		if err := w.fetch(); err != nil {
			return 0, err
		}
	}
	return w.readAhead(p)
}

// send sends what the server has to say.
func (w *wire) send() error {
	w.unsent = 0
	w.conn.dropMessage()
	err := w.conn.out.flush()
	w.conn.heard(time.Now()) // a client that took its time to read was not silent
	return err
}

// fetch waits for bytes and finds out how many of them belong to good frames.
func (w *wire) fetch() error {
	if w.unsent > sendWithin {
		if err := w.send(); err != nil {
			return err
		}
	}
	buffer, err := w.ready.read()
	if err != nil {
		return err
	}
	came := *buffer
	w.ahead, w.taken = buffer, 0
	w.unsent += len(came)
	if w.tap != nil {
		w.tap.Received(came)
	}
	now := time.Now()
	w.conn.heard(now)
	w.conn.figures.receivedBytes.Add(int64(len(came)))
	if w.scanner.limited {
		if w.over += len(came); w.over > lingerBytes {
			return errNoEnd
		}
	}
	w.scan(came, now)
	if w.unfinished.late(&w.scanner, now) {
		w.conn.startClosing(w.unfinished.exceeded())
		w.scanner.limited = true
	}
	return nil
}

// scan scans what has come. The limiter is asked once for all of its frames, since to ask
// it for each would double what a small frame costs.
func (w *wire) scan(came []byte, now time.Time) {
	mayCome := int(w.rate.TokensAt(now))
	w.scanner.frames = mayCome
	w.allowed, w.answer = w.scanner.scan(came)
	w.rate.AllowN(now, mayCome-w.scanner.frames) // as many as there were tokens, at most
}

// readAhead hands on what was read ahead, up to a frame that ends the connection. If
// it does because of a limit of the server's, the client's frames are read on to its
// close frame.
func (w *wire) readAhead(p []byte) (int, error) {
	for w.taken == w.allowed {
		if !w.answer.readOn {
			return 0, lastFrame{w.answer}
		}
		w.conn.startClosing(*w.answer)
		w.scanner.limited = true
		good, answer := w.scanner.scan((*w.ahead)[w.taken:])
		w.allowed, w.answer = w.taken+good, answer
	}
	n := copy(p, (*w.ahead)[w.taken:w.allowed])
	w.taken += n
	if w.taken == len(*w.ahead) {
		w.dropAhead()
	}
	return n, nil
}

func (w *wire) dropAhead() {
	if w.ahead != nil {
		returnBuffer(w.ahead)
		w.ahead = nil
	}
}

// Write writes the handshake's answer (net.Conn). Later gorilla writes only close
// frames about what it could not read, which the connection answers in its own words.
func (w *wire) Write(p []byte) (int, error) {
	if w.answered {
		return len(p), nil
	}
	if w.tap != nil {
		w.tap.Sent(p)
	}
	return w.Conn.Write(p)
}

// kernelBuffer is how many bytes the kernel holds for a client that doesn't read.
// Left to itself, it would hold megabytes before a write had to wait.
const kernelBuffer = 64 << 10

// bound bounds what the kernel holds.
func bound(network net.Conn) {
	if secured, ok := network.(*tls.Conn); ok {
		network = secured.NetConn()
	}
	if tcp, ok := network.(interface{ SetWriteBuffer(int) error }); ok {
		tcp.SetWriteBuffer(kernelBuffer) // where it can't be set, the queue still has its bound
	}
}
