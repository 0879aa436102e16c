package rawframe

import (
	"errors"
	"fmt"
	"io"
	"net/http"

	"twocups/lessons/play/rfc6455"
	"twocups/server/socket"
)

// client is a raw client. Its methods are called one after the other.
type client struct {
	leader *socket.Conn // the learner's
	echo   http.Handler
	line   *line // the last that was opened; nil before the first
	pace   pace
}

// write writes what the learner asks for, to an echo that listens.
func (c *client) write(b []byte) error {
	if err := c.connect(); err != nil {
		return err
	}
	err := c.line.write(b)
	if err != nil {
		c.line.close() // in the middle of a frame it is of no more use
	}
	return unwritten(err)
}

// connect opens a connection, unless there is one whose echo listens.
func (c *client) connect() error {
	if c.line != nil {
		err := c.line.ready()
		if err == nil {
			return nil
		}
		c.line.close() // waits until its end has been told
		if !errors.Is(err, io.ErrClosedPipe) {
			return unwritten(err)
		}
	}
	c.pace.wait()
	line, err := open(c.echo, c.leader, c.tell)
	if err != nil {
		return err
	}
	c.line = line
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
	if c.line == nil || c.line.isOver() {
		c.tell("no connection is open: the next frame opens one")
		return
	}
	c.line.close()
}

// leave ends what is open.
func (c *client) leave() {
	if c.line != nil {
		c.line.close()
	}
}

// tell tells the learner something. While they don't read it waits, and with it the
// echo, and so in the end the learner.
func (c *client) tell(text string) {
	c.leader.Push(socket.Message{Opcode: rfc6455.Text, Payload: []byte(text)})
}
