package memory

// pool is a number of bytes that several accounts may use: those of all, or those of one address.
type pool struct {
	most      int64
	used      int64
	returning int64 // bytes that are used by accounts that have to give up
}

// The parts of a pool, as divisors, at which memory is short, and which are free again when
// enough accounts have given up.
const (
	shortPart = 16 // short: less than a sixteenth is free
	freePart  = 8  // relieved: an eighth is free
)

func (p *pool) fits(bytes int64) bool { return p.used+bytes <= p.most }

// isShort reports whether memory would be short with so many bytes more. Bytes that return don't
// count.
func (p *pool) isShort(bytes int64) bool {
	return p.used-p.returning+bytes > p.most-p.most/shortPart
}

// isRelieved reports whether enough accounts have given up.
func (p *pool) isRelieved() bool { return p.used-p.returning <= p.most-p.most/freePart }
