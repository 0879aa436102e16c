// Package chat is the server's part of a chat. The lesson on the chat uses it. The server tells
// all clients who is here, who comes and goes, and what they say.
//
// A client first sends its name, and then its messages:
//
//	{"type":"join","name":"Alice"}
//	{"type":"say","text":"Hello"}
//
// The server answers a join with a welcome. From then on the client gets all events of the chat:
//
//	{"type":"welcome","name":"Alice","here":["Alice","Bob"],"said":[…]}
//	{"type":"joined","name":"Carol"}
//	{"type":"said","name":"Alice","text":"Hello"}
//	{"type":"left","name":"Carol"}
//
// If the server can't do what a client asks for, it changes nothing and tells the client why:
//
//	{"type":"sorry","text":"somebody here is called Alice already"}
//
// The server decides. A client can't send "said", or send in another's name: the server knows
// the name of each connection.
package chat

import (
	"maps"
	"slices"

	"twocups/server/instance"
	"twocups/server/socket"
)

// Path is where the program is.
const Path = "/chat"

// The limits of a chat. Together they bound the memory of a chat to 70 KB.
const (
	MaxName = 24  // characters of a name, which is shown before every message
	MaxText = 500 // characters of a message: a few lines on a phone
	MaxSaid = 32  // messages that are kept for clients that come later: as many as a screen shows
)

// #region messages
// request is what a client sends.
type request struct {
	Type string `json:"type"` // "join" or "say"
	Name string `json:"name"`
	Text string `json:"text"`
}

// event is what the server sends.
type event struct {
	Type string   `json:"type"`           // "welcome", "joined", "said", "left" or "sorry"
	Name string   `json:"name,omitempty"` // the member's name
	Text string   `json:"text,omitempty"` // what the member said, or why the server is sorry
	Here []string `json:"here,omitempty"` // in a welcome: who is here
	Said []event  `json:"said,omitempty"` // in a welcome: what was said last
}

// #endregion

// #region state
// Chat is one chat. Its methods are never called at the same time.
type Chat struct {
	names map[*socket.Conn]string // of all who are here
	said  history                 // what was said last
}

// #endregion

// New returns a chat with nobody in it.
func New(_ instance.After, hold instance.Hold) instance.Program {
	return &Chat{names: make(map[*socket.Conn]string), said: history{hold: hold}}
}

// Joined does nothing: a client says its name first.
func (c *Chat) Joined(*socket.Conn) {}

// IsRegistered reports whether a client has said its name.
func (c *Chat) IsRegistered(client *socket.Conn) bool { return c.names[client] != "" }

// #region message
// Message does what a client asks for.
func (c *Chat) Message(from *socket.Conn, m socket.Message) {
	var r request
	if err := instance.Read(m, &r); err != nil {
		sorry(from, err.Error())
		return
	}
	name, known := c.names[from]
	switch {
	case r.Type == "join" && known:
		sorry(from, "you are here already, as "+name)
	case r.Type == "join":
		c.join(from, r.Name)
	case r.Type == "say" && known:
		c.say(from, r.Text)
	case r.Type == "say":
		sorry(from, `say who you are first: {"type":"join","name":"Alice"}`)
	default:
		sorry(from, `the type of a message is "join" or "say"`)
	}
}

// #endregion

// #region say
// say sends a member's message to everybody who is here.
func (c *Chat) say(from *socket.Conn, text string) {
	text, err := tidy(text, MaxText)
	if err != nil {
		sorry(from, "that message "+err.Error())
		return
	}
	said := event{Type: "said", Name: c.names[from], Text: text}
	if !c.said.add(said) {
		sorry(from, "the server has no memory left for that message: try again later")
		return
	}
	c.broadcast(said)
}

// broadcast sends an event to everybody who is here.
func (c *Chat) broadcast(e event) {
	message := instance.JSON(e)
	for member := range c.names {
		member.Deliver(message)
	}
}

// #endregion

// #region join
// join lets a client in under a name that nobody else here has.
func (c *Chat) join(from *socket.Conn, name string) {
	name, err := tidy(name, MaxName)
	switch {
	case err != nil:
		sorry(from, "your name "+err.Error())
		return
	case c.isTaken(name):
		sorry(from, "somebody here is called "+name+" already")
		return
	}
	c.broadcast(event{Type: "joined", Name: name})
	c.names[from] = name
	here := slices.Sorted(maps.Values(c.names))
	from.Deliver(instance.JSON(event{Type: "welcome", Name: name, Here: here, Said: c.said.events}))
}

// Left tells the others that a client has gone.
func (c *Chat) Left(gone *socket.Conn) {
	name, known := c.names[gone]
	if known {
		delete(c.names, gone)
		c.broadcast(event{Type: "left", Name: name})
	}
}

// #endregion

// sorry tells a client why the server did not do its request.
func sorry(to *socket.Conn, why string) {
	to.Deliver(instance.JSON(event{Type: "sorry", Text: why}))
}
