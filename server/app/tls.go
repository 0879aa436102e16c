package app

import (
	"crypto/tls"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"time"
)

// certificate is the server's certificate and its key, in two files. A client that
// comes after they were renewed gets the new one: whoever renews certificates needs not
// restart the program, which would close every WebSocket.
type certificate struct {
	certFile, keyFile string
	log               *slog.Logger

	mu      sync.Mutex
	changed [2]time.Time // of the files, when they were read
	pair    *tls.Certificate
}

// newCertificate reads the files.
func newCertificate(certFile, keyFile string, log *slog.Logger) (*certificate, error) {
	c := &certificate{certFile: certFile, keyFile: keyFile, log: log}
	if err := c.read(); err != nil {
		return nil, fmt.Errorf("reading the certificate: %w", err)
	}
	return c, nil
}

// config returns how the server speaks TLS: at least in version 1.2, which every
// browser does that runs WebAssembly. Pages go over HTTP/2 where the browser speaks it,
// and WebSockets over HTTP/1.1, for which it opens connections of their own.
func (c *certificate) config() *tls.Config {
	return &tls.Config{MinVersion: tls.VersionTLS12, GetCertificate: c.get}
}

// get returns the certificate as it is now ([tls.Config.GetCertificate]). While the
// files are wrong, as between the writing of the one and the other, it is the last good one.
func (c *certificate) get(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.look() == c.changed {
		return c.pair, nil
	}
	if err := c.read(); err != nil {
		c.log.Warn("the changed certificate is not used", "reason", err)
	} else {
		c.log.Info("the certificate has been renewed")
	}
	return c.pair, nil
}

// read reads the files, and notes which they were, whatever is in them.
func (c *certificate) read() error {
	c.changed = c.look() // first: what changes meanwhile is read again
	pair, err := tls.LoadX509KeyPair(c.certFile, c.keyFile)
	if err != nil {
		return err
	}
	c.pair = &pair
	return nil
}

// look returns when the files were changed; the zero time is of one that is missing.
func (c *certificate) look() (changed [2]time.Time) {
	for i, name := range []string{c.certFile, c.keyFile} {
		if info, err := os.Stat(name); err == nil {
			changed[i] = info.ModTime()
		}
	}
	return changed
}
