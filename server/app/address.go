package app

import (
	"errors"
	"fmt"
	"io"
	"net"
	"strconv"
	"syscall"
)

// listen listens on an address. If another program uses the port, the error explains how to
// choose another port.
func listen(addr string) (net.Listener, error) {
	listener, err := net.Listen("tcp", addr)
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, fmt.Errorf("listening on %s: another program uses this port; end it, or choose another port with -addr, for example -addr :8081", addr)
	}
	if err != nil {
		return nil, fmt.Errorf("listening: %w", err)
	}
	return listener, nil
}

// announce prints the URL of the pages for this computer and, if the server listens on all
// interfaces, the URLs for other devices in its networks. The scheme is http or https.
func announce(w io.Writer, scheme string, addr net.Addr) {
	tcp := addr.(*net.TCPAddr)
	if !tcp.IP.IsUnspecified() {
		fmt.Fprintln(w, "Two Cups:", pageURL(scheme, tcp.IP.String(), tcp.Port))
		return
	}
	fmt.Fprintln(w, "Two Cups:", pageURL(scheme, "localhost", tcp.Port))
	for _, ip := range networkAddresses(tcp.IP.To4() == nil) {
		fmt.Fprintln(w, "in your network:", pageURL(scheme, ip.String(), tcp.Port))
	}
}

func pageURL(scheme, host string, port int) string {
	return scheme + "://" + net.JoinHostPort(host, strconv.Itoa(port))
}

// networkAddresses returns the addresses of this computer that other devices can open. It leaves
// out loopback addresses. It also leaves out link-local addresses, because a URL with a
// link-local address needs the name of an interface.
func networkAddresses(ipv6 bool) []net.IP {
	addrs, _ := net.InterfaceAddrs() // on an error the list is empty
	var ips []net.IP
	for _, addr := range addrs {
		network, ok := addr.(*net.IPNet)
		if ok && network.IP.IsGlobalUnicast() && (ipv6 || network.IP.To4() != nil) {
			ips = append(ips, network.IP)
		}
	}
	return ips
}

// networksOf returns a function that finds this computer's addresses, if addr means all
// interfaces. It returns nil if addr means one interface.
func networksOf(addr string) func() []net.IP {
	host, _, err := net.SplitHostPort(addr)
	if ip := net.ParseIP(host); err != nil || host != "" && (ip == nil || !ip.IsUnspecified()) {
		return nil
	}
	return func() []net.IP { return networkAddresses(host == "" || net.ParseIP(host).To4() == nil) }
}
