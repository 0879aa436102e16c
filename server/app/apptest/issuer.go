package apptest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// Issuer makes self-signed certificates for the loopback address. Each new certificate replaces
// the previous certificate in the same two files.
type Issuer struct {
	CertFile, KeyFile string // paths of PEM files

	t      testing.TB
	issued int64 // certificates so far
}

// NewIssuer returns an issuer that has written its first certificate.
func NewIssuer(t testing.TB) *Issuer {
	folder := t.TempDir()
	i := &Issuer{t: t, CertFile: filepath.Join(folder, "cert.pem"), KeyFile: filepath.Join(folder, "key.pem")}
	i.Issue()
	return i
}

// Issue writes another certificate and its key, and returns its serial number.
func (i *Issuer) Issue() (serial int64) {
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
		IsCA:         true, BasicConstraintsValid: true, // so that a client can trust it
	}
	certificate, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		i.t.Fatal(err)
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		i.t.Fatal(err)
	}
	i.write(i.KeyFile, "PRIVATE KEY", private)
	i.write(i.CertFile, "CERTIFICATE", certificate)
	return i.issued
}

// write writes a file. Each version has another modification time, even if the clock of the file
// system is coarse.
func (i *Issuer) write(name, kind string, der []byte) {
	i.t.Helper()
	if err := os.WriteFile(name, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}), 0o600); err != nil {
		i.t.Fatal(err)
	}
	when := time.Now().Add(time.Duration(i.issued) * time.Second)
	if err := os.Chtimes(name, when, when); err != nil {
		i.t.Fatal(err)
	}
}

// ClientConfig returns the TLS configuration of a client that trusts the current certificate.
func (i *Issuer) ClientConfig() *tls.Config {
	i.t.Helper()
	text, err := os.ReadFile(i.CertFile)
	if err != nil {
		i.t.Fatal(err)
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(text) {
		i.t.Fatal("the certificate can't be read")
	}
	return &tls.Config{RootCAs: pool}
}

// Flags returns the flags that make the program serve TLS with the certificate.
func (i *Issuer) Flags() []string { return []string{"-tls-cert", i.CertFile, "-tls-key", i.KeyFile} }
