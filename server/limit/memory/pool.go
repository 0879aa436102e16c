package memory

// pool is a number of bytes that several accounts may use: those of all, or those of one address.
type pool struct {
	most      int64
	used      int64
	held      int64 // bytes of used that are no fixed costs
	returning int64 // bytes of used that come back when the accounts that have to give up are closed

	returningHeld int64 // bytes of held that come back with them
}

// The parts of a pool that are free at its marks, in sixteenths.
const (
	fullMark     = 1 // with less free, no account is opened
	shortMark    = 2 // with less free, accounts have to give up
	relievedMark = 3 // with this much free, enough accounts have given up
)

func (p *pool) fits(bytes int64) bool { return p.used+bytes <= p.most }

// isFull reports whether there is no room for another account with so many bytes.
func (p *pool) isFull(bytes int64) bool { return p.isPast(fullMark, bytes) || !p.fits(bytes) }

// isShort reports whether accounts have to give up.
func (p *pool) isShort() bool { return p.isPast(shortMark, 0) && p.holdsMuch() }

// isRelieved reports whether enough accounts have given up.
func (p *pool) isRelieved() bool { return !p.isPast(relievedMark, 0) || !p.holdsMuch() }

// holdsMuch reports whether accounts hold more than a sixteenth of the pool besides their fixed
// costs. If they hold less, the fixed costs fill the pool, and it would relieve nobody if an account
// gave up the little that it holds.
func (p *pool) holdsMuch() bool { return p.held-p.returningHeld > p.most/16 }

// charge counts fixed costs and bytes that are held.
func (p *pool) charge(cost, held int64) {
	p.used += cost + held
	p.held += held
}

// expect counts bytes that come back when an account is closed.
func (p *pool) expect(cost, held int64) {
	p.returning += cost + held
	p.returningHeld += held
}

// isPast reports whether less than the mark would be free with so many bytes more. Bytes that
// return count as free.
func (p *pool) isPast(mark, bytes int64) bool {
	return p.used-p.returning+bytes > p.most-p.most/16*mark
}
