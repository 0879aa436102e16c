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

// scannedConn is the net.Conn that gorilla reads from and writes to. It scans the bytes that
// come from the network, and shows them to the tap. Before it waits for more bytes, it sends
// what is in the outbox: the echoes of messages that came at once leave at once, in one
// write.
type scannedConn struct {
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

// newScannedConn returns the scannedConn of a connection that has just got its behaviour.
func newScannedConn(network net.Conn, r *http.Request, c *Conn) *scannedConn {
	limitKernelBuffer(network)
	s := &scannedConn{
		Conn:       network,
		conn:       c,
		scanner:    scanner{config: c.config, stream: rfc6455.Stream{Sender: rfc6455.Client}},
		rate:       rate.NewLimiter(rate.Limit(c.config.FrameRate), c.config.FrameBurst),
		unfinished: unfinished{timeout: c.config.MessageTimeout},
	}
	s.ready = newReady(network, s.send)
	if tap, ok := c.events.watcher.(Tap); ok {
		s.tap = tap
		s.tap.Handshake(r)
	}
	return s
}

// lastFrame is the error that gorilla's reader gets, and hands on, at a frame that
// ends the connection: the client's close frame, or one that breaks the protocol.
type lastFrame struct{ answer *closeFrame }

func (l lastFrame) Error() string { return l.answer.reason }

// errNoEnd is the error of a client that goes on and on after the server's close
// frame.
var errNoEnd = errors.New("too much came after the close frame")

// sendWithin is how much may come before the outbox is sent, even if
// there is still more to read: a client that never pauses gets its answers, too.
const sendWithin = 64 << 10

// Read reads what belongs to good frames (net.Conn).
func (s *scannedConn) Read(p []byte) (int, error) {
	if s.ahead == nil {
		if err := s.fetch(); err != nil {
			return 0, err
		}
	}
	return s.readAhead(p)
}

// send sends what is in the outbox.
func (s *scannedConn) send() error {
	s.unsent = 0
	s.conn.dropMessage()
	err := s.conn.out.flush()
	s.conn.extendDeadline(time.Now()) // a client that took its time to read was not silent
	return err
}

// fetch waits for bytes and finds out how many of them belong to good frames.
func (s *scannedConn) fetch() error {
	if s.unsent > sendWithin {
		if err := s.send(); err != nil {
			return err
		}
	}
	buffer, err := s.ready.read()
	if err != nil {
		return err
	}
	came := *buffer
	s.ahead, s.taken = buffer, 0
	s.unsent += len(came)
	if s.tap != nil {
		s.tap.Received(came)
	}
	now := time.Now()
	s.conn.extendDeadline(now)
	s.conn.figures.receivedBytes.Add(int64(len(came)))
	if s.scanner.limited {
		if s.over += len(came); s.over > lingerBytes {
			return errNoEnd
		}
	}
	s.scan(came, now)
	if s.unfinished.late(&s.scanner, now) {
		s.conn.startClosing(s.unfinished.exceeded())
		s.scanner.limited = true
	}
	return nil
}

// scan scans what has come. The limiter is asked once for all of its frames, since to ask
// it for each would double what a small frame costs.
func (s *scannedConn) scan(came []byte, now time.Time) {
	mayCome := int(s.rate.TokensAt(now))
	s.scanner.frames = mayCome
	s.allowed, s.answer = s.scanner.scan(came)
	s.rate.AllowN(now, mayCome-s.scanner.frames) // as many as there were tokens, at most
}

// readAhead hands on what was read ahead, up to a frame that ends the connection. If
// it does because of a limit of the server's, the client's frames are read on to its
// close frame.
func (s *scannedConn) readAhead(p []byte) (int, error) {
	for s.taken == s.allowed {
		if !s.answer.readOn {
			return 0, lastFrame{s.answer}
		}
		s.conn.startClosing(*s.answer)
		s.scanner.limited = true
		good, answer := s.scanner.scan((*s.ahead)[s.taken:])
		s.allowed, s.answer = s.taken+good, answer
	}
	n := copy(p, (*s.ahead)[s.taken:s.allowed])
	s.taken += n
	if s.taken == len(*s.ahead) {
		s.dropAhead()
	}
	return n, nil
}

func (s *scannedConn) dropAhead() {
	if s.ahead != nil {
		returnBuffer(s.ahead)
		s.ahead = nil
	}
}

// Write writes the handshake's answer (net.Conn). Later gorilla writes only close
// frames about what it could not read, which the connection answers in its own words.
func (s *scannedConn) Write(p []byte) (int, error) {
	if s.answered {
		return len(p), nil
	}
	if s.tap != nil {
		s.tap.Sent(p)
	}
	return s.Conn.Write(p)
}

// kernelBuffer is how many bytes the kernel holds for a client that doesn't read.
// Left to itself, it would hold megabytes before a write had to wait.
const kernelBuffer = 64 << 10

// bound bounds what the kernel holds.
func limitKernelBuffer(network net.Conn) {
	if secured, ok := network.(*tls.Conn); ok {
		network = secured.NetConn()
	}
	if tcp, ok := network.(interface{ SetWriteBuffer(int) error }); ok {
		tcp.SetWriteBuffer(kernelBuffer) // where it can't be set, the queue still has its bound
	}
}
