package app

import (
	"io"
	"net"
	"net/http"
	"strings"
	"testing"

	"github.com/gorilla/websocket"

	"twocups/lessons/play"
	"twocups/server/app/apptest"
	"twocups/server/socket/sockettest"
	"twocups/server/sockets/socketio"
)

const alice, bob = "192.0.2.1", "192.0.2.2"

// dialAs opens a WebSocket as a proxy does for a client.
func dialAs(t *testing.T, p *apptest.Program, path, client string) *websocket.Conn {
	t.Helper()
	header := http.Header{"X-Forwarded-For": {client}}
	conn, _, err := websocket.DefaultDialer.Dial("ws"+strings.TrimPrefix(p.Address, "http")+path, header)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return conn
}

// expectOpen checks that a WebSocket stays open: its echo answers.
func expectOpen(t *testing.T, conn *websocket.Conn) {
	t.Helper()
	sockettest.Write(t, conn, websocket.TextMessage, "Hello")
	sockettest.Expect(t, conn, websocket.TextMessage, "Hello")
}

// expectTooMany checks that a WebSocket is closed because its address has too many.
func expectTooMany(t *testing.T, conn *websocket.Conn) {
	t.Helper()
	if code, reason := sockettest.ReadClose(t, conn); code != websocket.CloseTryAgainLater {
		t.Errorf("closed with %d %q", code, reason)
	}
}

func TestBehindATrustedProxyTheLimitsOfAnAddressCountTheClients(t *testing.T) {
	p := program.Launch(t, "-trusted-proxy", "127.0.0.1", "-max-per-address", "2", "-max-consoles-per-address", "1")
	for _, client := range []string{alice, bob} {
		expectOpen(t, dialAs(t, p, play.EchoPath, client))
		expectOpen(t, dialAs(t, p, play.EchoPath, client))
		expectTooMany(t, dialAs(t, p, play.EchoPath, client))
		console := dialAs(t, p, play.ConsolePath, client)
		if _, _, err := console.ReadMessage(); err != nil {
			t.Errorf("the first console of %s: %v", client, err)
		}
		expectTooMany(t, dialAs(t, p, play.ConsolePath, client))
		for i, want := range []int{http.StatusOK, http.StatusOK, http.StatusServiceUnavailable} {
			if status := statusOf(tcp(t, p.Address), "GET "+socketio.Path+"?EIO=4&transport=polling HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: "+client+"\r\n\r\n"); status != want {
				t.Errorf("session %d of %s is answered with %d, want %d", i+1, client, status, want)
			}
		}
	}
	p.Printed.Await(t, `client connected" remote=192\.0\.2\.1:0 path=/echo`)
}

func TestTheLogSaysThatATrustedProxyDoesNotNameItsClients(t *testing.T) {
	p := program.Launch(t, "-trusted-proxy", "127.0.0.1")
	request := "GET " + play.EchoPath + " HTTP/1.1\r\nHost: a\r\n" + openingFields + "Origin: https://a\r\nX-Forwarded-Proto: https\r\n\r\n"
	proxied := connectAs(t, p, "127.0.0.1") // the PROXY protocol names a client beside the proxy
	if status := statusOf(proxied, request); status != http.StatusSwitchingProtocols {
		t.Errorf("answered with %d", status)
	}
	if printed := p.Printed.String(); strings.Contains(printed, "does not say who its clients are") {
		t.Errorf("with the PROXY protocol: %s", printed)
	}
	if status := statusOf(tcp(t, p.Address), request); status != http.StatusSwitchingProtocols {
		t.Errorf("answered with %d", status)
	}
	p.Printed.Await(t, `does not say who its clients are, so all of them count as one address" proxy=127\.0\.0\.1 remedy=.*X-Forwarded-For`)
}

func TestAnotherPeersFieldsDoNotChangeWhoCounts(t *testing.T) {
	for _, args := range [][]string{nil, {"-trusted-proxy", "192.0.2.0/24"}} {
		p := program.Launch(t, append(args, "-max-per-address", "1")...)
		expectOpen(t, dialAs(t, p, play.EchoPath, alice))
		expectTooMany(t, dialAs(t, p, play.EchoPath, bob))
		p.Printed.Await(t, `client connected" remote=127\.0\.0\.1:\d+ path=/echo`)
	}
}

func TestTheTCPLimitOfATrustedProxyDoesNotStopItsClients(t *testing.T) {
	p := program.Launch(t, "-trusted-proxy", "127.0.0.1", "-max-http-per-address", "2")
	for range 5 {
		conn := tcp(t, p.Address) // stays open
		if status := statusOf(conn, hello); status != http.StatusOK {
			t.Errorf("answered with %d", status)
		}
	}
}

// connectAs opens a connection as a proxy does that speaks the PROXY protocol.
func connectAs(t *testing.T, p *apptest.Program, client string) net.Conn {
	t.Helper()
	conn := tcp(t, p.Address)
	io.WriteString(conn, "PROXY TCP4 "+client+" 127.0.0.1 4711 80\r\n")
	return conn
}

func TestBehindThePROXYProtocolTheLimitsOfAnAddressCountTheClients(t *testing.T) {
	p := program.Launch(t, "-trusted-proxy", "127.0.0.1", "-max-http-per-address", "1", "-max-per-address", "1")
	for _, client := range []string{alice, bob} {
		first := connectAs(t, p, client)
		if status := statusOf(first, hello); status != http.StatusOK {
			t.Errorf("the first connection of %s is answered with %d", client, status)
		}
		if status := statusOf(connectAs(t, p, client), hello); status != 0 {
			t.Errorf("the second connection of %s is answered with %d", client, status)
		}
		if status := statusOf(first, "GET "+play.EchoPath+" HTTP/1.1\r\nHost: a\r\n"+openingFields+"\r\n"); status != http.StatusSwitchingProtocols {
			t.Errorf("the WebSocket of %s is answered with %d", client, status)
		}
		p.Printed.Await(t, `client connected" remote=`+client+`:4711 path=/echo`)
	}
}

func TestATrustedProxyNamesTheSchemeAndTheHostOfTheServer(t *testing.T) {
	p := program.Launch(t, "-trusted-proxy", "127.0.0.1")
	for _, test := range []struct {
		fields, origin string
		want           int
	}{
		{"X-Forwarded-Proto: https\r\n", "https://internal", 101},
		{"X-Forwarded-Proto: https\r\n", "http://internal", 403},
		{"X-Forwarded-Proto: https\r\nX-Forwarded-Host: school.example\r\n", "https://school.example", 101},
		{"Forwarded: for=192.0.2.1;proto=https;host=\"school.example:8443\"\r\n", "https://school.example:8443", 101},
		{"", "https://internal", 101},
		{"", "https://school.example", 403},
	} {
		request := "GET " + play.EchoPath + " HTTP/1.1\r\nHost: internal\r\n" + openingFields + "Origin: " + test.origin + "\r\n" + test.fields + "\r\n"
		if status := statusOf(tcp(t, p.Address), request); status != test.want {
			t.Errorf("with %q, a page of %s is answered with %d, want %d", test.fields, test.origin, status, test.want)
		}
	}
}
