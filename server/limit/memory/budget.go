package memory

import (
	"net/netip"
	"sync"
)

// Budget is a number of bytes that all clients share. A nil Budget sets no bound. Several
// goroutines may use a Budget at the same time.
type Budget struct {
	mu        sync.Mutex
	all       pool
	from      map[netip.Prefix]*address
	accounts  map[*Account]struct{}
	texts     int64          // bytes of the shared texts that accounts hold
	holds     int64          // the same, but a text counts for each Hold
	relieving bool           // a goroutine relieves the budget
	reliefs   sync.WaitGroup // for this goroutine
	opened    int64          // accounts so far
	gaveUp    int64          // accounts so far that had to give up
	refused   int64          // accounts so far that could not be opened
}

// address has what the accounts of one address use.
type address struct {
	pool
	accounts int
}

// classNeeds is the number of bytes that one address can always use, if the budget has them: a
// class of 500 students behind one address has 2,000 connections.
const classNeeds = 64 << 20

// New returns a budget of that many bytes.
func New(most int64) *Budget {
	return &Budget{
		all:      pool{most: most},
		from:     make(map[netip.Prefix]*address),
		accounts: make(map[*Account]struct{}),
	}
}

// mostPerAddress returns the number of bytes that one address may use.
func (b *Budget) mostPerAddress() int64 { return max(b.all.most/2, min(b.all.most, classNeeds)) }

// Open opens an account for a client of the address, and reserves its fixed cost, in bytes.
// It returns false if the budget is full. When the account has to give up, a goroutine of the
// budget calls giveUp, at most once. That function starts to close the client and returns at
// once. Whoever serves the client closes the account when the client has ended.
func (b *Budget) Open(from netip.Prefix, cost int, giveUp func()) (*Account, bool) {
	if b == nil {
		return &Account{}, true
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	at := b.from[from]
	if at == nil {
		at = &address{pool: pool{most: b.mostPerAddress()}}
	}
	if b.all.isFull(int64(cost)) || at.isFull(int64(cost)) {
		b.refused++
		b.relieveSoon()
		return nil, false
	}
	b.from[from] = at
	at.accounts++
	b.opened++
	a := &Account{budget: b, prefix: from, address: at, number: b.opened, cost: int64(cost), giveUp: giveUp}
	b.accounts[a] = struct{}{}
	b.charge(at, a.cost, 0)
	return a, true
}

// IsFull reports whether the budget would open no account with this cost now, whatever the address.
func (b *Budget) IsFull(cost int) bool {
	if b == nil {
		return false
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.all.isFull(int64(cost))
}

// charge counts fixed costs and held bytes of an address. If memory is short then, accounts have to
// give up. The caller holds the mutex.
func (b *Budget) charge(at *address, cost, held int64) {
	b.all.charge(cost, held)
	at.charge(cost, held)
	if cost+held > 0 && (b.all.isShort() || at.isShort()) {
		b.relieveSoon()
	}
}

// fits reports whether an address may use so many bytes more. The caller holds the mutex.
func (b *Budget) fits(at *address, bytes int64) bool {
	return b.all.fits(bytes) && at.fits(bytes)
}

// Close waits for the budget's goroutine. The caller has closed the accounts.
func (b *Budget) Close() {
	if b != nil {
		b.reliefs.Wait()
	}
}

// Figures are what a [Budget] has counted.
type Figures struct {
	Most, Used int64 // bytes
	GaveUp     int64 // accounts so far that had to give up
	Refused    int64 // accounts so far that could not be opened
}

// Figures returns the counts so far. Those of a nil Budget are zero.
func (b *Budget) Figures() Figures {
	if b == nil {
		return Figures{}
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	return Figures{Most: b.all.most, Used: b.all.used, GaveUp: b.gaveUp, Refused: b.refused}
}
