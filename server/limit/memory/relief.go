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
			a.expected = a.held + b.partOf(a.shared)
			a.expect(a.cost, a.expected)
			chosen = append(chosen, a)
		}
	}
	return chosen
}

// partOf returns an account's part of the shared texts that it holds, if the bytes of every text were
// divided among its holders. A text comes back only with its last holder, but all holders together
// give back all of it. The caller holds the mutex.
func (b *Budget) partOf(shared int64) int64 {
	if b.holds == 0 {
		return 0
	}
	return int64(float64(shared) / float64(b.holds) * float64(b.texts))
}

// expect counts bytes that come back when the account is closed. The caller holds the mutex.
func (a *Account) expect(cost, held int64) {
	a.budget.all.expect(cost, held)
	a.address.expect(cost, held)
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
