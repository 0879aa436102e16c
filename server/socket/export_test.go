package socket

// RefusalsAtOnce is refusalsAtOnce, for the tests in package socket_test.
const RefusalsAtOnce = refusalsAtOnce

// Addresses returns the number of addresses that have connections.
func (s *Sockets) Addresses() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.perAddress)
}

// The limits of what a server tells about refusals.
const (
	RecentTime   = recentTime
	RefusalBurst = refusalBurst
)
