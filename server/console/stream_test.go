package console

import (
	"testing"

	"twocups/lessons/play"
	"twocups/server/socket/sockettest"
)

func TestAConsoleThatEndsSlowlyDelaysNoOther(t *testing.T) {
	consoles := New(Config{})
	conn := sockettest.Dial(t, sockettest.Serve(t, consoles.Handler())+play.ConsolePath)
	sockettest.Read(t, conn) // its name
	var c *console
	consoles.mu.RLock()
	for _, c = range consoles.byName {
	}
	consoles.mu.RUnlock()
	c.mu.Lock() // as while one of its connections reports a long burst
	defer c.mu.Unlock()
	conn.Close()
	sockettest.Await(t, "the console to be removed", func() bool {
		if !consoles.mu.TryRLock() {
			return false
		}
		defer consoles.mu.RUnlock()
		return len(consoles.byName) == 0
	})
}
