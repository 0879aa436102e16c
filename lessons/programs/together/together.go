// Package together is the server's part of a text that several people write at the same time. The
// lesson on writing together uses it.
//
// The text has a revision: the number of changes that have been made to it. A client sends its
// name, gets the text, and sends its changes, each with the revision that it changes:
//
//	{"type":"join","name":"Alice"}
//	{"type":"text","text":"Two cups","revision":0}
//	{"type":"change","revision":0,"change":[{"keep":8},{"insert":"!"}]}
//
// The server puts all changes in an order. It transforms a change of an older revision into a
// change of the newest one. It tells the sender that the change was kept, and sends the change to
// the others:
//
//	{"type":"kept","revision":1}
//	{"type":"changed","revision":1,"change":[{"keep":8},{"insert":"!"}],"name":"Alice"}
//
// A client that gets a change transforms it in the same way, against its own changes that are
// still on their way. In the end all clients have the same text. If a change can't be made, the
// server answers with the text as it is, and with the reason:
//
//	{"type":"text","text":"Two cups!","revision":7,"why":"your text is too old","stale":true}
//
// The server transforms a change only with a bounded amount of work ([MaxWork]). A change that
// needs more is stale: its client makes the change again, in the text that has come.
package together

import (
	"errors"
	"maps"
	"slices"

	"twocups/server/instance"
	"twocups/server/instance/printable"
	"twocups/server/socket"
)

// Path is where the program is.
const Path = "/together"

// The limits of a text. Together they bound the memory of a text to 200 KB.
const (
	MaxText    = 10_000 // characters: a few pages
	MaxName    = 24     // characters
	MaxChanges = 200    // that are kept, for clients that were slow
	MaxKept    = 20_000 // characters that the kept changes insert together

	// MaxWork is the number of pieces that the server goes through to transform one change, those
	// of the change included, and the number of pieces of all changes that are kept. A page's
	// change has four pieces at most, so that it may have missed all MaxChanges changes of other
	// pages.
	MaxWork = 2_000
)

// beginning is the text of revision 0.
const beginning = "Two cups and a string.\n"

// request is what a client sends.
type request struct {
	Type     string `json:"type"` // "join" or "change"
	Name     string `json:"name"`
	Revision int    `json:"revision"`
	Change   Change `json:"change"`
}

// event is what the server sends.
type event struct {
	Type     string   `json:"type"` // "text", "here", "kept", "changed" or "sorry"
	Revision int      `json:"revision"`
	Text     string   `json:"text,omitempty"`
	Change   Change   `json:"change,omitempty"`
	Name     string   `json:"name,omitempty"`
	Here     []string `json:"here,omitempty"`
	Why      string   `json:"why,omitempty"`
	Stale    bool     `json:"stale,omitempty"` // in a text: the client's change was too old, and it should make it again
}

// Text is one text. Its methods are never called at the same time.
type Text struct {
	names    map[*socket.Conn]string // of all who write
	text     []rune
	revision int
	latest   history // the latest changes
	hold     instance.Hold
}

// New returns a text that nobody has changed.
func New(_ instance.After, hold instance.Hold) instance.Program {
	return &Text{names: make(map[*socket.Conn]string), text: []rune(beginning), hold: hold}
}

// Joined does nothing: a client says its name first.
func (t *Text) Joined(*socket.Conn) {}

// IsRegistered reports whether a client has said its name.
func (t *Text) IsRegistered(c *socket.Conn) bool { return t.names[c] != "" }

// Message does what a client asks for.
func (t *Text) Message(from *socket.Conn, m socket.Message) {
	var r request
	if err := instance.Read(m, &r); err != nil {
		from.Deliver(instance.JSON(event{Type: "sorry", Revision: t.revision, Why: err.Error()}))
		return
	}
	_, known := t.names[from]
	switch {
	case r.Type == "join" && !known:
		t.join(from, r.Name)
	case r.Type == "change" && known:
		t.change(from, r.Revision, r.Change)
	default:
		from.Deliver(instance.JSON(event{Type: "sorry", Revision: t.revision, Why: `first "join" with a name, once, and then "change"`}))
	}
}

// #region server
// change makes a client's change, which may be one of an older revision.
func (t *Text) change(from *socket.Conn, revision int, change Change) {
	change, err := t.latest.transformed(change, t.revision-revision, len(t.text))
	if err != nil {
		t.refuse(from, err)
		return
	}
	if err := t.make(change); err != nil {
		t.refuse(from, err)
		return
	}
	from.Deliver(instance.JSON(event{Type: "kept", Revision: t.revision}))
	news := instance.JSON(event{Type: "changed", Revision: t.revision, Change: change, Name: t.names[from]})
	for other := range t.names {
		if other != from {
			other.Deliver(news)
		}
	}
}

// #endregion

// The reasons why a change that fits the text can't be made.
var (
	errFull   = errors.New("the text is full")
	errMemory = errors.New("the server has no memory left for that change: try again later")
)

// make makes a change of the newest revision.
func (t *Text) make(change Change) error {
	length := len(t.text) + change.inserted() - change.removed()
	if length > MaxText {
		return errFull
	}
	if !t.hold(4*length + t.latest.bytes + change.bytes()) {
		return errMemory
	}
	t.text = apply(t.text, change)
	t.latest.add(change)
	t.hold(4*length + t.latest.bytes) // less, if an older change was dropped
	t.revision++
	return nil
}

// refuse sends a client the text as it is, and why its change was not made.
func (t *Text) refuse(from *socket.Conn, why error) {
	from.Deliver(instance.JSON(event{Type: "text", Revision: t.revision, Text: string(t.text), Why: why.Error(), Stale: why == errOld}))
}

// join lets a client write.
func (t *Text) join(from *socket.Conn, name string) {
	name, ok := printable.Text(name, 1, MaxName)
	if !ok {
		from.Deliver(instance.JSON(event{Type: "sorry", Revision: t.revision, Why: "a name has 1 to 24 characters that can be seen"}))
		return
	}
	t.names[from] = name
	from.Deliver(instance.JSON(event{Type: "text", Revision: t.revision, Text: string(t.text)}))
	t.broadcastNames()
}

// Left tells the others that a client has gone.
func (t *Text) Left(gone *socket.Conn) {
	if _, known := t.names[gone]; known {
		delete(t.names, gone)
		t.broadcastNames()
	}
}

// broadcastNames sends all members the list of names.
func (t *Text) broadcastNames() {
	message := instance.JSON(event{Type: "here", Revision: t.revision, Here: slices.Sorted(maps.Values(t.names))})
	for member := range t.names {
		member.Deliver(message)
	}
}
