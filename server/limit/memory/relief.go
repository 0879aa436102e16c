package memory

import (
	"cmp"
	"slices"
)

// relieveSoon starts a goroutine that has accounts give up. The caller holds the mutex, and may
// hold locks of its client.
func (b *Budget) relieveSoon() {
	if !b.relieving {
		b.relieving = true
		b.reliefs.Go(b.relieve)
	}
}

// relieve has accounts give up, those first that hold most.
func (b *Budget) relieve() {
	b.mu.Lock()
	b.relieving = false // what is short from here on needs another relief
	chosen := b.chooseAccounts()
	b.gaveUp += int64(len(chosen))
	b.mu.Unlock()
	for _, a := range chosen {
		a.giveUp()
	}
}

// chooseAccounts returns the accounts that have to give up, so that no pool is short any more.
// The caller holds the mutex.
func (b *Budget) chooseAccounts() (chosen []*Account) {
	short := b.shortPools()
	for _, a := range b.byBytes() {
		if short[&b.all] && !b.all.isRelieved() || short[&a.address.pool] && !a.address.isRelieved() {
			a.returning = true
			a.countReturning(a.held + a.cost)
			chosen = append(chosen, a)
		}
	}
	return chosen
}

// shortPools returns the pools that are short. The caller holds the mutex.
func (b *Budget) shortPools() map[*pool]bool {
	short := map[*pool]bool{&b.all: b.all.isShort()}
	for _, at := range b.from {
		short[&at.pool] = at.isShort()
	}
	return short
}

// byBytes returns the accounts that hold something and don't give up yet: those first that hold
// most and, of those that hold the same, the oldest first. The caller holds the mutex.
func (b *Budget) byBytes() (accounts []*Account) {
	for a := range b.accounts {
		if a.held+a.shared > 0 && !a.returning {
			accounts = append(accounts, a)
		}
	}
	slices.SortFunc(accounts, func(a, b *Account) int {
		return cmp.Or(cmp.Compare(b.held+b.shared, a.held+a.shared), cmp.Compare(a.number, b.number))
	})
	return accounts
}
