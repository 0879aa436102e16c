package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"io"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"twocups/lessons/play"
	"twocups/server/socket/sockettest"
)

// issuer makes certificates for this computer and writes them to two files.
type issuer struct {
	t                 testing.TB
	certFile, keyFile string
	issued            int64
}

func newIssuer(t testing.TB) *issuer {
	folder := t.TempDir()
	i := &issuer{t: t, certFile: filepath.Join(folder, "cert.pem"), keyFile: filepath.Join(folder, "key.pem")}
	i.issue()
	return i
}

// issue writes another certificate and its key; it says which number it has.
func (i *issuer) issue() (serial int64) {
	i.t.Helper()
	i.issued++
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		i.t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(i.issued),
		Subject:      pkix.Name{CommonName: "Two Cups"},
		NotBefore:    time.Now().Add(-time.Hour),
		NotAfter:     time.Now().Add(time.Hour),
		IPAddresses:  []net.IP{net.IPv4(127, 0, 0, 1)},
		IsCA:         true, BasicConstraintsValid: true, // so that it vouches for itself
	}
	certificate, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		i.t.Fatal(err)
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		i.t.Fatal(err)
	}
	i.write(i.keyFile, "PRIVATE KEY", private)
	i.write(i.certFile, "CERTIFICATE", certificate)
	return i.issued
}

// write writes a file, which gets a time of its own however coarse the clock.
func (i *issuer) write(name, kind string, der []byte) {
	i.t.Helper()
	if err := os.WriteFile(name, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}), 0o600); err != nil {
		i.t.Fatal(err)
	}
	when := time.Now().Add(time.Duration(i.issued) * time.Second)
	if err := os.Chtimes(name, when, when); err != nil {
		i.t.Fatal(err)
	}
}

// launch launches the program with the certificate.
func (i *issuer) launch(args ...string) *program {
	i.t.Helper()
	return launch(i.t, append(args, "-tls-cert", i.certFile, "-tls-key", i.keyFile)...)
}

// trusting returns how a client speaks TLS that trusts the present certificate.
func (i *issuer) trusting() *tls.Config {
	i.t.Helper()
	text, err := os.ReadFile(i.certFile)
	if err != nil {
		i.t.Fatal(err)
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(text) {
		i.t.Fatal("the certificate can't be read")
	}
	return &tls.Config{RootCAs: pool}
}

// serial does a TLS handshake and returns the number of the server's certificate.
func (i *issuer) serial(address string) int64 {
	i.t.Helper()
	conn, err := tls.Dial("tcp", strings.TrimPrefix(address, "https://"), i.trusting())
	if err != nil {
		i.t.Fatal(err)
	}
	defer conn.Close()
	return conn.ConnectionState().PeerCertificates[0].SerialNumber.Int64()
}

// dial opens a WebSocket to the program's echo, as one of its pages does.
func (i *issuer) dial(p *program) *websocket.Conn {
	i.t.Helper()
	dialer := websocket.Dialer{TLSClientConfig: i.trusting(), HandshakeTimeout: sockettest.Patience}
	conn, _, err := dialer.Dial("wss"+strings.TrimPrefix(p.address, "https")+play.EchoPath, http.Header{"Origin": {p.address}})
	if err != nil {
		i.t.Fatal(err)
	}
	i.t.Cleanup(func() { conn.Close() })
	conn.SetReadDeadline(time.Now().Add(sockettest.Patience))
	return conn
}

func TestOverTLSPagesAndSocketsWork(t *testing.T) {
	i := newIssuer(t)
	p := i.launch()
	if !strings.HasPrefix(p.address, "https://127.0.0.1:") {
		t.Fatalf("announced as %s", p.address)
	}
	transport := &http.Transport{TLSClientConfig: i.trusting(), ForceAttemptHTTP2: true}
	defer transport.CloseIdleConnections()
	client := http.Client{Transport: transport}
	for _, path := range []string{lesson2, embed2, play.EchoPath, healthPath, "/static/page/page.js", "/none"} {
		response, err := client.Get(p.address + path)
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

	conn := i.dial(p)
	sockettest.Write(t, conn, websocket.TextMessage, "Hello")
	if _, echo := sockettest.Read(t, conn); echo != "Hello" {
		t.Errorf("the echo is %q", echo)
	}
	go p.stop()
	if code, _ := sockettest.ReadClose(t, conn); code != 1001 {
		t.Errorf("closed with %d", code)
	}
}

func TestOldVersionsOfTLSAreRefused(t *testing.T) {
	i := newIssuer(t)
	address := strings.TrimPrefix(i.launch().address, "https://")
	for version, taken := range map[uint16]bool{tls.VersionTLS10: false, tls.VersionTLS11: false, tls.VersionTLS12: true, tls.VersionTLS13: true} {
		config := i.trusting()
		config.MinVersion, config.MaxVersion = version, version
		conn, err := tls.Dial("tcp", address, config)
		if err == nil {
			conn.Close()
		}
		if taken != (err == nil) {
			t.Errorf("%s: %v", tls.VersionName(version), err)
		}
	}
}

func TestARenewedCertificateIsUsedWithoutARestart(t *testing.T) {
	i := newIssuer(t)
	p := i.launch()
	conn := i.dial(p)
	for range 3 {
		if want, got := i.issue(), i.serial(p.address); got != want {
			t.Errorf("certificate %d is used, want %d", got, want)
		}
	}
	sockettest.Write(t, conn, websocket.TextMessage, "Hello") // which nobody has closed
	sockettest.Read(t, conn)
	p.printed.await(t, "the certificate has been renewed")
}

func TestACertificateThatIsHalfRenewedIsNotUsed(t *testing.T) {
	i := newIssuer(t)
	p := i.launch()
	good := i.trusting()
	foreign, err := os.ReadFile(newIssuer(t).keyFile)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(i.keyFile, foreign, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(i.keyFile, time.Now(), time.Now()); err != nil { // not as the issuer has set it
		t.Fatal(err)
	}
	for range 2 {
		conn, err := tls.Dial("tcp", strings.TrimPrefix(p.address, "https://"), good)
		if err != nil {
			t.Fatalf("with half of the files: %v", err)
		}
		conn.Close()
	}
	p.printed.await(t, `the changed certificate is not used" reason=.*private key does not match`)
	if n := strings.Count(p.printed.String(), "is not used"); n != 1 {
		t.Errorf("it is logged %d times", n)
	}
}

func TestACertificateThatIsNoneIsAnErrorAtTheStart(t *testing.T) {
	i := newIssuer(t)
	for args, want := range map[string]string{
		"-tls-cert missing -tls-key " + i.keyFile:             "reading the certificate: open missing: ",
		"-tls-cert " + i.keyFile + " -tls-key " + i.keyFile:   "reading the certificate: ",
		"-tls-cert " + i.certFile + " -tls-key " + i.certFile: "reading the certificate: ",
	} {
		err := run(t.Context(), append(strings.Fields(args), "-addr", "127.0.0.1:0"), newOutput())
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", args, err, want)
		}
	}
}

func TestATLSHandshakeThatDoesNotEndIsNotWaitedFor(t *testing.T) {
	i := newIssuer(t)
	conn := tcp(t, i.launch().address)
	io.WriteString(conn, "\x16\x03\x01")                 // the beginning of a ClientHello
	if _, err := io.Copy(io.Discard, conn); err != nil { // until the server closes
		t.Error(err)
	}
}
