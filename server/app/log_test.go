package app

import (
	"crypto/tls"
	"encoding/json"
	"io"
	"strings"
	"testing"

	"github.com/gorilla/websocket"

	"twocups/lessons/play"
	"twocups/server/app/apptest"
	"twocups/server/socket/sockettest"
)

// secret is what learners type in these tests. It must not be in the log.
const secret = "thesecret"

// sendSecret sends the secret in every part of HTTP requests and of opening handshakes.
func sendSecret(t *testing.T, address string) {
	for _, request := range []string{
		"GET /" + secret + " HTTP/1.1\r\nHost: twocups\r\n\r\n",
		"GET /?" + secret + "=" + secret + ";" + secret + " HTTP/1.1\r\nHost: twocups\r\n\r\n",
		"GET / HTTP/1.1\r\nHost: " + secret + "\r\nUser-Agent: " + secret + "\r\nReferer: " + secret + "\r\nCookie: a=" + secret + "\r\nX-Forwarded-For: " + secret + "\r\n\r\n",
		"GET / HTTP/1.1\r\nHost: twocups\r\nAuthorization: Basic " + secret + "\r\n\r\n",
		"GET / HTTP/1.1\r\n" + secret + " : x\r\n\r\n",
		"GET / HTTP/1.1\r\nHost: a\r\nHost: " + secret + "\r\n\r\n",
		"GET / " + secret + "\r\n\r\n",
		secret + " / HTTP/1.1\r\nHost: twocups\r\n\r\n",
		secret + "\r\n\r\n",
		"POST / HTTP/1.1\r\nHost: twocups\r\nContent-Length: " + secret + "\r\n\r\n",
		"POST / HTTP/1.1\r\nHost: twocups\r\nContent-Length: 9\r\n\r\n" + secret,
		"GET /run/" + secret + ".html HTTP/1.1\r\nHost: twocups\r\n\r\n",
		"GET " + play.EchoPath + "/" + secret + " HTTP/1.1\r\nHost: twocups\r\n" + openingFields + "\r\n",
		"GET " + play.EchoPath + "?console=" + secret + "&block=_" + secret + "&attempt=" + secret + " HTTP/1.1\r\nHost: twocups\r\n" + openingFields + "\r\n",
		"GET " + play.EchoPath + "?" + secret + " HTTP/1.1\r\nHost: twocups\r\nOrigin: https://stranger.example\r\n" + openingFields + "\r\n",
		"GET " + play.EchoPath + " HTTP/1.1\r\nHost: twocups\r\n" + strings.Replace(openingFields, "13", secret, 1) + "\r\n",
		"GET " + play.EchoPath + " HTTP/1.1\r\nHost: twocups\r\n" + strings.Replace(openingFields, "dGhlIHNhbXBsZSBub25jZQ==", secret, 1) + "\r\n",
		"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + secret,
	} {
		conn := tcp(t, address)
		statusOf(conn, request)
		conn.Close()
	}
}

