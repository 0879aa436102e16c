package socket

import (
	"net/netip"

	"golang.org/x/time/rate"
)

// address has what the connections of one address share.
type address struct {
	entered int           // places that are taken; guarded by the mutex of the Sockets
	frames  *rate.Limiter // of the frames of all clients
}

func newAddress(c *Config) *address {
	return &address{frames: rate.NewLimiter(rate.Limit(c.FrameRatePerAddress), 2*c.FrameRatePerAddress)}
}

// AddressOf returns the prefix that counts as one address: an IPv4 address, or the /64 of an
// IPv6 address. A site gets at least a /64, with all of its addresses (RFC 6177 §2). The
// remote end has the form of the RemoteAddr of a [net/http.Request].
func AddressOf(remote string) netip.Prefix {
	port, err := netip.ParseAddrPort(remote)
	if err != nil {
		return netip.Prefix{} // a listener without addresses: its clients count as one
	}
	address := port.Addr().Unmap().WithZone("")
	bits := 32
	if address.Is6() {
		bits = 64
	}
	prefix, _ := address.Prefix(bits) // never fails for these
	return prefix
}

// remoteAddress is the address of a client in the form of the RemoteAddr of its request (net.Addr).
type remoteAddress string

// Network returns the name of the network (net.Addr).
func (remoteAddress) Network() string { return "tcp" }

// String returns the address (net.Addr).
func (a remoteAddress) String() string { return string(a) }
