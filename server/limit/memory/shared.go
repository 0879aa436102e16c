package memory

// Shared is a text that the queues of several clients may hold. Its bytes count once, from the
// first [Account.Hold] to the last [Account.Drop]. They count for the address of the account
// that was the first to hold it.
type Shared struct {
	bytes   int64
	holders int      // guarded by the budget's mutex
	address *address // of the first holder; guarded by the budget's mutex
}

// NewShared returns the Shared of a text with so many bytes. Nobody holds it yet.
func NewShared(bytes int) *Shared { return &Shared{bytes: int64(bytes)} }

// Hold counts the text as held by the account, once for each call. It reports whether there was
// room for the text.
func (a *Account) Hold(s *Shared) bool {
	if a.budget == nil {
		return true
	}
	b := a.budget
	b.mu.Lock()
	defer b.mu.Unlock()
	if s.holders == 0 {
		if a.closed || !b.fits(a.address, s.bytes) {
			b.relieveSoon()
			return false
		}
		s.address = a.address
		b.texts += s.bytes
		b.charge(s.address, 0, s.bytes)
	}
	s.holders++
	b.holds += s.bytes
	a.shared += s.bytes
	return true
}

// Drop ends a Hold.
func (a *Account) Drop(s *Shared) {
	if a.budget == nil {
		return
	}
	b := a.budget
	b.mu.Lock()
	defer b.mu.Unlock()
	a.shared -= s.bytes
	b.holds -= s.bytes
	if s.holders--; s.holders == 0 {
		b.texts -= s.bytes
		b.charge(s.address, 0, -s.bytes)
	}
}
