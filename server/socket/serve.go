package socket

import (
	"net/http"
	"runtime/debug"

	"twocups/lessons/play/rfc6455"
)

// ending is how a connection came to its end.
type ending struct {
	code       rfc6455.CloseCode // of the client's close frame; AbnormalClosure: none came
	reason     string
	received   bool // the client's close frame came
	clean      bool // the client's close frame came, and the server's was sent
	unreadable bool // the client may be there, but its frames can't be read on
}

// serve runs the connection to its end.
func (c *Conn) serve(b Behaviour) ending {
	defer c.release()
	c.events.opened(c.ws.Subprotocol())
	end := c.readToEnd(b)
	if c.out.flush() != nil {
		c.abort()
	}
	closed := c.out.sentClose()
	end.clean = end.received && closed
	c.events.closed(end) // before TCP's end, at which a browser reports the close
	if end.unreadable && closed {
		c.linger()
	}
	return end
}

// readToEnd reads messages until no more can come. It calls Left even if the behaviour panics.
func (c *Conn) readToEnd(b Behaviour) ending {
	defer b.Left()
	return c.read(b)
}

// release aborts the connection and gives back its buffers, even if the behaviour panicked.
func (c *Conn) release() {
	c.abort()
	c.out.settle()
	c.scanned.dropAhead()
	c.dropMessage()
	c.out.mu.Lock()
	defer c.out.mu.Unlock()
	c.pings.Stop()
}

// recoverPanic recovers from the panic of a behaviour and logs it, so that only the behaviour's
// connection ends. The HTTP server does the same for its handlers.
func (s *Sockets) recoverPanic() {
	if fault := recover(); fault != nil && fault != http.ErrAbortHandler {
		s.config.Log.Error("a connection's behaviour panicked", "fault", fault, "stack", string(debug.Stack()))
	}
}
