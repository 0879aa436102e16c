package rawframe

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"

	"golang.org/x/time/rate"

	"twocups/lessons/play/rfc6455"
	"twocups/server/socket"
)

// A raw client opens at most openRate connections a second on average, and openBurst at once. A
// learner can't follow more. A connection that opens and then fails costs the server as much as
// dozens of messages.
const (
	openRate  = 20
	openBurst = 20
)

// client is the raw client of one learner, and the [socket.Behaviour] of the learner's
// connection.
type client struct {
	learner *socket.Conn
	echo    http.Handler
	conn    *connection // the last connection; nil before the first
	opening *rate.Limiter
}

// write writes bytes to the echo. If there is no connection from which the echo reads, write
// opens one first.
func (c *client) write(b []byte) error {
	if err := c.connect(); err != nil {
		return err
	}
	err := c.conn.write(b)
	if err != nil {
		c.conn.close() // the write may have stopped within a frame
	}
	return writeFault(err)
}

// connect opens a connection, unless the echo still reads from the last one. If the learner opens
// connections too fast, connect waits. Meanwhile the server reads no more of the learner's
// messages.
func (c *client) connect() error {
	if c.conn != nil {
		err := c.conn.ready()
		if err == nil {
			return nil
		}
		c.conn.close() // waits until the learner has the report of the end
		if !errors.Is(err, io.ErrClosedPipe) {
			return writeFault(err)
		}
	}
	c.opening.Wait(context.Background()) // fails only for a context that ends
	conn, err := open(c.echo, c.learner, c.report)
	if err != nil {
		return err
	}
	c.conn = conn
	return nil
}

// writeFault returns the learner's words for an error of a write.
func writeFault(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, io.ErrClosedPipe):
		return errors.New("not all of it was written: the echo ended the connection")
	}
	return fmt.Errorf("not all of it was written: the echo took nothing for %v", writeTimeout)
}

// vanish ends the connection without a close frame.
func (c *client) vanish() {
	if c.conn == nil || c.conn.isOver() {
		c.report("no connection is open: the next frame opens one")
		return
	}
	c.conn.close()
}

// report sends the learner a line. If the learner doesn't read, report waits, and so do the echo
// and the learner's next frames.
func (c *client) report(line string) {
	c.learner.Push(socket.Message{Opcode: rfc6455.Text, Payload: []byte(line)})
}
