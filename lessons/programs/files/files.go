// Package files is the server's part of a program that sends files from one client to another,
// piece by piece. The lesson on files uses it. The server stores no file: it holds only the few
// pieces that the receiver has not confirmed.
//
// A client sends its name, and then offers a file. Another client takes the file:
//
//	{"type":"join","name":"Alice"}
//	{"type":"offer","name":"cups.txt","kind":"text/plain","size":6,"piece":2,"key":"…"}
//	{"type":"take","file":1,"key":"…"}
//
// The pieces go in binary messages, in their order. A client offers only one file at a time, so
// the messages need no name of the file. A client sends only as much as the server has granted.
// The server tells it how much it may send, how much has arrived at the server, and how much the
// receiver has confirmed:
//
//	{"type":"go","file":1,"until":8,"arrived":4,"confirmed":2}
//	{"type":"have","file":1,"bytes":4}
//
// The grant stays a few pieces ahead of what the receiver has confirmed ([Window]). So a
// slow receiver slows down the sender, and the server need not hold more.
// It also grows no faster than a connection may be used ([Rate]). A client that sends more than was
// granted is closed with 1008.
//
// In the end the sender sends the digest of the whole file. The receiver compares it with the
// digest of the pieces that came, and sends "done":
//
//	{"type":"end","file":1,"sha256":"…"}
//	{"type":"done","file":1}
//
// Either client may cancel, and say why:
//
//	{"type":"cancel","file":1,"why":"it is the wrong one"}
//
// Either client may also lose its connection, and come back on another one within
// [ReconnectTimeout], with its key, a secret that it chose itself. A receiver then sends how much
// it has, and a sender is told how much has arrived. The transfer goes on from there:
//
//	{"type":"resume","file":1,"key":"…","bytes":4}
package files

import (
	"slices"
	"time"

	"golang.org/x/time/rate"

	"twocups/lessons/play/rfc6455"
	"twocups/server/instance"
	"twocups/server/socket"
)

// Path is where the program is.
const Path = "/files"

// The limits of an instance. Together they bound what it holds of files, to 512 KiB, and as
// much again in the queues of receivers that don't read.
const (
	MaxFile          = 16 << 20         // bytes of a file: what a phone makes of a photograph, and more
	MaxPiece         = 32 << 10         // bytes of a piece: half of the greatest message of a connection
	MaxPieces        = 1024             // of a file, so that nobody sends 16 MiB byte by byte
	Window           = 4                // pieces that may be on their way, from the sender to the receiver
	MaxOpen          = 4                // files that are offered or on their way
	Rate             = 1 << 20          // bytes a second of all files together: a photograph in three seconds
	StateRate        = 20               // messages a second about the state: a member sees no more
	StateBurst       = 16               // such messages at once: more than the members cause by hand
	ReconnectTimeout = 30 * time.Second // for a client that has lost its connection: a phone finds another network

	// Messages is how many messages a second a member needs to send at most: 32 pieces, and
	// as many confirmations if it receives a file too. The rest is room for what comes at once.
	Messages = 128

	// InstanceMessages is how many all members of an instance need to send at most: the senders
	// and the receivers of all files.
	InstanceMessages = 2 * MaxOpen * Messages
)

// request is what a client sends as text.
type request struct {
	Type   string `json:"type"`   // "join", "offer", "take", "have", "end", "done", "cancel" or "resume"
	Name   string `json:"name"`   // join: of the member; offer: of the file
	Kind   string `json:"kind"`   // offer: the file's media type, as the sender has it
	Size   int    `json:"size"`   // offer: bytes
	Piece  int    `json:"piece"`  // offer: bytes of each piece but the last
	Key    string `json:"key"`    // offer, take: a secret to come back with; resume: the same
	File   int    `json:"file"`   // which file; all but join and offer
	Bytes  int    `json:"bytes"`  // have, and resume of a receiver: how much it has
	SHA256 string `json:"sha256"` // end: of the whole file, in hexadecimal
	Why    string `json:"why"`    // cancel: for the other; may be missing
}

