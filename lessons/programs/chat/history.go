package chat

import (
	"slices"

	"twocups/server/instance"
)

// history is what was said last, the oldest first, for clients that come later.
type history struct {
	events []event
	bytes  int
	hold   instance.Hold
}

// add adds what a member said, and drops the oldest if there are more than [MaxSaid]. It returns
// false if the server has no memory for it.
func (h *history) add(said event) bool {
	bytes := h.bytes + said.bytes()
	full := len(h.events) == MaxSaid
	if full {
		bytes -= h.events[0].bytes()
	}
	if !h.hold(bytes) {
		return false
	}
	if full {
		h.events = slices.Delete(h.events, 0, 1)
	}
	h.events, h.bytes = append(h.events, said), bytes
	return true
}

// bytes returns about how much memory an event takes.
func (e event) bytes() int { return 128 + len(e.Name) + len(e.Text) }
