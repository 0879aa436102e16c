package socket

import "net/netip"

// AddressOf returns what counts as one address: an IPv4 address, or the /64 of an IPv6
// address, since a site is given a /64 at least and so has all of its addresses (RFC 6177 §2). The
// remote end is given as [net/http.Request] has it.
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
