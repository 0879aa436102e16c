package app

import (
	"crypto/tls"
	"io"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"twocups/lessons/play"
	"twocups/server/app/apptest"
	"twocups/server/app/health"
	"twocups/server/socket/sockettest"
)

// launchTLS launches the program with an issuer's certificate.
func launchTLS(t testing.TB, i *apptest.Issuer, args ...string) *apptest.Program {
	t.Helper()
	return program.Launch(t, append(i.Flags(), args...)...)
}

// serial does a TLS handshake and returns the number of the server's certificate.
func serial(t testing.TB, i *apptest.Issuer, address string) int64 {
	t.Helper()
	conn, err := tls.Dial("tcp", strings.TrimPrefix(address, "https://"), i.ClientConfig())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	return conn.ConnectionState().PeerCertificates[0].SerialNumber.Int64()
}

// dialTLS opens a WebSocket to the program's echo, as one of its pages does.
func dialTLS(t testing.TB, i *apptest.Issuer, p *apptest.Program) *websocket.Conn {
	t.Helper()
	return dialTLSPath(t, i, p, play.EchoPath)
}

// dialTLSPath opens a WebSocket to a path, as one of the program's pages does.
func dialTLSPath(t testing.TB, i *apptest.Issuer, p *apptest.Program, path string) *websocket.Conn {
	t.Helper()
	dialer := websocket.Dialer{TLSClientConfig: i.ClientConfig(), HandshakeTimeout: sockettest.Timeout}
	conn, _, err := dialer.Dial("wss"+strings.TrimPrefix(p.Address, "https")+path, http.Header{"Origin": {p.Address}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	conn.SetReadDeadline(time.Now().Add(sockettest.Timeout))
	return conn
}

func TestOverTLSPagesAndSocketsWork(t *testing.T) {
	i := apptest.NewIssuer(t)
	p := launchTLS(t, i)
	if !strings.HasPrefix(p.Address, "https://127.0.0.1:") {
		t.Fatalf("announced as %s", p.Address)
	}
	transport := &http.Transport{TLSClientConfig: i.ClientConfig(), ForceAttemptHTTP2: true}
	defer transport.CloseIdleConnections()
	client := http.Client{Transport: transport}
	for _, path := range []string{aLesson, anEmbed, play.EchoPath, health.AlivePath, "/static/page/page.js", "/none"} {
		response, err := client.Get(p.Address + path)
		if err != nil {
			t.Fatal(err)
		}
		io.Copy(io.Discard, response.Body)
		response.Body.Close()
		if response.ProtoMajor != 2 {
			t.Errorf("%s came over %s", path, response.Proto)
		}
		expectSafe(t, response.Header)
		if got := response.Header.Values("Strict-Transport-Security"); len(got) != 1 || got[0] != onlyTLS {
			t.Errorf("%s: Strict-Transport-Security is %q", path, got)
		}
	}

	conn := dialTLS(t, i, p)
	sockettest.Write(t, conn, websocket.TextMessage, "Hello")
	if _, echo := sockettest.Read(t, conn); echo != "Hello" {
		t.Errorf("the echo is %q", echo)
	}
	go p.Stop()
	if code, _ := sockettest.ReadClose(t, conn); code != 1001 {
		t.Errorf("closed with %d", code)
	}
}

func TestOldVersionsOfTLSAreRefused(t *testing.T) {
	i := apptest.NewIssuer(t)
	address := strings.TrimPrefix(launchTLS(t, i).Address, "https://")
	for version, accepted := range map[uint16]bool{tls.VersionTLS10: false, tls.VersionTLS11: false, tls.VersionTLS12: true, tls.VersionTLS13: true} {
		config := i.ClientConfig()
		config.MinVersion, config.MaxVersion = version, version
		conn, err := tls.Dial("tcp", address, config)
		if err == nil {
			conn.Close()
		}
		if accepted != (err == nil) {
			t.Errorf("%s: %v", tls.VersionName(version), err)
		}
	}
}

func TestARenewedCertificateIsUsedWithoutARestart(t *testing.T) {
	i := apptest.NewIssuer(t)
	p := launchTLS(t, i)
	conn := dialTLS(t, i, p)
	for range 3 {
		if want, got := i.Issue(), serial(t, i, p.Address); got != want {
			t.Errorf("certificate %d is used, want %d", got, want)
		}
	}
	sockettest.Write(t, conn, websocket.TextMessage, "Hello") // the connection is still open
	sockettest.Read(t, conn)
	p.Printed.Await(t, "the certificate has been renewed")
}

func TestACertificateThatIsHalfRenewedIsNotUsed(t *testing.T) {
	i := apptest.NewIssuer(t)
	p := launchTLS(t, i)
	good := i.ClientConfig()
	foreign, err := os.ReadFile(apptest.NewIssuer(t).KeyFile)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(i.KeyFile, foreign, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(i.KeyFile, time.Now(), time.Now()); err != nil { // a time other than that of the issuer
		t.Fatal(err)
	}
	for range 2 {
		conn, err := tls.Dial("tcp", strings.TrimPrefix(p.Address, "https://"), good)
		if err != nil {
			t.Fatalf("with half of the files: %v", err)
		}
		conn.Close()
	}
	p.Printed.Await(t, `the changed certificate is not used" reason=.*private key does not match`)
	if n := strings.Count(p.Printed.String(), "is not used"); n != 1 {
		t.Errorf("it is logged %d times", n)
	}
}

func TestAnInvalidCertificateIsAnErrorAtTheStart(t *testing.T) {
	i := apptest.NewIssuer(t)
	for args, want := range map[string]string{
		"-tls-cert missing -tls-key " + i.KeyFile:             "reading the certificate: open missing: ",
		"-tls-cert " + i.KeyFile + " -tls-key " + i.KeyFile:   "reading the certificate: ",
		"-tls-cert " + i.CertFile + " -tls-key " + i.CertFile: "reading the certificate: ",
	} {
		err := Run(t.Context(), append(strings.Fields(args), "-addr", "127.0.0.1:0"), apptest.NewOutput())
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", args, err, want)
		}
	}
}

func TestATLSHandshakeThatDoesNotEndIsGivenUp(t *testing.T) {
	i := apptest.NewIssuer(t)
	conn := tcp(t, launchTLS(t, i).Address)
	io.WriteString(conn, "\x16\x03\x01")                 // the beginning of a ClientHello
	if _, err := io.Copy(io.Discard, conn); err != nil { // until the server closes
		t.Error(err)
	}
}
