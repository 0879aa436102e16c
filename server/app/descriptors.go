package app

import (
	"twocups/server/app/limitlistener"
	"twocups/server/socket"
)

// unlimitedDescriptors is the number of descriptors on a system that has, or reports, no limit.
const unlimitedDescriptors = 1 << 30

// reservedDescriptors is the number of descriptors that all connections to the pages' address
// together leave free. They are for the operators' address, for the files of the lessons and of the
// certificate, and for Go's runtime. With few descriptors, a quarter of them is reserved.
const reservedDescriptors = 128

// operatorConnections are the limits of the operators' address. They have no flags, because only a
// few programs collect figures or probe the server, each over a few connections. These connections
// take at most half of the reserve.
var operatorConnections = limitlistener.Config{MaxConnections: reservedDescriptors / 2, MaxPerAddress: reservedDescriptors / 4}

// fitDescriptors lowers the limits of the connections to the pages' address, so that all of them
// together leave the reserve: WebSockets get half of the other descriptors, consoles a quarter, and
// other connections a quarter. It describes the lowered limits in words, or returns "".
func (o *options) fitDescriptors(descriptors int) (lowered string) {
	free := descriptors - min(reservedDescriptors, descriptors/4)
	return join(
		o.webSocketPlaces().lowerTo(socket.MostWithin(free/2)),
		o.consolePlaces().lowerTo(socket.MostWithin(free/4)),
		o.tcpPlaces().lowerTo(max(1, free/4)),
	)
}
