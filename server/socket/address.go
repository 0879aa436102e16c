package socket

import "net/netip"

// network is what counts as one address: an IPv4 address, or the /64 of an IPv6
// address, all of which a host has to itself (RFC 4291 §2.5.1).
func network(remote string) netip.Prefix {
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
