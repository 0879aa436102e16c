package socket

import (
	"net/http"
	"runtime/debug"

	"twocups/lessons/play/rfc6455"
)

// ending is how a connection came to its end.
type ending struct {
	code     rfc6455.CloseCode // of the client's close frame; AbnormalClosure: none came
	reason   string
	received bool // the client's close frame came
	clean    bool // the client's close frame came, and the server's was sent
}

// noCloseFrame is the ending of a connection whose client sent no close frame.
var noCloseFrame = ending{code: rfc6455.AbnormalClosure}

// serve runs the connection to its end.
func (c *Conn) serve(b Behaviour) ending {
	defer c.release()
	c.events.opened(c.ws.Subprotocol())
	return c.finish(c.readToEnd(b))
}

// readToEnd reads messages until no more can come. If the behaviour panics, the connection is
// closed with 1011.
func (c *Conn) readToEnd(b Behaviour) ending {
	end, panicked := c.readUnlessPanic(b)
	b.Left()
	if panicked {
		c.closeAndReadOn(closeFrame{code: rfc6455.InternalError, reason: "the server could not go on"})
		return c.read(noBehaviour{}) // up to the client's close frame
	}
	return end
}

// readUnlessPanic is read, unless the behaviour panics. Then it logs the panic.
func (c *Conn) readUnlessPanic(b Behaviour) (end ending, panicked bool) {
	defer func() {
		if fault := recover(); fault != nil {
			c.config.logPanic(fault)
			panicked = true
		}
	}()
	return c.read(b), false
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

// discard gives back the memory of a connection whose handshake was not answered. Messages may
// wait for its client already.
func (c *Conn) discard() {
	c.startClosing(closeFrame{code: rfc6455.AbnormalClosure})
	c.out.settle()
}

// recoverPanic recovers from the panic of a behaviour's Left, so that only the behaviour's
// connection ends. The HTTP server does the same for its handlers.
func (s *Sockets) recoverPanic() {
	if fault := recover(); fault != nil {
		s.config.logPanic(fault)
	}
}

// logPanic logs the panic of a behaviour.
func (c *Config) logPanic(fault any) {
	if fault != http.ErrAbortHandler {
		c.Log.Error("a connection's behaviour panicked", "fault", fault, "stack", string(debug.Stack()))
	}
}
