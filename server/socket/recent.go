package socket

import (
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"time"
)

const (
	// recentTime is the time for which the server remembers a refusal. A page asks at once.
	recentTime = 30 * time.Second
	// maxRecent is the number of refusals that the server remembers. Refused pages of a whole
	// class behind one proxy have the same entry.
	maxRecent = 64
)

// recentRefusals are the refusals of the last handshakes, for the pages that ask why their
// handshakes failed. A browser doesn't tell its page.
type recentRefusals struct {
	mu   sync.Mutex
	all  [maxRecent]recentRefusal // a ring
	next int
}

type recentRefusal struct {
	address netip.Prefix
	origin  string
	refusal *refusal
	at      time.Time
}

// add remembers the refusal of a handshake.
func (rs *recentRefusals) add(r *http.Request, no *refusal) {
	entry := recentRefusal{AddressOf(r.RemoteAddr), strings.Clone(quotable(r.Header.Get("Origin"))), no, time.Now()}
	rs.mu.Lock()
	defer rs.mu.Unlock()
	for i := range rs.all {
		if old := &rs.all[i]; old.address == entry.address && old.origin == entry.origin {
			*old = entry
			return
		}
	}
	rs.all[rs.next] = entry
	rs.next = (rs.next + 1) % maxRecent
}

// find returns why the last handshake from the address and the origin of a request was refused,
// or nil.
func (rs *recentRefusals) find(r *http.Request) *refusal {
	address, origin := AddressOf(r.RemoteAddr), quotable(r.Header.Get("Origin"))
	rs.mu.Lock()
	defer rs.mu.Unlock()
	for _, entry := range rs.all {
		if entry.refusal != nil && entry.address == address && entry.origin == origin && time.Since(entry.at) < recentTime {
			return entry.refusal
		}
	}
	return nil
}
