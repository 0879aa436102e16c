package socket

import (
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"time"

	"twocups/lessons/play/rfc6455"
)

// Tap is a [Watcher] that also gets the bytes of its connection: those of the handshake's
// answer and of every frame. A call of Received and a call of Sent may overlap, but not two
// calls of the same method. Both return at once, and don't keep the slice.
type Tap interface {
	Watcher
	Handshake(r *http.Request) // the first call, with the request of the opening handshake
	Received(raw []byte)       // bytes that came
	Sent(raw []byte)           // bytes that are about to be sent: so the tap gets them before any answer to them
}

// scannedConn is the net.Conn that gorilla reads from and writes to. It scans the bytes that
// come from the network, and shows them to the tap. Before it waits for more bytes, it sends
// the frames in the outbox: so one write sends the echoes of all messages that came together.
type scannedConn struct {
	net.Conn
	conn       *Conn
	source     source
	tap        Tap // nil for none
	scanner    scanner
	rate       frameRate
	unfinished unfinished

	ahead   *[]byte     // a buffer that gorilla has not read to its end; nil for none
	taken   int         // how many of its bytes gorilla has read
	allowed int         // how many of its bytes belong to good frames
	answer  *closeFrame // to the frame after the good ones; nil for none

	answered  bool // the handshake's answer was sent
	sinceSend int  // bytes that came since the outbox was last sent
	dropped   int  // bytes that came while the connection was closing
}

// newScannedConn returns the scannedConn of a connection. The connection has its behaviour, and
// its handshake is not answered yet.
func newScannedConn(network net.Conn, r *http.Request, c *Conn) *scannedConn {
	limitKernelBuffer(network)
	s := &scannedConn{
		Conn:       network,
		conn:       c,
		scanner:    scanner{config: c.config, stream: rfc6455.Stream{Sender: rfc6455.Client}},
		rate:       newFrameRate(c.config, c.address),
		unfinished: unfinished{timeout: c.config.MessageTimeout},
	}
	s.source = newSource(network, s.send)
	if tap, ok := c.events.watcher.(Tap); ok {
		s.tap = tap
		s.tap.Handshake(r)
	}
	return s
}

// lastFrame is the error of Read at a frame that ends the connection: the client's close
// frame, or a frame that breaks the protocol. gorilla's reader returns it unchanged.
type lastFrame struct{ answer *closeFrame }

func (l lastFrame) Error() string { return l.answer.reason }

// errNoEnd is the error of Read if the client sends too much while the connection is closing.
var errNoEnd = errors.New("the client goes on sending")

// lingerBytes is the number of bytes that the server reads and drops while a connection is
// closing. A client that sends a file or a big message, and reads only afterwards, can still
// read the server's close frame. A flood is not read for ever.
const lingerBytes = 64 << 20

// sendWithin is the number of bytes after which the outbox is sent even if there is more to
// read. So a client that never pauses gets its answers, too.
const sendWithin = 64 << 10

// Read reads bytes of good frames (net.Conn).
func (s *scannedConn) Read(p []byte) (int, error) {
	for {
		if s.ahead == nil {
			if err := s.fetch(); err != nil {
				return 0, err
			}
		}
		if n, err := s.readAhead(p); n > 0 || err != nil {
			return n, err
		}
	}
}

// send sends the frames in the outbox. While the connection is closing, another goroutine sends
// them, and the reader reads on.
func (s *scannedConn) send() error {
	s.sinceSend = 0
	s.conn.dropMessage()
	if s.conn.isClosing() {
		s.conn.out.mu.Lock()
		s.conn.out.flushSoon()
		s.conn.out.mu.Unlock()
		return nil
	}
	err := s.conn.out.flush()
	s.conn.extendDeadline(time.Now()) // the time that the client took to read does not count as silence
	return err
}

