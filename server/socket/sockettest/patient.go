package sockettest

import (
	"cmp"
	"time"

	"twocups/server/socket"
)

// patience is longer than any test waits.
const patience = time.Hour

// Patient returns a Config whose times no test exceeds, on a machine however busy. It keeps the
// times that are set. The default times are seconds, which a process may have to wait for a
// processor. A test in real time that is not about these times uses it; a test in a bubble of
// testing/synctest doesn't need it.
func Patient(c socket.Config) socket.Config {
	for _, limit := range []*time.Duration{&c.HandshakeTimeout, &c.WriteTimeout, &c.PingEvery, &c.MessageTimeout, &c.CloseWait} {
		*limit = cmp.Or(*limit, patience)
	}
	c.PongWait = cmp.Or(c.PongWait, 2*patience)
	return c
}
