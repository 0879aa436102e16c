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
	c.events.opened(c.ws.Subprotocol())
	written := make(chan struct{})
	go func() {
		defer close(written)
		c.write()
	}()
	defer func() {
		c.cut() // also if the behaviour panics
		<-written
	}()

	end := c.listen(b)
	<-written
	end.clean = end.received && c.closeSent
	c.events.closed(end) // before TCP's end, at which a browser reports the close
	if end.deaf && c.closeSent {
		c.linger()
	}
	return end
}

// listen reads to the end, and takes leave of the behaviour, come what may.
func (c *Conn) listen(b Behaviour) ending {
	defer b.Left(c)
	return c.read(b)
}

// linger lets a client that can't be understood any more read the close frame: it
// shuts the server's half of the TCP connection and waits for the other half.
func (c *Conn) linger() {
	tcp := c.ws.NetConn()
	if half, ok := tcp.(interface{ CloseWrite() error }); ok {
		half.CloseWrite()
	}
	tcp.SetReadDeadline(time.Now().Add(c.config.CloseWait))
	io.Copy(io.Discard, tcp) // its error is the end that was waited for
}
