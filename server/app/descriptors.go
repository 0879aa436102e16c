package app

import (
	"fmt"
	"strings"

	"twocups/server/app/limitlistener"
	"twocups/server/socket"
)

// unlimitedDescriptors is the number of descriptors on a system that has, or reports, no limit.
const unlimitedDescriptors = 1 << 30

// reservedDescriptors are the descriptors that the connections to the pages' address never take, not
// even all of them together. They are for the operators' address, for the files of the lessons and of
// the certificate, and for Go's own. With few descriptors, a quarter of them is reserved.
const reservedDescriptors = 128

// operatorConnections are the limits of the operators' address, which have no flags: some programs
// collect figures or probe the server, each over a few connections. They take at most half of the
// reserve.
var operatorConnections = limitlistener.Config{MaxConnections: reservedDescriptors / 2, MaxPerAddress: reservedDescriptors / 4}

// lowerLimits lowers the limits of the connections to the pages' address, so that all of them
// together leave the reserve: WebSockets get half of the other descriptors, consoles a quarter, and
// other connections a quarter. It describes the lowered limits in words, or returns "".
func (o *options) lowerLimits(descriptors int) (lowered string) {
	free := descriptors - min(reservedDescriptors, descriptors/4)
	for _, limit := range []struct {
		flag  string
		value *int
		most  int
	}{
		{"-max-connections", &o.sockets.MaxConnections, socket.MostWithin(free / 2)},
		{"-max-consoles", &o.consoles.MaxConsoles, socket.MostWithin(free / 4)},
		{"-max-http", &o.connections.MaxConnections, max(1, free/4)},
	} {
		if *limit.value > limit.most {
			lowered += fmt.Sprintf("%s is %d instead of %d; ", limit.flag, limit.most, *limit.value)
			*limit.value = limit.most
		}
	}
	return strings.TrimSuffix(lowered, "; ")
}
