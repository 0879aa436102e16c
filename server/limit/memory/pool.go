package memory

// pool is a number of bytes that several accounts may use: those of all, or those of one address.
type pool struct {
	most      int64
	used      int64
	returning int64 // bytes that are used by accounts that have to give up
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
func (p *pool) isShort() bool { return p.isPast(shortMark, 0) }

// isRelieved reports whether enough accounts have given up.
func (p *pool) isRelieved() bool { return !p.isPast(relievedMark, 0) }

// isPast reports whether less than the mark would be free with so many bytes more. Bytes that
// return count as free.
func (p *pool) isPast(mark, bytes int64) bool {
	return p.used-p.returning+bytes > p.most-p.most/16*mark
}
