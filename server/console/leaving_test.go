package console

import (
	"testing"

	"twocups/lessons/play"
	"twocups/server/socket/sockettest"
)

func TestAConsoleThatTakesItsTimeToLeaveKeepsNoOtherWaiting(t *testing.T) {
	consoles := New(Config{})
	conn := sockettest.Dial(t, sockettest.Serve(t, consoles.Handler())+play.ConsolePath)
	sockettest.Read(t, conn) // its name
	var c *console
	consoles.mu.RLock()
	for _, c = range consoles.named {
	}
	consoles.mu.RUnlock()
	c.mu.Lock() // as while one of its connections tells of a long burst
	defer c.mu.Unlock()
	conn.Close()
	sockettest.Await(t, "it to be forgotten", func() bool {
		if !consoles.mu.TryRLock() {
			return false
		}
		defer consoles.mu.RUnlock()
		return len(consoles.named) == 0
	})
}
