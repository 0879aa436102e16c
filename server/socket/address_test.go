package socket

import "testing"

func TestAnAddressIsAnIPv4AddressOrAnIPv6Network(t *testing.T) {
	for _, test := range []struct{ remote, want string }{
		{"192.0.2.7:50000", "192.0.2.7/32"},
		{"[::ffff:192.0.2.7]:50000", "192.0.2.7/32"},
		{"[2001:db8:1:2:3:4:5:6]:50000", "2001:db8:1:2::/64"},
		{"[fe80::1%eth0]:50000", "fe80::/64"},
		{"pipe", "invalid Prefix"},
	} {
		if got := AddressOf(test.remote).String(); got != test.want {
			t.Errorf("%s counts as %s, want %s", test.remote, got, test.want)
		}
	}
}
