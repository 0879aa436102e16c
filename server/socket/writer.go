package socket

import (
	"errors"
	"fmt"
	"net"
	"time"

	"github.com/gorilla/websocket"

	"twocups/lessons/play"
)

// write sends what is queued, answers pings and sends its own, until the end has
// begun; then it sends the close frame.
func (c *Conn) write() {
	ping := time.NewTicker(c.config.PingEvery)
	defer ping.Stop()
	for {
		var err error
		select {
		case m := <-c.queue:
			err = c.writeMessage(m, c.writeDeadline())
		case payload := <-c.pongs:
			err = c.ws.WriteControl(websocket.PongMessage, []byte(payload), c.writeDeadline())
		case <-ping.C:
			err = c.ws.WriteControl(websocket.PingMessage, nil, c.writeDeadline())
		case <-c.closing:
			c.writeClose()
			return
		}
		if errors.Is(err, websocket.ErrCloseSent) {
			<-c.closing // gorilla met a broken frame and sent 1002; the reader is about to hear of it
			c.writeClose()
			return
		}
		if err != nil {
			c.stuck(err)
			return
		}
	}
}

func (c *Conn) writeDeadline() time.Time { return time.Now().Add(c.config.WriteTimeout) }

// writeMessage writes and reports in one breath, so that no answer to the message
// can be reported before it.
func (c *Conn) writeMessage(m Message, deadline time.Time) error {
	c.events.hold()
	defer c.events.release()
	c.ws.SetWriteDeadline(deadline)
	if err := c.ws.WriteMessage(int(m.Opcode), m.Payload); err != nil {
		return err
	}
	c.events.sent(m)
	return nil
}

// writeClose sends what is queued, then the close frame, all before one deadline.
func (c *Conn) writeClose() {
	if c.frame.code == play.AbnormalClosure {
		return
	}
	if c.frame.remark != "" {
		c.events.remark(c.frame.remark)
	}
	deadline := c.writeDeadline()
	err := c.flush(deadline)
	if err == nil || errors.Is(err, websocket.ErrCloseSent) {
		c.events.closing(c.frame)
		payload := websocket.FormatCloseMessage(int(c.frame.code), c.frame.reason)
		err = c.ws.WriteControl(websocket.CloseMessage, payload, deadline)
	}
	if err != nil && !errors.Is(err, websocket.ErrCloseSent) {
		c.stuck(err)
		return
	}
	c.closeSent = true
	c.awaitClose(c.config.CloseWait)
}

// flush sends what is queued.
func (c *Conn) flush(deadline time.Time) error {
	for {
		select {
		case m := <-c.queue:
			if err := c.writeMessage(m, deadline); err != nil {
				return err
			}
		default:
			return nil
		}
	}
}

// stuck cuts a connection that can't be written to.
func (c *Conn) stuck(err error) {
	var network net.Error
	if errors.As(err, &network) && network.Timeout() {
		c.events.remark(fmt.Sprintf("nothing could be sent for %v: the client does not read", c.config.WriteTimeout))
	}
	c.cut()
}
