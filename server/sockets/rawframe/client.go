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

// How many connections a raw client opens in a second on average, and how many at once:
// more than a learner can read of, and few enough that they are no flood. To open a
// connection and fail it costs the server as much as dozens of messages.
const (
	openRate  = 20
	openBurst = 20
)

// client is the raw client of one learner, and the [socket.Behaviour] of the learner's
// connection.
type client struct {
	learner *socket.Conn
	echo    http.Handler
	conn    *connection // the last that was opened; nil before the first
	opening *rate.Limiter
}

// write writes what the learner asks for, to an echo that reads.
func (c *client) write(b []byte) error {
	if err := c.connect(); err != nil {
		return err
	}
	err := c.conn.write(b)
	if err != nil {
		c.conn.close() // in the middle of a frame it is of no more use
	}
	return unwritten(err)
}

// connect opens a connection, unless there is one whose echo reads. A learner who opens
// too many waits: no more of that learner's frames are read meanwhile.
func (c *client) connect() error {
	if c.conn != nil {
		err := c.conn.ready()
		if err == nil {
			return nil
		}
		c.conn.close() // waits until its end has been reported
		if !errors.Is(err, io.ErrClosedPipe) {
			return unwritten(err)
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

// unwritten says why not all of a request could be written.
func unwritten(err error) error {
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

// report sends the learner a line. A learner who doesn't read holds up the report, the
// report holds up the echo, and the echo the learner's next frames.
func (c *client) report(line string) {
	c.learner.Push(socket.Message{Opcode: rfc6455.Text, Payload: []byte(line)})
}
