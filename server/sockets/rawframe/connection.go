package rawframe

import (
	"bufio"
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
	"twocups/server/socket"
	"twocups/server/socket/inprocess"
	"twocups/server/tap"
)

// The timeouts of the raw client. The echo is in the same program, so it normally answers long
// before either ends.
const (
	handshakeTimeout = 5 * time.Second
	writeTimeout     = 10 * time.Second
)

// readBuffer is the number of bytes that one read may return.
const readBuffer = 1 << 10

// connection is a connection that the raw client has opened to the echo.
type connection struct {
	conn   inprocess.End
	report func(line string) // gets a line for each frame that comes back; may wait
	closed atomic.Bool       // a close frame came

	ended  chan struct{}  // closed when nothing more can come
	reader sync.WaitGroup // the goroutine of read
}

// open opens a connection to the handler in the name of the learner: with the query of the
// learner's tag, and from the learner's address.
func open(handler http.Handler, learner *socket.Conn, report func(string)) (*connection, error) {
	ours, theirs := inprocess.New(learner.RemoteAddr())
	inprocess.Serve(&http.Server{Handler: handler, ReadHeaderTimeout: handshakeTimeout}, theirs)
	ours.SetDeadline(time.Now().Add(handshakeTimeout))
	answer, err := handshake(ours, learner.Tag())
	if err != nil {
		ours.Close()
		return nil, err
	}
	ours.SetDeadline(time.Time{})
	c := &connection{conn: ours, report: report, ended: make(chan struct{})}
	c.reader.Go(func() { c.read(answer) })
	return c, nil
}

// handshake does the opening handshake (RFC 6455 §4.1).
func handshake(conn net.Conn, tag play.Tag) (*bufio.Reader, error) {
	resource := play.EchoPath
	if tag != (play.Tag{}) {
		tag.Raw = true
		resource += "?" + tag.Query()
	}
	var key [16]byte
	rand.Read(key[:]) // never fails
	_, err := fmt.Fprintf(conn, "GET %s HTTP/1.1\r\nHost: twocups\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"+
		"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: %s\r\n\r\n", resource, base64.StdEncoding.EncodeToString(key[:]))
	if err != nil {
		return nil, fmt.Errorf("sending the opening handshake: %w", err)
	}
	reader := bufio.NewReaderSize(conn, readBuffer)
	answer, err := http.ReadResponse(reader, nil)
	if err != nil {
		return nil, fmt.Errorf("reading the opening handshake's answer: %w", err)
	}
	answer.Body.Close()
	if answer.StatusCode != http.StatusSwitchingProtocols {
		return nil, fmt.Errorf("the echo opened no connection: it answers with HTTP status %d", answer.StatusCode)
	}
	return reader, nil
}

// read reads frames and reports them until the connection ends.
func (c *connection) read(from *bufio.Reader) {
	frames := tap.NewDecoder(rfc6455.Server, c.reportFrame)
	buffer := make([]byte, readBuffer)
	for {
		n, err := from.Read(buffer)
		frames.Write(buffer[:n])
		if err != nil {
			break
		}
	}
	c.conn.Close()
	close(c.ended) // before the report: after it, the learner may open the next connection
	if c.closed.Load() {
		c.report("the connection ended")
	} else {
		c.report("the connection ended without a close frame")
	}
}

// reportFrame reports a frame from the echo.
func (c *connection) reportFrame(f *play.Frame, whole bool) {
	if whole {
		if f.Opcode == rfc6455.Close {
			c.closed.Store(true)
		}
		c.report(describe(f))
	}
}

// ready waits until the echo has dealt with all bytes that were written before. The error is
// io.ErrClosedPipe if the echo reads no more, because it has closed the connection or sent a
// close frame: further bytes would be lost.
func (c *connection) ready() error {
	c.conn.SetWriteDeadline(time.Now().Add(writeTimeout))
	err := c.conn.AwaitRead()
	if err == nil && c.closed.Load() {
		err = io.ErrClosedPipe
	}
	return err
}

// write writes bytes, for at most writeTimeout.
func (c *connection) write(b []byte) error {
	c.conn.SetWriteDeadline(time.Now().Add(writeTimeout))
	_, err := c.conn.Write(b)
	return err
}

// isOver reports whether the connection has ended.
func (c *connection) isOver() bool {
	select {
	case <-c.ended:
		return true
	default:
		return false
	}
}

// close ends the connection without a close frame, and waits until the learner has the report of
// the end.
func (c *connection) close() {
	c.conn.Close()
	c.reader.Wait()
}
