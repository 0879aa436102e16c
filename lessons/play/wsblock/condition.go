package wsblock

import (
	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
	"twocups/lessons/play/socketio"
)

// Condition is a line of a check: an event that must happen, or must not happen, before the
// task is solved.
type Condition struct {
	Event play.Event // the side and kind of a matching event, and each other field that is not zero

	Least, Most int  // Sent, Received: the size of the payload in bytes, instead of Event.Size
	Emitted     bool // Sent, Received: an event or an acknowledgement of Socket.IO; Event.Text has its words, "" for any event

	Then  bool // counts only events that come after the condition above has been met
	Times int  // how often: 0 for once or more, [Never], or exactly this many times

	Note string // Markdown: what must happen, in the author's words
	Line int    // the condition's line in the check, from 1
}

// Never is the Times of a condition whose event must not happen.
const Never = -1

// Matches reports whether the event is one that the condition describes.
func (c *Condition) Matches(e play.Event) bool {
	w := c.Event
	if w.Side != e.Side || w.Kind != e.Kind || w.Client != "" && w.Client != e.Client {
		return false
	}
	if (w.Kind == play.Sent || w.Kind == play.Received) && (w.Opcode != 0 && w.Opcode != e.Opcode || e.Size < c.Least || e.Size > c.Most) {
		return false
	}
	if c.Emitted {
		return (e.Packet != "" || e.Side == rfc6455.Server) && socketio.WordsMatch(w.Text, e.Text)
	}
	return (w.Text == "" || w.Text == e.Text) && (w.Code == 0 || w.Code == e.Code) && (w.Reason == "" || w.Reason == e.Reason)
}

// Met reports whether the condition is met after count events have matched it.
func (c *Condition) Met(count int) bool {
	switch c.Times {
	case 0:
		return count > 0
	case Never:
		return count == 0
	}
	return count == c.Times
}
