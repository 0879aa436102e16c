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

// dialogue is a connection on which a case is played. A goroutine reads what comes,
// so that neither end ever waits for the other to read.
type dialogue struct {
	conn         net.Conn
	host, target string
	asked        request
	from         *bufio.Reader

	arrived chan arrival
	leaving chan struct{} // closed when nobody takes arrivals any more
	left    chan struct{} // closed when the goroutine has returned; nil before it runs
}

// maxWaiting is how many answers may wait while a script still sends: more than any
// case asks for.
const maxWaiting = 256

// arrival is what came, or why nothing more comes.
type arrival struct {
	frame Frame
	err   error
}

func newDialogue(conn net.Conn, host, target string) *dialogue {
	return &dialogue{
		conn: conn, host: host, target: target,
		from:    bufio.NewReader(conn),
		arrived: make(chan arrival, maxWaiting),
		leaving: make(chan struct{}),
	}
}

// write sends bytes. That it fails is no news: the server may have closed by then, and what
// it has said comes by the other direction.
func (d *dialogue) write(part []byte) { d.conn.Write(part) }

// answer reads the HTTP answer to the handshake.
func (d *dialogue) answer() (*http.Response, error) {
	return readAnswer(d.from, d.asked.method)
}

// listen starts to take frames.
func (d *dialogue) listen() {
	d.left = make(chan struct{})
	go func() {
		defer close(d.left)
		defer close(d.arrived) // after the last error there is none other
		frames := arrivals{from: d.from}
		for {
			f, err := frames.next()
			select {
			case d.arrived <- arrival{f, err}:
			case <-d.leaving:
				return
			}
			if err != nil {
				return
			}
		}
	}()
}

// next returns what comes next.
func (d *dialogue) next() (Frame, error) {
	if d.left == nil {
		return Frame{}, errors.New("no handshake has been done")
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
	return d.judgeEnd(err)
}

// judgeEnd says whether the error is the end of TCP. A reset is one too, here where
// nothing more can come that it would destroy.
func (d *dialogue) judgeEnd(err error) error {
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, syscall.ECONNRESET):
		return nil
	case errors.Is(err, os.ErrDeadlineExceeded):
		return errors.New("TCP did not end")
	default:
		return err
	}
}

// hangUp ends the client's half of TCP.
func (d *dialogue) hangUp() error {
	half, ok := d.conn.(interface{ CloseWrite() error })
	if !ok {
		return errors.New("the connection has no halves")
	}
	return half.CloseWrite()
}

// leave ends TCP and waits for the goroutine.
func (d *dialogue) leave() {
	close(d.leaving)
	d.conn.Close()
	if d.left != nil {
		<-d.left
	}
}
