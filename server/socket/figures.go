package socket

import (
	"maps"
	"sync"
	"sync/atomic"

	"twocups/lessons/play/rfc6455"
)

// Figures are what [Sockets] have counted since they were made. None of the words
// that it counts by comes from a client, so there are few of them.
type Figures struct {
	Open    int              // connections now, those in their handshake included
	Opened  int64            // connections that became open
	Refused map[string]int64 // requests for one that were refused, by why: "full", "address", "console", "origin", "handshake" or "shutdown"
	Closed  map[string]int64 // connections that ended, by the code of the close frame that came first: "1000", "3xxx" and "4xxx" for the codes that are anybody's own, "1006" for none

	ReceivedMessages, ReceivedBytes int64 // bytes as they went over the wire, frames' headers included
	SentMessages, SentBytes         int64
}

// figures counts. Its methods may be called by several goroutines at the same time.
type figures struct {
	receivedMessages, receivedBytes atomic.Int64
	sentMessages, sentBytes         atomic.Int64

	mu      sync.Mutex
	opened  int64
	refused map[string]int64
	closed  map[string]int64
}

// Why a connection is refused.
const (
	refusedFull      = "full"
	refusedAddress   = "address"
	refusedConsole   = "console"
	refusedOrigin    = "origin"
	refusedHandshake = "handshake"
	refusedShutdown  = "shutdown"
)

func newFigures() *figures {
	return &figures{refused: make(map[string]int64), closed: make(map[string]int64)}
}

func (f *figures) sent(messages, bytes int) {
	f.sentMessages.Add(int64(messages))
	f.sentBytes.Add(int64(bytes))
}

func (f *figures) open() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.opened++
}

func (f *figures) refuse(why string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.refused[why]++
}

func (f *figures) close(code rfc6455.CloseCode) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.closed[codeClass(code)]++
}

// codeClass names a code, or the thousand that it is of where a client may choose any.
func codeClass(code rfc6455.CloseCode) string {
	switch {
	case code >= 4000:
		return "4xxx"
	case code >= 3000:
		return "3xxx"
	}
	return code.String()
}

// Figures returns what was counted so far.
func (s *Sockets) Figures() Figures {
	s.mu.Lock()
	open := s.entered
	s.mu.Unlock()
	f := s.figures
	f.mu.Lock()
	defer f.mu.Unlock()
	return Figures{
		Open: open, Opened: f.opened, Refused: maps.Clone(f.refused), Closed: maps.Clone(f.closed),
		ReceivedMessages: f.receivedMessages.Load(), ReceivedBytes: f.receivedBytes.Load(),
		SentMessages: f.sentMessages.Load(), SentBytes: f.sentBytes.Load(),
	}
}
