package socket

// MaxRefusalsAtOnce is maxRefusalsAtOnce, for the tests in package socket_test.
const MaxRefusalsAtOnce = maxRefusalsAtOnce

// Addresses returns the number of addresses that have connections.
func (s *Sockets) Addresses() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.perAddress)
}

// RecentTime is recentTime, for the tests in package socket_test.
const RecentTime = recentTime