// sendSecretInFrames sends the secret over WebSockets, in valid and in invalid frames.
func sendSecretInFrames(t *testing.T, address string) {
	url := "ws" + strings.TrimPrefix(address, "http")
	console := sockettest.Dial(t, url+play.ConsolePath)
	var first play.Notice
	if err := console.ReadJSON(&first); err != nil {
		t.Fatal(err)
	}
	tag := "?" + play.Tag{Console: first.Console, Block: secret, Client: secret, Attempt: 1}.Query()
	for _, path := range []string{play.EchoPath + tag, play.RoomPath + tag, play.EchoPath} {
		conn := sockettest.Dial(t, url+path, secret, secret+"2")
		sockettest.Write(t, conn, websocket.TextMessage, secret)
		sockettest.Write(t, conn, websocket.BinaryMessage, secret)
		sockettest.Close(t, conn, 4000, secret)
		if code, reason := sockettest.ReadClose(t, conn); code != 4000 || reason != secret {
			t.Errorf("%s: the close frame's answer is %d %q", path, code, reason)
		}
	}
	sockettest.Write(t, console, websocket.TextMessage, secret) // a console accepts no such message
	sockettest.ReadClose(t, console)
	for _, frame := range []string{
		"\x81\x09" + secret,                                      // unmasked
		"\xc1\x89\x00\x00\x00\x00" + secret,                      // with a reserved bit
		"\x83\x89\x00\x00\x00\x00" + secret,                      // with a reserved opcode
		"\x81\x8a\x00\x00\x00\x00" + secret + "\xff",             // no UTF-8
		"\x88\x8b\x00\x00\x00\x00\x03\xed" + secret,              // closed with 1005
		"\x88\x8b\x00\x00\x00\x00\x0f\xa0" + secret[1:] + "\xff", // with a reason that is no UTF-8
		"\x80\x89\x00\x00\x00\x00" + secret,                      // a continuation of nothing
		"\x09\x89\x00\x00\x00\x00" + secret,                      // a ping in fragments
		"\x81\xff\xff\xff\xff\xff\xff\xff\xff\xff\x00\x00\x00\x00" + secret,
	} {
		conn, reader := sockettest.Handshake(t, url+play.EchoPath+tag)
		io.WriteString(conn, frame)
		conn.(interface{ CloseWrite() error }).CloseWrite()
		io.Copy(io.Discard, reader)
	}
}

func TestTheLogNeverHasWhatLearnersType(t *testing.T) {
	for _, format := range []string{"text", "json"} {
		t.Run(format, func(t *testing.T) {
			ended := program.Launch(t, "-log", format)
			sendSecret(t, ended.Address)
			sendSecretInFrames(t, ended.Address)
			ended.Stop()
			for _, reason := range []string{"origin", "handshake", "body"} {
				ended.Printed.Await(t, `"?reason"?[=:]"?`+reason)
			}
			expectNoSecret(t, ended.Printed.String())
		})
	}
}

func TestTheLogNeverHasWhatIsSentBeforeTLS(t *testing.T) {
	p := launchTLS(t, apptest.NewIssuer(t))
	sendSecret(t, p.Address) // bytes that are no TLS
	host := strings.TrimPrefix(p.Address, "https://")
	for _, offered := range []string{secret, "h2"} {
		conn, err := tls.Dial("tcp", host, &tls.Config{InsecureSkipVerify: true, ServerName: secret + ".example", NextProtos: []string{offered}})
		if err != nil {
			continue // net/http would log the protocols that the client offers
		}
		io.WriteString(conn, strings.Repeat(secret, 10)) // net/http would log this greeting
		io.Copy(io.Discard, conn)
		conn.Close()
	}
	p.Stop()
	expectNoSecret(t, p.Printed.String())
}

// expectNoSecret checks that the printed lines don't have the secret, in any encoding.
func expectNoSecret(t *testing.T, printed string) {
	t.Helper()
	for line := range strings.Lines(printed) {
		for _, form := range []string{secret, "dGhlc2VjcmV0", "746865736563726574"} {
			if strings.Contains(strings.ToLower(line), strings.ToLower(form)) {
				t.Errorf("the log says %s", line)
			}
		}
	}
}

func TestAsJSONEveryLineIsAnObject(t *testing.T) {
	p := program.Launch(t, "-log", "json")
	sockettest.Dial(t, "ws"+strings.TrimPrefix(p.Address, "http")+play.EchoPath).Close()
	p.Printed.Await(t, "client disconnected")
	p.Stop()
	for line := range strings.Lines(p.Printed.String()) {
		var record struct{ Time, Level, Msg string }
		if err := json.Unmarshal([]byte(line), &record); err != nil || record.Time == "" || record.Level == "" || record.Msg == "" {
			t.Errorf("%v: %s", err, line)
		}
	}
}
