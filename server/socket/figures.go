package socket

import (
	"maps"
	"sync"
	"sync/atomic"

	"twocups/lessons/play/rfc6455"
)

// Figures are what [Sockets] have counted since New made them. The keys of the maps never
// come from a client, so there are few of them.
type Figures struct {
	Open    int              // connections now, those in the opening handshake included
	Opened  int64            // connections that became open
	Refused map[string]int64 // connections that were refused, by the reason: "full", "address", "memory", "console", "origin", "handshake" or "shutdown"
	Closed  map[string]int64 // connections that ended, by the code of the close frame that came first: "1000", "3xxx" and "4xxx" for codes of libraries and applications, "1006" if there was no close frame

	ReceivedMessages, ReceivedBytes int64 // bytes on the wire, with the frames' headers
	SentMessages, SentBytes         int64
}

// figures counts for [Figures]. Several goroutines may call its methods at the same time.
type figures struct {
	receivedMessages, receivedBytes atomic.Int64
	sentMessages, sentBytes         atomic.Int64

	mu      sync.Mutex
	opened  int64
	refused map[string]int64
	closed  map[string]int64
}

// The reasons why a connection is refused.
const (
	refusedFull      = "full"
	refusedAddress   = "address"
	refusedConsole   = "console"
	refusedMemory    = "memory"
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

func (f *figures) refuse(reason string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.refused[reason]++
}

func (f *figures) close(code rfc6455.CloseCode) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.closed[codeClass(code)]++
}

// codeClass returns a close code as text. It returns "3xxx" or "4xxx" for the codes that a
// client may choose freely.
func codeClass(code rfc6455.CloseCode) string {
	switch {
	case code >= 4000:
		return "4xxx"
	case code >= 3000:
		return "3xxx"
	}
	return code.String()
}

// Figures returns the counts so far.
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
