package console

import "twocups/server/socket"

// Figures returns the counters of the streams, as [socket.Sockets.Figures] does.
func (cs *Consoles) Figures() socket.Figures { return cs.sockets.Figures() }
