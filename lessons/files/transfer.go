package files

import (
	"encoding/hex"
	"strings"

	"twocups/lessons/play"
	"twocups/server/instance"
	"twocups/server/socket"
	"twocups/server/visible"
)

// transfer is a file that is offered or on its way.
type transfer struct {
	number           int
	name, kind       string
	size, pieceSize  int // bytes of the file, and of each piece but the last
	sender, receiver peer
	digest           string // once the sender has said it: all of the file has come
	waits            bool   // for the pace to let it grant more

	// These grow from 0 to size: confirmed ≤ arrived ≤ until.
	until     int // the sender may send so much
	arrived   int // has come from the sender
	confirmed int // the receiver says that it has this

	held []held // the pieces between confirmed and arrived
}

// held is a piece that the receiver has not confirmed.
type held struct {
	frame socket.Prepared
	end   int // where in the file it ends
}

// peer is one end of a transfer.
type peer struct {
	conn   *socket.Conn // nil: it has lost the connection, or nobody has taken the file yet
	name   string       // "": nobody has taken it yet
	key    string       // with which it may come back
	losses int          // how many connections it has lost
}

// public returns what everybody may know.
func (t *transfer) public() file {
	public := file{File: t.number, Name: t.name, Kind: t.kind, Size: t.size, From: t.sender.name, To: t.receiver.name}
	for _, p := range []peer{t.sender, t.receiver} {
		if p.conn == nil {
			public.Away = p.name
		}
	}
	return public
}

// #region piece
// piece takes a piece of the file that a client sends, and passes it on.
func (f *Files) piece(from *socket.Conn, payload []byte) {
	t := f.sentBy(from)
	if t == nil {
		f.tooLate(from, len(payload))
		return
	}
	want := min(t.pieceSize, t.size-t.arrived)
	switch {
	case t.arrived+len(payload) > t.until:
		f.expel(from, t, "more came than was granted")
		return
	case len(payload) != want || want == 0:
		f.expel(from, t, "a piece of another length than was announced")
		return
	}
	t.arrived += len(payload)
	frame := socket.Prepare(socket.Message{Opcode: play.Binary, Payload: payload})
	t.held = append(t.held, held{frame: frame, end: t.arrived})
	t.receiver.deliver(frame)
	t.report()
}

// have notes what the receiver has, and grants the sender as much again.
func (f *Files) have(t *transfer, bytes int) error {
	if !t.confirm(bytes) {
		return errHave
	}
	f.grant(t)
	t.report()
	return nil
}

// confirm forgets the pieces that the receiver has. It reports whether there is one, or
// the beginning, that ends there.
func (t *transfer) confirm(bytes int) bool {
	if bytes == t.confirmed {
		return true
	}
	for i, piece := range t.held {
		if piece.end == bytes {
			t.held = append([]held(nil), t.held[i+1:]...)
			t.confirmed = bytes
			return true
		}
	}
	return false
}

// #endregion

// report tells the sender how far it may go, and how far it has come.
func (t *transfer) report() {
	t.sender.deliver(instance.JSON(grant{"go", t.number, t.until, t.arrived, t.confirmed}))
}

// deliver sends a message to a peer that is there.
func (p *peer) deliver(m socket.Prepared) {
	if p.conn != nil {
		p.conn.Deliver(m)
	}
}

// finish takes the digest, with which the sender says that it has sent everything. It may
// say so again, when it has come back.
func (t *transfer) finish(digest string) error {
	if t.arrived < t.size || t.receiver.name == "" {
		return errMissing
	}
	if sum, err := hex.DecodeString(digest); err != nil || len(sum) != 32 {
		return errDigest
	}
	if t.digest == "" {
		t.digest = strings.ToLower(digest)
		t.sayEnd()
	}
	return nil
}

// sayEnd tells the receiver that everything has been sent.
func (t *transfer) sayEnd() {
	t.receiver.deliver(instance.JSON(event{Type: "end", File: t.number, SHA256: t.digest}))
}

// done ends a transfer whose receiver has found the file to be right.
func (f *Files) done(t *transfer) error {
	if t.confirmed < t.size || t.digest == "" {
		return errMissing
	}
	f.end(t, "")
	return nil
}

// cancel ends a transfer for one of the two, who may say why.
func (f *Files) cancel(t *transfer, who, why string) error {
	why, ok := visible.Text(why, 0, maxWhy)
	if !ok {
		return errWhy
	}
	if why != "" {
		why = ": " + why
	}
	f.end(t, who+" has cancelled it"+why)
	return nil
}

// end ends a transfer, and says why if the file is not there.
func (f *Files) end(t *transfer, why string) {
	f.forget(t)
	if m := f.members[t.sender.conn]; m != nil {
		m.late = t.until - t.arrived // it can't know yet
	}
	over := instance.JSON(event{Type: "ended", File: t.number, Whole: why == "", Why: why})
	t.sender.deliver(over)
	t.receiver.deliver(over)
	f.tell()
}

// tooLate drops what was on its way when its file ended, as far as it was granted.
func (f *Files) tooLate(from *socket.Conn, bytes int) {
	m := f.members[from]
	if m == nil || bytes > m.late || bytes == 0 {
		from.Close(play.PolicyViolation, "a piece of no file: offer one, and wait until you may send")
		return
	}
	m.late -= bytes
}

// expel closes the connection of a sender that has not kept to what was agreed.
func (f *Files) expel(c *socket.Conn, t *transfer, why string) {
	f.end(t, t.sender.name+" was sent away: "+why)
	c.Close(play.PolicyViolation, why)
}
