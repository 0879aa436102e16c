package socket

import (
	"io"
	"time"

	"twocups/lessons/play"
)

// ending is how a connection came to its end.
type ending struct {
	code     play.CloseCode // of the client's close frame; AbnormalClosure: none came
	reason   string
	received bool // the client's close frame came
	clean    bool // and the server's was sent
	deaf     bool // the client may be there, but its frames can't be read on
}

// serve runs the connection to its end: this goroutine reads, another writes.
func (c *Conn) serve(b Behaviour) ending {
	written := make(chan struct{})
	go func() {
		defer close(written)
		c.write()
	}()
	defer func() {
		c.cut() // also if the behaviour panics
		<-written
	}()

	c.alive()
	c.events.opened(c.ws.Subprotocol())
	end := c.converse(b)

	<-written
	end.clean = end.received && c.closeSent
	c.events.closed(end) // before TCP's end, at which a browser reports the close
	if end.deaf && c.closeSent {
		c.linger()
	}
	return end
}

// converse takes the behaviour through the connection. Behaviours that were told
// of the client are told of its leaving, come what may.
func (c *Conn) converse(b Behaviour) ending {
	defer b.Left(c)
	b.Joined(c)
	return c.read(b)
}

// linger lets a client that can't be understood any more read the close frame:
// it shuts the server's half of the TCP connection and waits for the other half.
func (c *Conn) linger() {
	tcp := c.ws.NetConn()
	if half, ok := tcp.(interface{ CloseWrite() error }); ok {
		half.CloseWrite()
	}
	tcp.SetReadDeadline(time.Now().Add(c.config.CloseWait))
	io.Copy(io.Discard, tcp) // its error is the end that was waited for
}
