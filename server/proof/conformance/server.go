package conformance

import (
	"cmp"
	"context"
	"fmt"
	"net"
	"net/url"
	"time"
)

// Server is what the suite is played against: an echo.
type Server struct {
	// URL is that of its socket: ws://127.0.0.1:9001/echo.
	URL string

	// Patience is how long a case may take. Only one that fails takes it. Default: 10 s.
	Patience time.Duration

	// AtOnce is how many cases are played side by side. Default: 64, so that those that
	// fail, which only wait, don't keep the others waiting.
	AtOnce int

	// Dial opens a connection to the host of the URL. Default: over TCP. The connection
	// should have a CloseWrite, as TCP's has.
	Dial func(ctx context.Context, host string) (net.Conn, error)
}

// defaultPatience is enough for a case on a machine that is busy with others.
const defaultPatience = 10 * time.Second

func (s Server) withDefaults() Server {
	s.Patience = cmp.Or(s.Patience, defaultPatience)
	s.AtOnce = cmp.Or(s.AtOnce, 64)
	if s.Dial == nil {
		s.Dial = dialTCP
	}
	return s
}

// dial opens a connection for a case, which ends with the context or when the
// patience does.
func (s Server) dial(ctx context.Context) (*dialogue, error) {
	at, err := url.Parse(s.URL)
	if err != nil || at.Scheme != "ws" || at.Host == "" {
		return nil, fmt.Errorf("URL of a server %q (want ws://host:port/path)", s.URL)
	}
	conn, err := s.Dial(ctx, at.Host)
	if err != nil {
		return nil, fmt.Errorf("connecting to %s: %w", at.Host, err)
	}
	conn.SetDeadline(time.Now().Add(s.Patience))
	return newDialogue(conn, at.Host, at.RequestURI()), nil
}

func dialTCP(ctx context.Context, host string) (net.Conn, error) {
	var dialer net.Dialer
	return dialer.DialContext(ctx, "tcp", host)
}
