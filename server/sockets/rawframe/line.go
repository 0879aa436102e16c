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

// The raw client's patience. The echo sits beside it, so both are long.
const (
	handshakeTimeout = 5 * time.Second
	writeTimeout     = 10 * time.Second
)

// readBuffer is how many bytes are read at once: frames that a learner sends back.
const readBuffer = 1 << 10

// line is a connection of the raw client's to the echo.
type line struct {
	conn   inprocess.End
	tell   func(text string) // what comes back; called by one goroutine, which it may keep waiting
	closed atomic.Bool       // a close frame came

	ended  chan struct{}  // closed when nothing more can come
	reader sync.WaitGroup // tells what comes
}

// open opens a connection to what the handler serves, in the name of the learner: with
// the query of their tag, and from their address.
func open(handler http.Handler, leader *socket.Conn, tell func(string)) (*line, error) {
	ours, theirs := inprocess.New(leader.RemoteAddr())
	inprocess.Serve(&http.Server{Handler: handler, ReadHeaderTimeout: handshakeTimeout}, theirs)
	ours.SetDeadline(time.Now().Add(handshakeTimeout))
	answer, err := handshake(ours, leader.Tag())
	if err != nil {
		ours.Close()
		return nil, err
	}
	ours.SetDeadline(time.Time{})
	l := &line{conn: ours, tell: tell, ended: make(chan struct{})}
	l.reader.Go(func() { l.read(answer) })
	return l, nil
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

// read tells what comes, to the end.
func (l *line) read(from *bufio.Reader) {
	frames := tap.NewDecoder(rfc6455.Server, l.came)
	buffer := make([]byte, readBuffer)
	for {
		n, err := from.Read(buffer)
		frames.Write(buffer[:n])
		if err != nil {
			break
		}
	}
	l.conn.Close()
	close(l.ended) // before it is told, so that who hears of it can open the next
	if l.closed.Load() {
		l.tell("the connection ended")
	} else {
		l.tell("the connection ended without a close frame")
	}
}

// came tells of a frame from the echo.
func (l *line) came(f *play.Frame, whole bool) {
	if whole {
		if f.Opcode == rfc6455.Close {
			l.closed.Store(true)
		}
		l.tell(words(f))
	}
}

// ready waits until the echo has dealt with what was written before. The error is
// io.ErrClosedPipe if it listens no more: it hung up, or said goodbye. What is written then
// would be swallowed.
func (l *line) ready() error {
	l.conn.SetWriteDeadline(time.Now().Add(writeTimeout))
	err := l.conn.Meet()
	if err == nil && l.closed.Load() {
		err = io.ErrClosedPipe
	}
	return err
}

// write writes bytes.
func (l *line) write(b []byte) error {
	l.conn.SetWriteDeadline(time.Now().Add(writeTimeout))
	_, err := l.conn.Write(b)
	return err
}

// isOver says whether nothing more can come.
func (l *line) isOver() bool {
	select {
	case <-l.ended:
		return true
	default:
		return false
	}
}

// close ends the connection without a close frame, and waits until that is told.
func (l *line) close() {
	l.conn.Close()
	l.reader.Wait()
}
