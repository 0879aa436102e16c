//go:build proof

package proxies

import (
	"net"
	"testing"

	"github.com/gorilla/websocket"

	"twocups/lessons/play"
	"twocups/server/socket/sockettest"
)

// dialFrom opens a WebSocket from an address of the loopback interface.
func dialFrom(t *testing.T, address, proxy string) *websocket.Conn {
	t.Helper()
	from := net.Dialer{LocalAddr: &net.TCPAddr{IP: net.ParseIP(address)}}
	dialer := websocket.Dialer{NetDialContext: from.DialContext, HandshakeTimeout: sockettest.Timeout}
	conn, _, err := dialer.Dial("ws://"+proxy+play.EchoPath, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return conn
}

// With -trusted-proxy, the limits count the clients, and the log names them. The clients of this test
// are other addresses of the loopback interface.
func TestATrustedProxyNamesItsClients(t *testing.T) {
	for name, proxy := range map[string]kind{
		"nginx with X-Forwarded-For": nginx.with(nginxHost, nginxHost+"proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;"),
		"nginx with Forwarded":       nginx.with(nginxHost, nginxHost+`proxy_set_header Forwarded "for=$remote_addr;proto=http";`),
		"Apache":                     apache,
		"HAProxy with forwardfor":    haproxy.with(haproxyLine, "  option forwardfor\n"+haproxyLine),
		"HAProxy with Forwarded":     haproxy.with(haproxyLine, "  http-request set-header Forwarded \"for=%[src];proto=http\"\n"+haproxyLine),
		"HAProxy with send-proxy":    haproxy.with(haproxyLine, haproxyLine+" send-proxy"),
		"HAProxy with send-proxy-v2": haproxy.with(haproxyLine, haproxyLine+" send-proxy-v2"),
	} {
		t.Run(name, func(t *testing.T) {
			p := program.Launch(t, "-trusted-proxy", "127.0.0.1", "-max-per-address", "1", "-max-http-per-address", "1")
			listen := proxy.start(t, p)
			for _, client := range []string{"127.0.0.2", "127.0.0.3"} {
				first := dialFrom(t, client, listen)
				sockettest.Write(t, first, websocket.TextMessage, "Hello")
				sockettest.Expect(t, first, websocket.TextMessage, "Hello")
				if code, reason := sockettest.ReadClose(t, dialFrom(t, client, listen)); code != websocket.CloseTryAgainLater {
					t.Errorf("the second WebSocket of %s is closed with %d %q", client, code, reason)
				}
				p.Printed.Await(t, `client connected" remote=`+client+`:\d+ path=/echo`)
			}
		})
	}
}
