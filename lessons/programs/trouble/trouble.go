// Package trouble is the server's part of the lesson on what can go wrong. The server gets into
// trouble when a client asks for it, so that the client can show how it copes.
//
// Each message is a JSON object with a type. From a client:
//
//	hello    sender         who the client is, also over its next connections
//	say      number, text   a text for the server's book
//	book                    send the book
//	ask                     is the server there?
//	promise  seconds        the client will send a message at least once in this time
//
//	cut      after          vanish, once this many more texts are written down
//	down     seconds        vanish, and turn everybody away for this time
//	deaf                    do nothing any more for this connection
//	refuse                  close it with 4403
//	pieces   count          send this many pieces, and wait for nobody
//
// The server answers "say" with "got" and the number, "ask" with "here", and "book" with
// what it has written down:
//
//	{"type":"say","number":1,"text":"one"}
//	{"type":"got","number":1}
//	{"type":"book","said":["one"],"doubles":0}
//
// A piece is a binary message. A client that breaks a promise is closed with 1013, because its
// network may be to blame. A client that comes while the server is down is closed with 1013 too. The
// other requests have no answer, unless they can't be done: then the server says "sorry", and why.
package trouble

import (
	"errors"
	"fmt"
	"time"

	"twocups/lessons/play/rfc6455"
	"twocups/server/instance"
	"twocups/server/socket"
)

// Path is where the program is.
const Path = "/trouble"

// The limits of what can be asked for.
const (
	MaxDown    = 30  // seconds: longer than anybody watches attempts that fail
	MaxPromise = 60  // seconds: the server's own pings come more often
	MaxPieces  = 150 // 9.4 MiB: more than the network holds, so that a queue must overflow
	PieceSize  = 64 << 10
)

// Refused is the code of "refuse". This server and its page have agreed on its meaning.
const Refused rfc6455.CloseCode = 4403

// request is what a client sends.
type request struct {
	Type    string `json:"type"`
	Sender  string `json:"sender"`
	Number  int    `json:"number"`
	Text    string `json:"text"`
	Seconds int    `json:"seconds"`
	After   int    `json:"after"`
	Count   int    `json:"count"`
}

// event is any message of the server but the book.
type event struct {
	Type   string `json:"type"` // "got", "here" or "sorry"
	Number int    `json:"number,omitempty"`
	Why    string `json:"why,omitempty"`
}

// Trouble is one server that gets into trouble. Its methods are never called at the same
// time.
type Trouble struct {
	after   instance.After
	hold    instance.Hold
	book    book
	clients map[*socket.Conn]*client
	down    time.Time // until when everybody is turned away
}

// client is the state of one connection.
type client struct {
	sender  string        // "" before its hello
	cut     int           // the number of texts after which the server vanishes; 0: it does not
	deaf    bool          // nothing is done for it any more
	promise time.Duration // how long it may be silent; 0: for as long as it likes
	heard   time.Time     // when its last message came
	known   bool          // it has sent a request that could be done
}

// New returns a server without trouble.
func New(after instance.After, hold instance.Hold) instance.Program {
	return &Trouble{after: after, hold: hold, book: newBook(), clients: make(map[*socket.Conn]*client)}
}

// Joined turns a client away while the server is down.
func (t *Trouble) Joined(c *socket.Conn) {
	if time.Now().Before(t.down) {
		c.Close(rfc6455.TryAgainLater, "the server is down: try again later")
		return
	}
	t.clients[c] = &client{}
}

// Left removes the connection. The texts of its client stay in the book.
func (t *Trouble) Left(c *socket.Conn) { delete(t.clients, c) }

// Message does what a client asks for.
func (t *Trouble) Message(from *socket.Conn, m socket.Message) {
	c := t.clients[from]
	if c == nil || c.deaf {
		return
	}
	c.heard = time.Now()
	var r request
	err := instance.Read(m, &r)
	if err == nil {
		err = t.do(from, c, r)
	}
	if err != nil {
		from.Deliver(instance.JSON(event{Type: "sorry", Why: err.Error()}))
		return
	}
	c.known = true
}

// IsRegistered reports whether a client has asked for something that could be done.
func (t *Trouble) IsRegistered(c *socket.Conn) bool { return t.clients[c] != nil && t.clients[c].known }

func (t *Trouble) do(from *socket.Conn, c *client, r request) error {
	switch r.Type {
	case "hello":
		return t.hello(c, r.Sender)
	case "say":
		return t.say(from, c, r.Number, r.Text)
	case "book":
		from.Deliver(instance.JSON(t.book.page()))
	case "ask":
		from.Deliver(instance.JSON(event{Type: "here"}))
	case "promise":
		return t.promise(from, c, r.Seconds)
	case "cut":
		return cut(from, c, r.After)
	case "down":
		return t.goDown(from, r.Seconds)
	case "deaf":
		c.deaf = true
	case "refuse":
		from.Close(Refused, "you are not welcome here, and will not be")
	case "pieces":
		return pieces(from, r.Count)
	default:
		return errors.New(`the type of a message is "hello", "say", "book", "ask", "promise", "cut", "down", "deaf", "refuse" or "pieces"`)
	}
	return nil
}

// checkRange returns an error if a number is out of its range.
func checkRange(name string, n, least, most int) error {
	if n < least || n > most {
		return fmt.Errorf("%q is %d (want %d to %d)", name, n, least, most)
	}
	return nil
}
