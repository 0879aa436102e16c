package files

import (
	"twocups/lessons/play/rfc6455"
	"twocups/server/instance"
	"twocups/server/socket"
)

// transfer is a file that is offered or on its way.
type transfer struct {
	number           int
	name, kind       string
	size, pieceSize  int // bytes of the file, and of each piece but the last
	sender, receiver peer
	digest           string // set when the sender has sent it: all of the file has come
	waits            bool   // a call of grantLater waits

	// These grow from 0 to size: confirmed ≤ arrived ≤ until.
	until     int // bytes that the sender may send
	arrived   int // bytes that have come from the sender
	confirmed int // bytes that the receiver has confirmed

	held []held // the pieces between confirmed and arrived
}

// held is a piece that the receiver has not confirmed.
type held struct {
	frame socket.Prepared
	end   int // the place in the file at which it ends
}

// window returns the greatest number of bytes that the server holds of the file.
func (t *transfer) window() int { return min(t.size, Window*t.pieceSize) }

// peer is one end of a transfer.
type peer struct {
	conn   *socket.Conn // nil: it has lost the connection, or nobody has taken the file yet
	name   string       // "": nobody has taken it yet
	key    string       // the secret with which it may come back
	losses int          // how many connections it has lost
}

// public returns what all members may know about the transfer.
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
		f.dropLatePiece(from, len(payload))
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
	frame := socket.Prepare(socket.Message{Opcode: rfc6455.Binary, Payload: payload})
	t.held = append(t.held, held{frame: frame, end: t.arrived})
	t.receiver.deliver(frame)
	t.report()
}

// confirm notes how much the receiver has, and grants the sender as much again.
func (f *Files) confirm(t *transfer, bytes int) error {
	if !t.release(bytes) {
		return errHave
	}
	f.grant(t)
	t.report()
	return nil
}

// release drops the held pieces that the receiver has. It returns false if the number of
// bytes is neither the end of a held piece nor the number from before.
func (t *transfer) release(bytes int) bool {
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

// report sends the grant to the sender.
func (t *transfer) report() {
	t.sender.deliver(instance.JSON(grant{"go", t.number, t.until, t.arrived, t.confirmed}))
}

// deliver sends a message to a peer, if it has a connection.
func (p *peer) deliver(m socket.Prepared) {
	if p.conn != nil {
		p.conn.Deliver(m)
	}
}
