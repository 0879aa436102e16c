package files

import (
	"twocups/server/instance"
	"twocups/server/instance/printable"
	"twocups/server/socket"
)

// offer announces a file. The server grants no piece before a client has taken the file.
func (f *Files) offer(from *socket.Conn, r request) error {
	kind, ok := printable.Text(r.Kind, 0, maxKind)
	switch {
	case f.sentBy(from) != nil:
		return errOffers
	case len(f.transfers) == MaxOpen:
		return errFull
	case r.Size < 0 || r.Size > MaxFile:
		return errSize
	case r.Piece < 1 || r.Piece > MaxPiece || (r.Size+r.Piece-1)/r.Piece > MaxPieces:
		return errPiece
	case !ok:
		return errKind
	case r.Key == "" || len(r.Key) > maxKey:
		return errKey
	}
	f.last++
	m := f.members[from]
	m.late = 0 // no more pieces of the last file can come after this offer
	t := &transfer{
		number: f.last, name: fileName(r.Name), kind: kind, size: r.Size, pieceSize: r.Piece,
		sender: peer{conn: from, name: m.name, key: r.Key},
	}
	f.transfers = append(f.transfers, t)
	t.report()
	f.broadcast()
	return nil
}

// take makes a client the receiver of a file, and starts the transfer.
func (f *Files) take(from *socket.Conn, r request) error {
	t := f.first(func(t *transfer) bool { return t.number == r.File })
	switch {
	case f.receivedBy(from) != nil:
		return errTakes
	case t == nil || t.receiver.name != "" || t.sender.conn == from:
		return errTaken
	case r.Key == "" || len(r.Key) > maxKey:
		return errKey
	case !f.hold(f.windows() + t.window()):
		return errMemory
	}
	t.receiver = peer{conn: from, name: f.members[from].name, key: r.Key}
	from.Deliver(instance.JSON(coming{"coming", t.number, 0}))
	f.grant(t)
	t.report()
	f.broadcast()
	return nil
}
