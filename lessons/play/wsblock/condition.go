package wsblock

import (
	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
	"twocups/lessons/play/socketio"
)

// Condition says what must happen, or must not, for a task to be solved.
type Condition struct {
	Event play.Event // what fits it: side and kind, and whatever else of it is not zero

	Least, Most int  // Sent, Received: the payload in bytes; Event.Size does not count
	Emitted     bool // Sent, Received: an event or an acknowledgement of Socket.IO; the text is its words, "" for any event

	Then  bool // only what happens once the condition above is met counts
	Times int  // how often: 0 for once or more, [Never], or exactly so many times

	Note string // Markdown: what must happen, in the author's words
	Line int    // the line of the check that the condition stands on, from 1
}

// Never is how often a thing happens that must not.
const Never = -1

// Fits says whether the event is one of those that the condition speaks of.
func (c *Condition) Fits(e play.Event) bool {
	w := c.Event
	if w.Side != e.Side || w.Kind != e.Kind || w.Client != "" && w.Client != e.Client {
		return false
	}
	if (w.Kind == play.Sent || w.Kind == play.Received) && (w.Opcode != 0 && w.Opcode != e.Opcode || e.Size < c.Least || e.Size > c.Most) {
		return false
	}
	if c.Emitted {
		return (e.Packet != "" || e.Side == rfc6455.Server) && socketio.FitsWords(w.Text, e.Text)
	}
	return (w.Text == "" || w.Text == e.Text) && (w.Code == 0 || w.Code == e.Code) && (w.Reason == "" || w.Reason == e.Reason)
}

// Met says whether the condition holds when so many events have fitted it.
func (c *Condition) Met(fitted int) bool {
	switch c.Times {
	case 0:
		return fitted > 0
	case Never:
		return fitted == 0
	}
	return fitted == c.Times
}
