package app

import (
	"fmt"
	"slices"
	"strings"
)

// places are the places that the server has for connections of one kind: a limit for all clients
// and a limit for an address, with their flags.
type places struct {
	flag, flagPerAddress string
	all, perAddress      *int
	class                int // the number of places that a class of 500 students behind one address needs
}

func (o *options) webSocketPlaces() places {
	return places{"-max-connections", "-max-per-address", &o.sockets.MaxConnections, &o.sockets.MaxPerAddress, 2000}
}

func (o *options) consolePlaces() places {
	return places{"-max-consoles", "-max-consoles-per-address", &o.consoles.MaxConsoles, &o.consoles.MaxPerAddress, 1000}
}

func (o *options) tcpPlaces() places {
	return places{"-max-http", "-max-http-per-address", &o.connections.MaxConnections, &o.connections.MaxPerAddress, 3000}
}

// lowerTo lowers the limit for all clients to the number of places that the server has, if the limit
// is greater. Then one address gets at most half of the places, or what a class needs. lowerTo
// describes the lowered limits in words, or returns "".
func (p places) lowerTo(most int) string {
	if *p.all <= most {
		return ""
	}
	lowered := lower(p.flag, p.all, most)
	return join(lowered, lower(p.flagPerAddress, p.perAddress, max(1, most/2, min(most, p.class))))
}

// lower lowers a limit that is greater. It describes the lowered limit in words, or returns "".
func lower(flag string, limit *int, most int) (lowered string) {
	if *limit > most {
		lowered = fmt.Sprintf("%s is %d instead of %d", flag, most, *limit)
		*limit = most
	}
	return lowered
}

// join joins descriptions of lowered limits, of which some may be empty.
func join(lowered ...string) string {
	return strings.Join(slices.DeleteFunc(lowered, func(text string) bool { return text == "" }), "; ")
}

// The memory budget of the clients doesn't count TCP connections that are no WebSockets, because
// they end by themselves. So the memory bounds the number of these connections.
const (
	tcpCost = 16 << 10 // bytes of a connection with its buffers and a header of usual size
	tcpPart = 8        // the part of the memory that all of them may take, as a divisor
)

// fitMemory lowers the limit of the TCP connections to the pages' address, so that they take an
// eighth of the memory at most. It describes the lowered limits in words, or returns "".
func (o *options) fitMemory() (lowered string) {
	return o.tcpPlaces().lowerTo(int(o.memory.Bytes() / tcpPart / tcpCost))
}
