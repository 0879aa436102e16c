package socketio

import (
	"time"

	"twocups/lessons/play/rfc6455"
	protocol "twocups/lessons/play/socketio"
	"twocups/server/sockets/socketio/engineio"
)

// client is the [engineio.Client] of a session.
type client struct {
	server   *Server
	session  *engineio.Session
	instance *instance
	report   *reporter

	connectTimer *time.Timer // fires when the client has connected to no namespace in time

	// Guarded by the instance's mutex.
	inbox          inbox
	leftNamespaces []string // namespaces that the client has left
	gone           bool     // Leave was called
}

func newClient(server *Server, session *engineio.Session, i *instance, report *reporter) *client {
	c := &client{server: server, session: session, instance: i, report: report}
	c.inbox = inbox{held: session.NewHolding(), timeout: server.config.PacketTimeout, onTimeout: c.closeUnfinished}
	c.connectTimer = time.AfterFunc(server.config.ConnectTimeout, c.closeUnconnected)
	return c
}

// Receive serves a packet, or a part of one, when its last part has come (engineio.Client).
func (c *client) Receive(part protocol.EnginePacket) error { return c.instance.receive(c, part) }

// Remark writes a line to the console of the client's page (engineio.Client).
func (c *client) Remark(text string) { c.report.remark(text) }

// Leave removes the client from all its namespaces (engineio.Client).
func (c *client) Leave(reason string) {
	c.connectTimer.Stop()
	c.instance.leave(c, reason)
}

// Release frees everything that the client has (engineio.Client).
func (c *client) Release() {
	c.report.release()
	c.server.leave(c.instance)
}

// closeUnconnected closes a session that connected to no namespace within ConnectTimeout.
func (c *client) closeUnconnected() {
	c.session.Close(rfc6455.TryAgainLater, "the client connected to no namespace within "+c.server.config.ConnectTimeout.String())
}

// closeUnfinished closes a session whose packet was not whole within PacketTimeout.
func (c *client) closeUnfinished(packet uint64) {
	c.instance.mu.Lock()
	waits := c.inbox.isWaiting(packet)
	c.instance.mu.Unlock()
	if waits {
		c.session.Close(rfc6455.TryAgainLater, "too slow: the attachments of a packet must come within "+c.server.config.PacketTimeout.String())
	}
}

// closeWithoutMemory closes a session for whose packet there is no memory.
func (c *client) closeWithoutMemory() {
	c.session.Close(rfc6455.TryAgainLater, "memory is short: there is no room for a packet that waits for its attachments")
}
