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

// dialogue is a connection on which a case is played. A goroutine reads the server's frames,
// so that neither end ever waits until the other end reads.
type dialogue struct {
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

func newDialogue(conn net.Conn, host, target string) *dialogue {
	return &dialogue{
		conn: conn, host: host, target: target,
		from:    bufio.NewReader(conn),
		arrived: make(chan arrival, maxWaiting),
		quit:    make(chan struct{}),
	}
}

// write sends bytes. It ignores errors: the server may have closed the connection by then,
// and the goroutine reads the server's close frame.
func (d *dialogue) write(part []byte) { d.conn.Write(part) }

// answer reads the HTTP answer to the handshake.
func (d *dialogue) answer() (*http.Response, error) {
	return readAnswer(d.from, d.request.method)
}

// startReader starts the goroutine that reads frames.
func (d *dialogue) startReader() {
	d.readerDone = make(chan struct{})
	go func() {
		defer close(d.readerDone)
		defer close(d.arrived) // nothing comes after an error
		frames := messageReader{from: d.from}
		for {
			f, err := frames.next()
			select {
			case d.arrived <- arrival{f, err}:
			case <-d.quit:
				return
			}
			if err != nil {
				return
			}
		}
	}()
}

// next returns the next message or control frame.
func (d *dialogue) next() (Frame, error) {
	if d.readerDone == nil {
		return Frame{}, errors.New("the case has done no opening handshake")
	}
	a, more := <-d.arrived
	if !more {
		return Frame{}, io.EOF
	}
	return a.frame, a.err
}

// ended waits for the end of TCP.
func (d *dialogue) ended() error {
	f, err := d.next()
	if err == nil {
		return fmt.Errorf("%v came after the close frame", f)
	}
	return d.checkEnd(err)
}

// checkEnd returns nil if the error is the end of TCP. A reset is also an end: nothing more
// can come that the reset would discard.
func (d *dialogue) checkEnd(err error) error {
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
func (d *dialogue) closeWrite() error {
	half, ok := d.conn.(interface{ CloseWrite() error })
	if !ok {
		return errors.New("the connection has no CloseWrite")
	}
	return half.CloseWrite()
}

// close ends TCP and waits until the goroutine has returned.
func (d *dialogue) close() {
	close(d.quit)
	d.conn.Close()
	if d.readerDone != nil {
		<-d.readerDone
	}
}
