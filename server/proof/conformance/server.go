package conformance

import (
	"cmp"
	"context"
	"fmt"
	"net"
	"net/url"
	"time"
)

// Server is the echo server that the suite tests.
type Server struct {
	// URL is the URL of the echo, such as ws://127.0.0.1:9001/echo.
	URL string

	// Timeout is the time that a case may take. Only a case that fails takes so long.
	// Default: a minute.
	Timeout time.Duration

	// Concurrency is the number of cases that are played at the same time. Default: 64, so that
	// cases that fail, and wait, don't delay the other cases.
	Concurrency int

	// Dial opens a connection to the host of the URL. Default: over TCP. The connection
	// should have a method CloseWrite, as [net.TCPConn] has.
	Dial func(ctx context.Context, host string) (net.Conn, error)
}

// defaultTimeout is long enough for a case on a slow machine that runs other programs as well.
const defaultTimeout = time.Minute

func (s Server) withDefaults() Server {
	s.Timeout = cmp.Or(s.Timeout, defaultTimeout)
	s.Concurrency = cmp.Or(s.Concurrency, 64)
	if s.Dial == nil {
		s.Dial = dialTCP
	}
	return s
}

// dial opens a connection for a case. Reads and writes fail after the timeout.
func (s Server) dial(ctx context.Context) (*clientConn, error) {
	at, err := url.Parse(s.URL)
	if err != nil || at.Scheme != "ws" || at.Host == "" {
		return nil, fmt.Errorf("URL of a server %q (want ws://host:port/path)", s.URL)
	}
	conn, err := s.Dial(ctx, at.Host)
	if err != nil {
		return nil, fmt.Errorf("connecting to %s: %w", at.Host, err)
	}
	conn.SetDeadline(time.Now().Add(s.Timeout))
	return newClientConn(conn, at.Host, at.RequestURI()), nil
}

func dialTCP(ctx context.Context, host string) (net.Conn, error) {
	var dialer net.Dialer
	return dialer.DialContext(ctx, "tcp", host)
}