// Files is one instance: who is here, and the files between them. Its methods are never
// called at the same time.
type Files struct {
	after     instance.After
	hold      instance.Hold
	members   map[*socket.Conn]*member
	transfers []*transfer   // those that are offered or on their way, the oldest first
	last      int           // the number of the latest
	endings   []ending      // of the files that have ended last, the oldest first
	rate      *rate.Limiter // of the bytes that all senders are granted
	states    *rate.Limiter // of the messages about the state
	stateDue  bool          // a call that sends it again waits
}

// member is a client that has said its name.
type member struct {
	name string
	late int // bytes that may still come of a file that has ended
}

// New returns an instance with nobody in it.
func New(after instance.After, hold instance.Hold) instance.Program {
	return &Files{after: after, hold: hold, members: map[*socket.Conn]*member{}, rate: rate.NewLimiter(Rate, burst), states: rate.NewLimiter(StateRate, StateBurst)}
}

// Joined does nothing: a client says its name first.
func (f *Files) Joined(*socket.Conn) {}

// IsRegistered reports whether a client has said its name.
func (f *Files) IsRegistered(c *socket.Conn) bool { return f.members[c] != nil }

// Message handles a message: a piece of a file, or a request.
func (f *Files) Message(from *socket.Conn, m socket.Message) {
	if m.Opcode == rfc6455.Binary {
		f.piece(from, m.Payload)
		return
	}
	var r request
	err := instance.Read(m, &r)
	if err == nil {
		err = f.do(from, r)
	}
	if err != nil {
		from.Deliver(instance.JSON(event{Type: "sorry", File: r.File, Why: err.Error()}))
	}
}

// do does what a client asks for. The error says why the server can't.
func (f *Files) do(from *socket.Conn, r request) error {
	_, known := f.members[from]
	switch {
	case r.Type == "join" && !known:
		return f.join(from, r.Name)
	case !known:
		return errName
	}
	switch r.Type {
	case "offer":
		return f.offer(from, r)
	case "take":
		return f.take(from, r)
	case "resume":
		return f.resume(from, r)
	}
	t := f.find(r.File, from)
	switch {
	case t == nil:
		return errOver
	case r.Type == "cancel":
		return f.cancel(t, f.members[from].name, r.Why)
	case r.Type == "end" && t.sender.conn == from:
		return t.finish(r.SHA256)
	case r.Type == "have" && t.receiver.conn == from:
		return f.confirm(t, r.Bytes)
	case r.Type == "done" && t.receiver.conn == from:
		return f.done(t)
	}
	return errType
}

// find returns the file with this number, if the client sends or receives it.
func (f *Files) find(number int, of *socket.Conn) *transfer {
	return f.first(func(t *transfer) bool {
		return t.number == number && (t.sender.conn == of || t.receiver.conn == of)
	})
}

// sentBy and receivedBy return the file that a client sends or receives, or nil. A client sends at
// most one file at a time, and receives at most one.
func (f *Files) sentBy(c *socket.Conn) *transfer {
	return f.first(func(t *transfer) bool { return t.sender.conn == c })
}

func (f *Files) receivedBy(c *socket.Conn) *transfer {
	return f.first(func(t *transfer) bool { return t.receiver.conn == c })
}

// first returns the first file for which is returns true, or nil.
func (f *Files) first(is func(*transfer) bool) *transfer {
	if i := slices.IndexFunc(f.transfers, is); i >= 0 {
		return f.transfers[i]
	}
	return nil
}

// forget removes a file from the list.
func (f *Files) forget(t *transfer) {
	f.transfers = slices.DeleteFunc(f.transfers, func(other *transfer) bool { return other == t })
	f.hold(f.windows())
}

// windows returns the number of bytes that the server may have to hold of the files that are on
// their way.
func (f *Files) windows() (bytes int) {
	for _, t := range f.transfers {
		if t.receiver.name != "" {
			bytes += t.window()
		}
	}
	return bytes
}
