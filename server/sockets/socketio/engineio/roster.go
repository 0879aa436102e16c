package engineio

import (
	"container/list"
	"net/netip"
	"time"
)

// roster has the places of sessions. It knows which session has to give up its place when there
// is no room. It has no lock.
type roster struct {
	sessions  int
	idle      list.List // of *place: the sessions that have sent nothing yet, the oldest first
	addresses map[netip.Prefix]*addressPlaces
	byCount   map[int]map[*addressPlaces]struct{} // the addresses by their number of places
	most      int                                 // the greatest number of places of one address
}

// addressPlaces has the places of one address.
type addressPlaces struct {
	prefix netip.Prefix
	places list.List // of *place, the oldest first
}

// place is the place of one session.
type place struct {
	session *Session
	began   time.Time
	address *addressPlaces
	inIdle  *list.Element // nil: the session has sent something
	inOwn   *list.Element // nil: the session has no place any more
}

func newRoster() roster {
	return roster{addresses: make(map[netip.Prefix]*addressPlaces), byCount: make(map[int]map[*addressPlaces]struct{})}
}

// count returns the number of places of an address.
func (r *roster) count(address netip.Prefix) int {
	if a := r.addresses[address]; a != nil {
		return a.places.Len()
	}
	return 0
}

// add gives a session a place.
func (r *roster) add(s *Session, now time.Time) {
	a := r.addresses[s.address]
	if a == nil {
		a = &addressPlaces{prefix: s.address}
		r.addresses[s.address] = a
	}
	s.place = place{session: s, began: now, address: a}
	s.place.inIdle = r.idle.PushBack(&s.place)
	r.recount(a, func() { s.place.inOwn = a.places.PushBack(&s.place) })
	r.sessions++
}

// remove takes the session's place back, if it has one.
func (r *roster) remove(s *Session) {
	p := &s.place
	if p.inOwn == nil {
		return
	}
	r.markUsed(s)
	r.recount(p.address, func() { p.address.places.Remove(p.inOwn) })
	p.inOwn = nil
	r.sessions--
	if p.address.places.Len() == 0 {
		delete(r.addresses, p.address.prefix)
	}
}

// markUsed notes that the session has sent something.
func (r *roster) markUsed(s *Session) {
	if s.place.inIdle != nil {
		r.idle.Remove(s.place.inIdle)
		s.place.inIdle = nil
	}
}

// recount keeps the addresses in order while a change adds or removes one place.
func (r *roster) recount(a *addressPlaces, change func()) {
	before := a.places.Len()
	change()
	after := a.places.Len()
	delete(r.byCount[before], a)
	if len(r.byCount[before]) == 0 {
		delete(r.byCount, before)
	}
	if after > 0 {
		if r.byCount[after] == nil {
			r.byCount[after] = make(map[*addressPlaces]struct{})
		}
		r.byCount[after][a] = struct{}{}
	}
	switch {
	case after > r.most:
		r.most = after
	case before == r.most && r.byCount[before] == nil:
		r.most = after
	}
}

// oldestIdle returns the oldest session that has sent nothing, if it began before the time.
func (r *roster) oldestIdle(before time.Time) *Session {
	if first := r.idle.Front(); first != nil {
		if p := first.Value.(*place); p.began.Before(before) {
			return p.session
		}
	}
	return nil
}

// oldestIdleOf returns the oldest session of an address that has sent nothing, if it began before
// the time.
func (r *roster) oldestIdleOf(address netip.Prefix, before time.Time) *Session {
	a := r.addresses[address]
	for e := a.places.Front(); e != nil; e = e.Next() {
		p := e.Value.(*place)
		if !p.began.Before(before) {
			return nil
		}
		if p.inIdle != nil {
			return p.session
		}
	}
	return nil
}

// newestOfMost returns the newest session of the address that has most places, if it has at least
// two more than the address of the newcomer.
func (r *roster) newestOfMost(newcomer netip.Prefix) *Session {
	if r.most < r.count(newcomer)+2 {
		return nil
	}
	for a := range r.byCount[r.most] {
		return a.places.Back().Value.(*place).session
	}
	return nil
}
