package instance

import (
	"cmp"
	"net/netip"
	"time"

	"twocups/lessons/play/rfc6455"
)

// classNeeds is the number of instances that one address can always have, if the server has them:
// each student of a class of 500 behind one address presses Run.
const classNeeds = 500

// mostPerAddress returns the number of instances that the clients of one address may begin.
func (is *Instances) mostPerAddress() int {
	most := is.config.MaxInstances
	return max(most/2, min(most, classNeeds))
}

const (
	// registration is the time that a member has to register. Pages register at once, or when
	// somebody has typed a name; they have no need to hurry while there is room.
	registration = 5 * time.Second

	// absence is the time for which all members of an instance may be away before the instance
	// counts as abandoned: a page reloads, or a phone finds its network again.
	absence = time.Minute
)

// use says how much an instance is in use. When there is no room, the instance that is used least
// ends first.
type use int

const (
	unused       use = iota // nobody is there, and nobody has ever registered
	abandoned               // nobody has been there for longer than absence
	unregistered            // all members have had the time to register, and have not
	brief                   // nobody is there, and it has been empty for longer than it had members
	awaited                 // its members may come back soon, or may still register
	active                  // it has a registered member
)

// use returns how much the instance is in use. The caller holds the Instances' mutex.
func (in *instance) use(now time.Time) use {
	away := now.Sub(in.empty)
	switch {
	case len(in.members) > 0:
		return in.useOfMembers(now)
	case !in.used.Load():
		return unused
	case away > absence:
		return abandoned
	case away > in.empty.Sub(in.began):
		return brief
	}
	return awaited
}

// useOfMembers returns how much an instance with members is in use.
func (in *instance) useOfMembers(now time.Time) use {
	use := unregistered
	for _, m := range in.members {
		switch {
		case m.registered.Load():
			return active
		case now.Sub(m.since) <= registration:
			use = awaited
		}
	}
	return use
}

// candidate is an instance that could end, so that an address can begin another one.
type candidate struct {
	in      *instance
	use     use
	holders int // how many instances its address has
}

// isDispensable reports whether nobody would miss the instance.
func (c candidate) isDispensable() bool { return c.use < awaited }

// compare returns a negative number if c is to end sooner than d. Instances that nobody would miss
// end first, then those of the address that has most, then those that are used least. Of several
// abandoned instances, the one that was abandoned first ends, and of other instances the newest.
func (c candidate) compare(d candidate) int {
	missed := func(c candidate) int {
		if c.isDispensable() {
			return 0
		}
		return 1
	}
	age := d.in.began.Compare(c.in.began)
	if c.use == abandoned {
		age = c.in.empty.Compare(d.in.empty)
	}
	return cmp.Or(cmp.Compare(missed(c), missed(d)), cmp.Compare(d.holders, c.holders), cmp.Compare(c.use, d.use), age)
}

// freePlace ends an instance, so that a client of the address can begin one. It reports whether it
// has found one. An instance that nobody would miss may end if it is of this address, or of an
// address that has at least as many. Any other instance may end if its address then still has more
// than this one. With own, only instances of this address that nobody would miss may end. The
// caller holds the mutex.
func (is *Instances) freePlace(from netip.Prefix, own bool) bool {
	now, has := time.Now(), is.perAddress[from]
	var first candidate
	for _, in := range is.running {
		c := candidate{in, in.use(now), is.perAddress[in.address]}
		ends := in.address == from || !own && c.holders >= has
		if !c.isDispensable() {
			ends = !own && c.holders >= has+2
		}
		if ends && (first.in == nil || c.compare(first) < 0) {
			first = c
		}
	}
	if first.in == nil {
		return false
	}
	is.endWith(first.in, rfc6455.TryAgainLater, "the server is full, and this instance had to make room: try again later")
	return true
}

// dismissUnregistered closes the connection of the member that has been there for longest without
// registering. It returns false if all members have registered, or have time left to do so. The
// caller holds the Instances' mutex.
func (in *instance) dismissUnregistered() bool {
	var first *membership
	for _, m := range in.members {
		if !m.registered.Load() && time.Since(m.since) > registration && (first == nil || m.since.Before(first.since)) {
			first = m
		}
	}
	if first == nil {
		return false
	}
	delete(in.members, first.conn)
	first.conn.Close(rfc6455.TryAgainLater, "this instance is full, and others wait: you have not said who you are")
	return true
}
