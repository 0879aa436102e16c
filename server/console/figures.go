package console

import "twocups/server/socket"

// Figures returns what the streams have counted, as [socket.Sockets.Figures] does.
func (cs *Consoles) Figures() socket.Figures { return cs.sockets.Figures() }
