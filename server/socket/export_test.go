package socket

// RefusalsAtOnce is for the tests outside.
const RefusalsAtOnce = refusalsAtOnce

// Addresses is from how many addresses there are connections.
func (s *Sockets) Addresses() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.from)
}
