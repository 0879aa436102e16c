package instance

import "twocups/server/limit/memory"

// Cost is the number of bytes that each instance counts in the budget, besides what its program
// holds. BenchmarkInstances measures it.
const Cost = 6 << 10

// Hold notes how many bytes the program holds of its members' messages from now on. It returns
// false if memory is short: then the number stays as it was, and the program should refuse what the
// member asked for. A program that never holds more than a few KB need not call Hold.
type Hold func(bytes int) bool

// holding is what the program of an instance holds. The calls of the program guard it.
type holding struct {
	account *memory.Account
	bytes   int
}

// hold is the program's [Hold].
func (h *holding) hold(bytes int) bool {
	if bytes <= h.bytes {
		h.account.Release(h.bytes - bytes)
	} else if !h.account.Reserve(bytes - h.bytes) {
		return false
	}
	h.bytes = bytes
	return true
}
