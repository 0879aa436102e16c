package main

import "sync"

// memberSet is the set of the members of a server's room.
type memberSet[Member comparable] struct {
	mu      sync.Mutex
	members map[Member]struct{}
}

func (c *memberSet[Member]) add(m Member) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.members == nil {
		c.members = make(map[Member]struct{})
	}
	c.members[m] = struct{}{}
}

func (c *memberSet[Member]) remove(m Member) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.members, m)
}

// eachOther calls send for every member except one.
func (c *memberSet[Member]) eachOther(but Member, send func(Member)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for m := range c.members {
		if m != but {
			send(m)
		}
	}
}

// queueLength is the number of messages that may wait for a member's writer. It applies to
// libraries that have no queue of their own, and is the same as in gorilla's chat example.
const queueLength = 256
