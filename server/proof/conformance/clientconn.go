package conformance

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"syscall"
)

// clientConn is a connection on which a case is played. A goroutine reads the server's frames,
// so that neither end ever waits until the other end reads.
type clientConn struct {
	conn         net.Conn
	host, target string
	request      request
	from         *bufio.Reader

	arrived    chan arrival
	quit       chan struct{} // closed when nobody receives from arrived any more
	readerDone chan struct{} // closed when the goroutine has returned; nil before it runs
}

// maxWaiting is the number of answers that may wait while a script still sends. It is greater
// than the number of answers in any case.
const maxWaiting = 256

// arrival is a message or a control frame, or the reason why nothing more comes.
type arrival struct {
	frame Frame
	err   error
}

func newClientConn(conn net.Conn, host, target string) *clientConn {
	return &clientConn{
		conn: conn, host: host, target: target,
		from:    bufio.NewReader(conn),
		arrived: make(chan arrival, maxWaiting),
		quit:    make(chan struct{}),
	}
}

// write sends bytes. It ignores errors: the server may have closed the connection by then,
// and the goroutine reads the server's close frame.
func (cc *clientConn) write(part []byte) { cc.conn.Write(part) }

// answer reads the HTTP answer to the handshake.
func (cc *clientConn) answer() (*http.Response, error) {
	return readAnswer(cc.from, cc.request.method)
}

// startReader starts the goroutine that reads frames.
func (cc *clientConn) startReader() {
	cc.readerDone = make(chan struct{})
	go func() {
		defer close(cc.readerDone)
		defer close(cc.arrived) // nothing comes after an error
		frames := messageReader{from: cc.from}
		for {
			f, err := frames.next()
			select {
			case cc.arrived <- arrival{f, err}:
			case <-cc.quit:
				return
			}
			if err != nil {
				return
			}
		}
	}()
}

// next returns the next message or control frame.
func (cc *clientConn) next() (Frame, error) {
	if cc.readerDone == nil {
		return Frame{}, errors.New("the case has done no opening handshake")
	}
	a, more := <-cc.arrived
	if !more {
		return Frame{}, io.EOF
	}
	return a.frame, a.err
}

// ended waits for the end of TCP.
func (cc *clientConn) ended() error {
	f, err := cc.next()
	if err == nil {
		return fmt.Errorf("%v came after the close frame", f)
	}
	return cc.checkEnd(err)
}

// checkEnd returns nil if the error is the end of TCP. A reset is also an end: nothing more
// can come that the reset would discard.
func (cc *clientConn) checkEnd(err error) error {
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, syscall.ECONNRESET):
		return nil
	case errors.Is(err, os.ErrDeadlineExceeded):
		return errors.New("TCP did not end")
	default:
		return err
	}
}

// closeWrite ends the client's half of TCP.
func (cc *clientConn) closeWrite() error {
	half, ok := cc.conn.(interface{ CloseWrite() error })
	if !ok {
		return errors.New("the connection has no CloseWrite")
	}
	return half.CloseWrite()
}

// close ends TCP and waits until the goroutine has returned.
func (cc *clientConn) close() {
	close(cc.quit)
	cc.conn.Close()
	if cc.readerDone != nil {
		<-cc.readerDone
	}
}
