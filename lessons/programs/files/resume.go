package files

import (
	"slices"

	"twocups/lessons/play/rfc6455"
	"twocups/server/instance"
	"twocups/server/socket"
)

// resume lets a sender or receiver come back on another connection, with its key.
func (f *Files) resume(from *socket.Conn, r request) error {
	t := f.first(func(t *transfer) bool { return t.number == r.File })
	switch {
	case t != nil && t.sender.key == r.Key && f.sentBy(from) == nil:
		f.resumeSending(t, from)
	case t != nil && t.receiver.key == r.Key && r.Key != "" && f.receivedBy(from) == nil && t.release(r.Bytes):
		f.resumeGetting(t, from)
	default:
		from.Deliver(f.endingOf(r.File, r.Key))
	}
	return nil
}

// #region resume
// resumeSending tells a sender that has come back how much has arrived. From there the
// sender goes on.
func (f *Files) resumeSending(t *transfer, from *socket.Conn) {
	t.sender.moveTo(from)
	t.report()
	f.broadcast()
}

// resumeGetting sends a receiver that has come back what it has not confirmed.
func (f *Files) resumeGetting(t *transfer, from *socket.Conn) {
	t.receiver.moveTo(from)
	from.Deliver(instance.JSON(coming{"coming", t.number, t.confirmed}))
	for _, piece := range t.held {
		from.Deliver(piece.frame)
	}
	if t.digest != "" {
		t.sendEnd()
	}
	f.grant(t)
	t.report()
	f.broadcast()
}

// #endregion

// moveTo moves a peer to another connection. It closes the old one, which the server may not have
// noticed is lost.
func (p *peer) moveTo(c *socket.Conn) {
	if p.conn != nil && p.conn != c {
		p.conn.Close(rfc6455.NormalClosure, "you have come back on another connection")
	}
	p.conn = c
}

// Left keeps the transfers of a client that has gone, so that it can come back.
func (f *Files) Left(gone *socket.Conn) {
	if f.members[gone] == nil {
		return
	}
	delete(f.members, gone)
	for _, t := range f.transfers {
		for _, p := range []*peer{&t.sender, &t.receiver} {
			if p.conn == gone {
				f.awaitReturn(t, p)
			}
		}
	}
	f.broadcast()
}

// awaitReturn waits until a peer that has lost its connection comes back. After ReconnectTimeout it ends
// the transfer.
func (f *Files) awaitReturn(t *transfer, p *peer) {
	p.conn = nil
	p.losses++
	loss := p.losses
	f.after(ReconnectTimeout, func() {
		if p.conn == nil && p.losses == loss && slices.Contains(f.transfers, t) {
			f.end(t, p.name+" has not come back")
		}
	})
}
