// Package certificate reads the TLS certificate of the server, and reads it again when its
// files change. Package app serves HTTPS with this certificate.
package certificate

import (
	"crypto/tls"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"time"
)

// Certificate is a certificate and its key in two files. Each TLS handshake uses the current
// content of the files. So operators can renew a certificate without a restart, which would
// close every WebSocket.
type Certificate struct {
	certFile, keyFile string
	log               *slog.Logger

	mu   sync.Mutex
	read [2]time.Time // the modification times of the files when they were last read
	pair *tls.Certificate
}

// Load reads the certificate and its key from two PEM files. Later changes of the files are
// logged.
func Load(certFile, keyFile string, log *slog.Logger) (*Certificate, error) {
	c := &Certificate{certFile: certFile, keyFile: keyFile, log: log}
	if err := c.load(); err != nil {
		return nil, fmt.Errorf("reading the certificate: %w", err)
	}
	return c, nil
}

// Config returns the TLS configuration of a server with the certificate. The server requires at
// least TLS 1.2, because every browser that runs WebAssembly supports TLS 1.2. A browser may
// load pages over HTTP/2, and opens WebSockets over HTTP/1.1.
func (c *Certificate) Config() *tls.Config {
	return &tls.Config{MinVersion: tls.VersionTLS12, GetCertificate: c.get}
}

// get returns the certificate in the files ([tls.Config.GetCertificate]). If the certificate and
// the key don't belong together, for example because only one file has been written yet, get
// returns the last good certificate.
func (c *Certificate) get(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.modified() == c.read {
		return c.pair, nil
	}
	if err := c.load(); err != nil {
		c.log.Warn("the changed certificate is not used", "reason", err)
	} else {
		c.log.Info("the certificate has been renewed")
	}
	return c.pair, nil
}

// load reads the files. It stores their modification times even if it fails.
func (c *Certificate) load() error {
	c.read = c.modified() // before the files are read, so that later changes are noticed
	pair, err := tls.LoadX509KeyPair(c.certFile, c.keyFile)
	if err != nil {
		return err
	}
	c.pair = &pair
	return nil
}

// modified returns when the files were modified, or the zero time for a file that is missing.
func (c *Certificate) modified() (times [2]time.Time) {
	for i, name := range []string{c.certFile, c.keyFile} {
		if info, err := os.Stat(name); err == nil {
			times[i] = info.ModTime()
		}
	}
	return times
}
