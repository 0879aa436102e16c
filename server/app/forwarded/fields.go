package forwarded

import (
	"cmp"
	"net/http"
	"net/netip"
	"strings"
)

// hop is what one proxy has written about its own client. A value that is missing or malformed
// is "".
type hop struct{ client, scheme, host string }

// readFields reads the fields that proxies write into the origin. The peer that sent them is a
// trusted proxy.
func (p Proxies) readFields(header http.Header, o *origin) {
	hops, ok := p.choose(forwardedHops(header), commonHops(header), o.remote)
	if !ok {
		return
	}
	for i := len(hops) - 1; i >= 0; i-- {
		o.scheme, o.host = cmp.Or(hops[i].scheme, o.scheme), cmp.Or(hops[i].host, o.host)
		client, ok := parseNode(hops[i].client)
		if !ok || !p.Trusts(o.remote.Addr()) {
			return // nobody names the client, or the PROXY protocol has named it
		}
		o.remote = client
		if !p.Trusts(client.Addr()) {
			return
		}
	}
}

// choose returns the hops of one kind of fields, with what the other kind adds. If the two kinds
// name different clients, choose returns false, because one of them may come from the client.
func (p Proxies) choose(standard, common []hop, peer netip.AddrPort) ([]hop, bool) {
	switch {
	case !namesClient(standard) && len(common) > 0:
		return merge(common, standard), true
	case namesClient(common) && p.clientOf(standard, peer) != p.clientOf(common, peer):
		return nil, false
	}
	return merge(standard, common), true
}

// namesClient reports whether the nearest proxy has named its client.
func namesClient(hops []hop) bool { return len(hops) > 0 && hops[len(hops)-1].client != "" }

// clientOf returns the first address that is no trusted proxy, from the last hop to the first.
func (p Proxies) clientOf(hops []hop, peer netip.AddrPort) netip.Addr {
	client := peer.Addr()
	for i := len(hops) - 1; i >= 0 && p.Trusts(client); i-- {
		next, ok := parseNode(hops[i].client)
		if !ok {
			break
		}
		client = next.Addr()
	}
	return client
}

// merge returns hops with the scheme and the host of others where they have none. A value that
// differs in both is "".
func merge(hops, others []hop) []hop {
	for i := 1; i <= min(len(hops), len(others)); i++ {
		mine, other := &hops[len(hops)-i], others[len(others)-i]
		mine.scheme, mine.host = agreed(mine.scheme, other.scheme), agreed(mine.host, other.host)
	}
	return hops
}

func agreed(first, second string) string {
	if first != "" && second != "" && !strings.EqualFold(first, second) {
		return ""
	}
	return cmp.Or(first, second)
}

// commonHops returns the hops of X-Forwarded-For, X-Forwarded-Proto and X-Forwarded-Host. A proxy
// appends an address to the first field, but it may replace the other two. So all three lists end
// at the same hop. If the list of the schemes or of the hosts is shorter than that of the addresses,
// its first value counts for all hops before.
func commonHops(header http.Header) []hop {
	clients, schemes, hosts := list(header, "X-Forwarded-For"), list(header, "X-Forwarded-Proto"), list(header, "X-Forwarded-Host")
	hops := make([]hop, max(len(clients), min(1, len(schemes)+len(hosts))))
	for i := 1; i <= len(hops); i++ {
		hops[len(hops)-i] = hop{fromEnd(clients, i, false), schemeOf(fromEnd(schemes, i, true)), hostOf(fromEnd(hosts, i, true))}
	}
	return hops
}

// fromEnd returns the value that is i values before the end. If there are fewer values, it
// returns the first one or "".
func fromEnd(values []string, i int, first bool) string {
	switch {
	case i <= len(values):
		return values[len(values)-i]
	case first && len(values) > 0:
		return values[0]
	}
	return ""
}

// list returns the values of a field that is a list (RFC 9110 §5.6.1).
func list(header http.Header, name string) (values []string) {
	for _, line := range header.Values(name) {
		for value := range strings.SplitSeq(line, ",") {
			if value = strings.Trim(value, " \t"); value != "" {
				values = append(values, value)
			}
		}
	}
	return values
}

// parseNode reads the address of a client, with or without a port. An IPv6 address may have
// brackets. The port is 0 if it is missing or unreadable.
func parseNode(text string) (netip.AddrPort, bool) {
	if node, err := netip.ParseAddrPort(text); err == nil {
		return netip.AddrPortFrom(node.Addr().Unmap().WithZone(""), node.Port()), true
	}
	host := text
	if strings.HasPrefix(text, "[") {
		host, _, _ = strings.Cut(text[1:], "]")
	} else if before, _, found := strings.Cut(text, ":"); found && strings.Count(text, ":") == 1 {
		host = before // RFC 7239 §6.2: an obfuscated port, such as _p
	}
	address, err := netip.ParseAddr(host)
	return netip.AddrPortFrom(address.Unmap().WithZone(""), 0), err == nil
}

// schemeOf returns the HTTP scheme that a proxy has written, or "" for a text that is none. Some
// proxies write ws and wss for an opening handshake.
func schemeOf(text string) string {
	switch strings.ToLower(text) {
	case "http", "ws":
		return "http"
	case "https", "wss":
		return "https"
	}
	return ""
}

// hostOf returns a host that a proxy has written, or "" for a text that is none (RFC 9110 §7.2).
func hostOf(text string) string {
	if strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r >= 0x7F || strings.ContainsRune(`"#,/;<>?@\^`+"`{|}", r) }) {
		return ""
	}
	return text
}
