package forwarded

import (
	"net/netip"
	"strings"
	"testing"

	"twocups/server/proof/leakcheck"
)

func TestMain(m *testing.M) { leakcheck.Main(m) }

func TestAProxyIsAnAddressOrAPrefix(t *testing.T) {
	for text, want := range map[string]string{
		"10.0.0.7":            "10.0.0.7/32",
		"10.1.2.3/8":          "10.0.0.0/8",
		"2001:db8::1":         "2001:db8::1/128",
		"2001:db8::/32":       "2001:db8::/32",
		"::ffff:10.0.0.7":     "10.0.0.7/32",
		"::ffff:10.0.0.0/104": "10.0.0.0/8",
		"0.0.0.0/0":           "0.0.0.0/0",
	} {
		if got, err := ParseProxy(text); err != nil || got != want {
			t.Errorf("%s is %s, %v, want %s", text, got, err, want)
		}
	}
	for _, text := range []string{"", "nginx", "10.0.0", "10.0.0.7:80", "10.0.0.0/33", "fe80::1%eth0", "fe80::%eth0/64", "unix:/run/socket"} {
		if got, err := ParseProxy(text); err == nil || !strings.Contains(err.Error(), "want an IP address") {
			t.Errorf("%q is %s, %v", text, got, err)
		}
	}
}

func TestAnAddressIsTrustedInEachOfItsForms(t *testing.T) {
	p := NewProxies([]string{"10.0.0.0/8", "fe80::/64"})
	for text, want := range map[string]bool{
		"10.1.2.3":        true,
		"::ffff:10.1.2.3": true,
		"fe80::1%eth0":    true,
		"11.1.2.3":        false,
		"::1":             false,
	} {
		if got := p.Trusts(netip.MustParseAddr(text)); got != want {
			t.Errorf("%s is trusted: %t", text, got)
		}
	}
	if p.Trusts(netip.Addr{}) || Proxies(nil).Trusts(netip.MustParseAddr("127.0.0.1")) {
		t.Error("an address that nobody named is trusted")
	}
}
