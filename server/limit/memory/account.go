package memory

import "net/netip"

// Account has the bytes that the server holds for one client or for one instance of a program.
// Several goroutines may call its methods at the same time. The zero Account sets no bound.
type Account struct {
	budget  *Budget // nil: no bound
	prefix  netip.Prefix
	address *address
	number  int64 // counts the accounts of the budget, from 1
	cost    int64
	giveUp  func()

	// Guarded by the budget's mutex.
	held      int64 // bytes reserved, besides the cost
	shared    int64 // bytes of the shared texts that the account holds
	returning bool  // it has to give up
	expected  int64 // bytes of held and shared that are expected back from it
	closed    bool
}

// Reserve reserves bytes, and reports whether there was room for them. A client for which there
// is no room should be closed with 1013, because shortage is nobody's fault.
func (a *Account) Reserve(bytes int) bool {
	if a.budget == nil {
		return true
	}
	b, n := a.budget, int64(bytes)
	b.mu.Lock()
	defer b.mu.Unlock()
	if a.closed || !b.fits(a.address, n) {
		b.relieveSoon()
		return false
	}
	a.addHeld(n)
	return true
}

// addHeld counts bytes that the account holds. The caller holds the mutex.
func (a *Account) addHeld(bytes int64) {
	a.held += bytes
	a.budget.charge(a.address, 0, bytes)
}

// Release gives back bytes that were reserved.
func (a *Account) Release(bytes int) {
	if a.budget == nil || bytes == 0 {
		return
	}
	a.budget.mu.Lock()
	defer a.budget.mu.Unlock()
	if !a.closed {
		a.addHeld(-int64(bytes))
	}
}

// Close gives back everything that is reserved, and the fixed cost. Afterwards nothing can be
// reserved, and a Release or a second Close does nothing. Close drops no [Shared]: each Hold still
// needs its Drop.
func (a *Account) Close() {
	if a.budget == nil {
		return
	}
	b := a.budget
	b.mu.Lock()
	defer b.mu.Unlock()
	if a.closed {
		return
	}
	a.addHeld(-a.held)
	a.closed = true
	if a.returning {
		a.expect(-a.cost, -a.expected)
	}
	b.charge(a.address, -a.cost, 0)
	delete(b.accounts, a)
	if a.address.accounts--; a.address.accounts == 0 {
		delete(b.from, a.prefix)
	}
}
