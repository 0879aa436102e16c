package forwarded

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/pires/go-proxyproto"
	"github.com/pires/go-proxyproto/tlvparse"

	"twocups/server/socket/sockettest"
)

// serve serves what a handler sees of a request, behind trusted proxies, and returns the address.
func serve(t *testing.T, trusted ...string) string {
	t.Helper()
	tcp, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := NewProxies(trusted)
	server := &http.Server{ConnContext: Context, Handler: p.Handler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(w, "%s %s", r.RemoteAddr, r.URL.Scheme)
	}))}
	ended := make(chan error)
	go func() { ended <- server.Serve(p.Listen(tcp)) }()
	t.Cleanup(func() {
		server.Close()
		if err := <-ended; !errors.Is(err, http.ErrServerClosed) {
			t.Error(err)
		}
	})
	return tcp.Addr().String()
}

// talk sends bytes to the server, piece by piece, and returns the body of the answer.
func talk(t *testing.T, address string, pieces ...string) string {
	t.Helper()
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(sockettest.Timeout))
	for _, piece := range pieces {
		io.WriteString(conn, piece)
	}
	answer, _ := io.ReadAll(conn)
	_, body, _ := strings.Cut(string(answer), "\r\n\r\n")
	return strings.ReplaceAll(body, conn.LocalAddr().String(), "PEER")
}

// request is a request whose answer ends the connection.
const request = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"

// version2 returns a header of the PROXY protocol for a client.
func version2(t *testing.T, command proxyproto.ProtocolVersionAndCommand, client string, secure bool) string {
	t.Helper()
	address, err := net.ResolveTCPAddr("tcp", client)
	if err != nil {
		t.Fatal(err)
	}
	header := proxyproto.HeaderProxyFromAddrs(2, address, address)
	header.Command = command
	if secure {
		tlv, err := tlvparse.PP2SSL{Client: tlvparse.PP2_BITFIELD_CLIENT_SSL, TLV: []proxyproto.TLV{{Type: proxyproto.PP2_SUBTYPE_SSL_VERSION, Value: []byte("TLSv1.3")}}}.Marshal()
		if err != nil {
			t.Fatal(err)
		}
		if err := header.SetTLVs([]proxyproto.TLV{tlv}); err != nil {
			t.Fatal(err)
		}
	}
	text, err := header.Format()
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestThePROXYProtocolOfATrustedProxyNamesTheClient(t *testing.T) {
	address := serve(t, "127.0.0.1/32")
	const lie = "X-Forwarded-For: 203.0.113.9\r\n"
	for _, test := range []struct {
		name   string
		pieces []string
		want   string
	}{
		{"version 1", []string{"PROXY TCP4 192.0.2.1 127.0.0.1 4711 80\r\n", request + "\r\n"}, "192.0.2.1:4711 "},
		{"version 1 with IPv6", []string{"PROXY TCP6 2001:db8::1 ::1 4711 80\r\n" + request + "\r\n"}, "[2001:db8::1]:4711 "},
		{"version 1 in pieces", []string{"PRO", "XY TCP4 192.0.2.1 127.0.0.1 4711 80\r", "\n" + request, "\r\n"}, "192.0.2.1:4711 "},
		{"version 1 without an address", []string{"PROXY UNKNOWN\r\n" + request + "\r\n"}, "PEER "},
		{"version 2", []string{version2(t, proxyproto.PROXY, "192.0.2.1:4711", false) + request + "\r\n"}, "192.0.2.1:4711 "},
		{"version 2 with IPv6", []string{version2(t, proxyproto.PROXY, "[2001:db8::1]:4711", false) + request + "\r\n"}, "[2001:db8::1]:4711 "},
		{"version 2 with TLS", []string{version2(t, proxyproto.PROXY, "192.0.2.1:4711", true) + request + "\r\n"}, "192.0.2.1:4711 https"},
		{"version 2 of the proxy itself", []string{version2(t, proxyproto.LOCAL, "192.0.2.1:4711", false) + request + "\r\n"}, "PEER "},
		{"no header", []string{request + "\r\n"}, "PEER "},
		{"no header, and a method that begins like one", []string{strings.Replace(request, "GET", "PROPFIND", 1) + "\r\n"}, "PEER "},
		{"a client that lies in a field", []string{"PROXY TCP4 192.0.2.1 127.0.0.1 4711 80\r\n" + request + lie + "\r\n"}, "192.0.2.1:4711 "},
		{"a scheme in a field", []string{"PROXY TCP4 192.0.2.1 127.0.0.1 4711 80\r\n" + request + "X-Forwarded-Proto: https\r\n\r\n"}, "192.0.2.1:4711 https"},
		{"no header but a field", []string{request + lie + "\r\n"}, "203.0.113.9:0 "},
		{"a malformed version 1", []string{"PROXY TCP4 somebody\r\n" + request + "\r\n"}, ""},
		{"a version 1 without an end", []string{"PROXY " + strings.Repeat("x", 200)}, ""},
		{"a malformed version 2", []string{version2(t, proxyproto.PROXY, "192.0.2.1:4711", false)[:12] + "\x99" + request + "\r\n"}, ""},
	} {
		if got := talk(t, address, test.pieces...); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

func TestAnotherClientCannotUseThePROXYProtocol(t *testing.T) {
	for _, trusted := range [][]string{nil, {"192.0.2.0/24"}} {
		address := serve(t, trusted...)
		if got := talk(t, address, "PROXY TCP4 203.0.113.9 127.0.0.1 4711 80\r\n"+request+"\r\n"); strings.Contains(got, "203.0.113.9") {
			t.Errorf("trusting %s: %q", trusted, got)
		}
		if got := talk(t, address, request+"\r\n"); got != "PEER " {
			t.Errorf("trusting %s: %q", trusted, got)
		}
	}
}

func TestAConnectionWhoseHeaderDoesNotComeDelaysNobody(t *testing.T) {
	address := serve(t, "127.0.0.1/32")
	for _, begun := range []string{"", "P", "PROXY TCP4"} {
		conn, err := net.Dial("tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		io.WriteString(conn, begun)
	}
	if got := talk(t, address, request+"\r\n"); got != "PEER " {
		t.Errorf("answered with %q", got)
	}
}

func TestCloseEndsConnectionsWhoseHeaderIsAwaited(t *testing.T) {
	tcp, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l := proxies.Listen(tcp)
	silent, err := net.Dial("tcp", tcp.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	ready, err := net.Dial("tcp", tcp.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer ready.Close()
	io.WriteString(ready, "GET")
	conn, err := l.Accept() // so the silent connection has been accepted, too
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if err := l.Close(); err != nil {
		t.Error(err)
	}
	silent.SetReadDeadline(time.Now().Add(sockettest.Timeout))
	var late net.Error
	if _, err := silent.Read(make([]byte, 1)); errors.As(err, &late) && late.Timeout() {
		t.Error("the silent connection is open")
	}
	if _, err := l.Accept(); !errors.Is(err, net.ErrClosed) {
		t.Errorf("accepting after the close: %v", err)
	}
}

func TestTheContextOfAnotherConnectionIsUnchanged(t *testing.T) {
	ours, theirs := net.Pipe()
	defer ours.Close()
	defer theirs.Close()
	if ctx := context.Background(); Context(ctx, ours) != ctx {
		t.Error("the context has changed")
	}
}
