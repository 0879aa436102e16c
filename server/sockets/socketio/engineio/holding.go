package engineio

import "twocups/server/limit/memory"

// Holding counts bytes that a session holds for one purpose, such as its queue. It reserves them
// from the session's account in chunks, so that small packets cost nothing. It has no lock.
type Holding struct {
	account         *memory.Account
	bytes, reserved int
}

// chunk is the number of bytes that a Holding reserves at once. Less than a chunk is part of the
// fixed cost of a session.
const chunk = 2 << 10

// sessionCost is the fixed cost of a session, in bytes: a session has three holdings, and its
// state and its timers take as much as one more.
const sessionCost = 4 * chunk

// Add counts bytes, and reports whether there was room for them.
func (h *Holding) Add(bytes int) bool {
	want := (h.bytes + bytes) / chunk * chunk
	if more := want - h.reserved; more > 0 {
		if !h.account.Reserve(more) {
			return false
		}
		h.reserved = want
	}
	h.bytes += bytes
	return true
}

// Remove ends the counting of bytes. A Holding keeps one chunk more than it needs, so that a queue
// that grows and shrinks costs nothing either.
func (h *Holding) Remove(bytes int) {
	h.bytes -= bytes
	want := h.bytes / chunk * chunk
	if h.bytes > 0 {
		want += chunk
	}
	if less := h.reserved - want; less > 0 {
		h.account.Release(less)
		h.reserved = want
	}
}

// Clear ends the counting of all bytes.
func (h *Holding) Clear() { h.Remove(h.bytes) }
