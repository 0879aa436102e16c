package main

import "sync"

// crowd is who is in the room of a server.
type crowd[Member comparable] struct {
	mu      sync.Mutex
	members map[Member]struct{}
}

func (c *crowd[Member]) enter(m Member) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.members == nil {
		c.members = make(map[Member]struct{})
	}
	c.members[m] = struct{}{}
}

func (c *crowd[Member]) leave(m Member) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.members, m)
}

// others calls send for every member but one.
func (c *crowd[Member]) others(but Member, send func(Member)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for m := range c.members {
		if m != but {
			send(m)
		}
	}
}

// queueLength is how many messages may wait for a member's writer, where a library
// leaves the queue to its user: as many as in gorilla's example of a chat.
const queueLength = 256
