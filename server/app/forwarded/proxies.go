package forwarded

import (
	"fmt"
	"net"
	"net/netip"
	"slices"
)

// Proxies are the addresses of the trusted proxies.
type Proxies []netip.Prefix

// ParseProxy reads an address or a prefix, such as 10.0.0.7 or 10.0.0.0/8. It returns the text of
// the prefix. The error is worded for the person who wrote the text.
func ParseProxy(text string) (string, error) {
	prefix, err := netip.ParsePrefix(text)
	if err != nil {
		address, fault := netip.ParseAddr(text)
		if fault != nil || address.Zone() != "" {
			return "", fmt.Errorf("proxy %q: want an IP address, such as 10.0.0.7, or a prefix, such as 10.0.0.0/8 or 2001:db8::/32", text)
		}
		prefix = netip.PrefixFrom(address, address.BitLen())
	}
	if address := prefix.Addr(); address.Is4In6() && prefix.Bits() >= 96 {
		prefix = netip.PrefixFrom(address.Unmap(), prefix.Bits()-96)
	}
	return prefix.Masked().String(), nil
}

// NewProxies returns the proxies of the texts that [ParseProxy] has returned.
func NewProxies(texts []string) (p Proxies) {
	for _, text := range texts {
		p = append(p, netip.MustParsePrefix(text))
	}
	return p
}

// Trusts reports whether an address is that of a trusted proxy.
func (p Proxies) Trusts(address netip.Addr) bool {
	address = address.Unmap().WithZone("")
	return slices.ContainsFunc(p, func(prefix netip.Prefix) bool { return prefix.Contains(address) })
}

// TrustsPeer reports whether the peer of a connection is a trusted proxy.
func (p Proxies) TrustsPeer(peer net.Addr) bool {
	address, err := netip.ParseAddrPort(peer.String())
	return err == nil && p.Trusts(address.Addr())
}
