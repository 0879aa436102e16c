package app

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"twocups/server/metrics"
	"twocups/server/sockets/bytecount"
)

// How long each phase of a request may take, so that no client holds a connection
// by being slow. A WebSocket leaves them behind with its handshake, and has its
// own.
const (
	headerTime  = 5 * time.Second  // from the first byte of a request to the end of its header; before it, the TLS handshake
	requestTime = 10 * time.Second // to the end of its body, which no page needs
	answerTime  = 60 * time.Second // until the answer is written: the module, on a slow phone
	idleTime    = 20 * time.Second // between two requests on a connection: a page asks for all that it needs at once
)

// maxHeader is how many bytes the header of a request may have. The longest that a
// page sends, a handshake with a tag, takes less than one kilobyte.
const maxHeader = 16 << 10

// service is an address and what is served there.
type service struct {
	gate     *gate
	handler  http.Handler
	secure   *tls.Config // nil: without TLS
	log      *slog.Logger
	failures *httpLog

	// What happens at the end.
	leave    func()                      // the first act: it is told that no more clients are wanted
	delay    time.Duration               // then everything goes on for so long
	time     time.Duration               // and then ends, or is cut after so long
	shutdown func(context.Context) error // what closes the WebSockets
}

// serve answers requests until the context ends, and then drains. What isn't done
// after the service's time is cut, which the log says.
func (s *service) serve(ctx context.Context) error {
	server := bounded(s.handler, s.failures)
	server.TLSConfig, server.ConnContext = s.secure, bytecount.Context
	server.ConnState = func(conn net.Conn, state http.ConnState) {
		s.gate.follow(conn, state)
		bytecount.Follow(conn, state)
	}
	ended := make(chan error, 1)
	go func() { ended <- s.answer(server) }()

	var failed error
	select {
	case failed = <-ended:
	case <-ctx.Done():
		s.leave()
		s.log.Info("draining", "addr", s.gate.Addr().String())
		select {
		case failed = <-ended:
		case <-time.After(s.delay):
		}
	}
	if err := s.drain(context.WithoutCancel(ctx), server); err != nil {
		s.log.Warn("not everything ended in time", "cut", err)
	}
	if failed == nil {
		<-ended
		return nil
	}
	return fmt.Errorf("serving: %w", failed)
}

// bounded returns an HTTP server with the limits above.
func bounded(handler http.Handler, failures *httpLog) *http.Server {
	return &http.Server{
		Handler:                      handler,
		DisableGeneralOptionsHandler: true, // the handler's answer to "OPTIONS *" has our header fields
		ReadHeaderTimeout:            headerTime,
		ReadTimeout:                  requestTime,
		WriteTimeout:                 answerTime,
		IdleTimeout:                  idleTime,
		MaxHeaderBytes:               maxHeader,
		ErrorLog:                     failures.logger(),
	}
}

func (s *service) answer(server *http.Server) error {
	if s.secure == nil {
		return server.Serve(bytecount.Listen(s.gate))
	}
	return server.ServeTLS(bytecount.Listen(s.gate), "", "") // the TLS configuration has the certificate
}

// drain stops accepting, closes the WebSockets, which the HTTP server knows nothing
// of, and waits for requests under way.
func (s *service) drain(ctx context.Context, server *http.Server) error {
	ctx, cancel := context.WithTimeout(ctx, s.time)
	defer cancel()
	requests := make(chan error, 1)
	go func() { requests <- server.Shutdown(ctx) }() // its first act is to stop accepting
	err := s.shutdown(ctx)
	if late := <-requests; late != nil {
		err = errors.Join(err, late, server.Close())
	}
	return err
}

// figures adds what the service knows of its connections.
func (s *service) figures(m *metrics.Metrics) {
	m.Gauge("http_connections", "TCP connections open that are no WebSockets.", func() int { open, _ := s.gate.counts(); return open })
	m.Counter("http_connections_cut_total", "TCP connections cut because their address had too many.", func() int { _, cut := s.gate.counts(); return cut })
	m.Counter("http_complaints_total", "Failed TLS handshakes and the like, which are not logged because they may quote the client.",
		func() int { return int(s.failures.clients.Load()) })
}