// fetch waits for bytes and finds out how many of them belong to good frames.
func (s *scannedConn) fetch() error {
	if s.sinceSend > sendWithin {
		if err := s.send(); err != nil {
			return err
		}
	}
	buffer, err := s.source.read()
	if err != nil {
		return err
	}
	came := *buffer
	s.ahead, s.taken = buffer, 0
	s.sinceSend += len(came)
	if s.tap != nil {
		s.tap.Received(came)
	}
	now := time.Now()
	s.conn.extendDeadline(now)
	s.conn.figures.receivedBytes.Add(int64(len(came)))
	if s.conn.isClosing() {
		s.scanner.unlimited = true
		if s.dropped += len(came); s.dropped > lingerBytes {
			return errNoEnd
		}
	}
	s.scan(now)
	if s.unfinished.timedOut(&s.scanner, now) {
		s.conn.closeAndReadOn(s.unfinished.tooSlow())
	}
	return nil
}

// scan scans the bytes that were read ahead and not taken. It asks the frame rate once for all
// frames in them: to ask for each frame would double the cost of a small frame.
func (s *scannedConn) scan(now time.Time) {
	tokens := s.rate.tokens(now)
	s.scanner.frames = tokens // scan counts them down
	good, answer := s.scanner.scan((*s.ahead)[s.taken:])
	s.allowed, s.answer = s.taken+good, answer
	s.rate.spend(tokens-s.scanner.frames, now)
}

// readAhead copies bytes that were read ahead, up to a frame that ends the connection. If that
// frame only exceeds a limit, readAhead goes on, up to the client's close frame. While the
// connection is closing, readAhead drops the bytes instead, because only the close frame counts.
func (s *scannedConn) readAhead(p []byte) (int, error) {
	for s.taken == s.allowed {
		if err := s.pass(s.answer); err != nil {
			return 0, err
		}
		s.scan(time.Now())
	}
	n := 0
	if s.conn.isClosing() {
		s.taken = s.allowed
	} else {
		n = copy(p, (*s.ahead)[s.taken:s.allowed])
		s.taken += n
	}
	if s.taken == len(*s.ahead) {
		s.dropAhead()
	}
	return n, nil
}

// pass passes a frame that exceeds a limit, with this answer: it slows the client down or starts to
// close. It returns an error at a frame that ends the connection.
func (s *scannedConn) pass(answer *closeFrame) error {
	if answer.flood {
		if goOn, err := s.slowDown(); goOn || err != nil {
			return err
		}
	}
	if !answer.readOn {
		return lastFrame{answer}
	}
	s.conn.closeAndReadOn(*answer)
	s.scanner.unlimited = true
	return nil
}

// drop reads and drops the client's bytes, until the client shuts its half of the connection, or
// the time for its close frame is over.
func (s *scannedConn) drop() {
	for s.dropped <= lingerBytes {
		buffer, err := s.source.read()
		if err != nil {
			return
		}
		s.dropped += len(*buffer)
		returnBuffer(buffer)
	}
}

func (s *scannedConn) dropAhead() {
	if s.ahead != nil {
		returnBuffer(s.ahead)
		s.ahead = nil
	}
}

// Write writes the handshake's answer (net.Conn). Afterwards gorilla writes only close frames
// for frames that it could not read. Write drops them, because the connection sends its own
// close frame.
func (s *scannedConn) Write(p []byte) (int, error) {
	if s.answered {
		return len(p), nil
	}
	if s.tap != nil {
		s.tap.Sent(p)
	}
	return s.Conn.Write(p)
}

// secured reports whether the connection is one over TLS.
func (s *scannedConn) secured() bool {
	_, secured := s.Conn.(*tls.Conn)
	return secured
}

// Close ends the TCP connection at once (net.Conn). It doesn't close a TLS connection above it,
// because that would wait for a client that doesn't read.
func (s *scannedConn) Close() error {
	if secured, ok := s.Conn.(*tls.Conn); ok {
		return secured.NetConn().Close()
	}
	return s.Conn.Close()
}

// kernelBuffer is the number of bytes that the kernel may hold for a client that doesn't read.
// By default the kernel would hold megabytes before a write has to wait.
const kernelBuffer = 64 << 10

// limitKernelBuffer sets the size of the kernel's buffer for writing.
func limitKernelBuffer(network net.Conn) {
	if secured, ok := network.(*tls.Conn); ok {
		network = secured.NetConn()
	}
	if tcp, ok := network.(interface{ SetWriteBuffer(int) error }); ok {
		tcp.SetWriteBuffer(kernelBuffer) // if it can't be set, the queue still has its bound
	}
}
