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

	"twocups/server/app/certificate"
	"twocups/server/app/forwarded"
	"twocups/server/app/limitlistener"
	"twocups/server/app/logging"
	"twocups/server/metrics"
	"twocups/server/sockets/bytecount"
)

// The limits of the time that each phase of a request may take. With them, no slow client holds
// a connection. They don't apply to a WebSocket after its opening handshake.
const (
	headerTime  = 5 * time.Second  // for the TLS handshake, and then for the header of a request
	requestTime = 10 * time.Second // for the header and the body; few requests have a body
	answerTime  = 60 * time.Second // for the answer; the longest is the module, on a slow phone
)

// maxConcurrentStreams is the number of requests that may be under way on a connection in HTTP/2.
// A page with its scripts has about twenty. A smaller number could slow browsers down (RFC 9113
// §6.5.2).
const maxConcurrentStreams = 100

// endpoint is an address with the handler that the program serves there.
type endpoint struct {
	listener *limitlistener.Listener
	handler  http.Handler // set before serve
	requests requestLimits
	tls      *tls.Config // nil: without TLS
	log      *slog.Logger
	errors   *logging.HTTPErrors

	drainDelay   time.Duration
	endTime      time.Duration
	startToDrain func()                      // is called before the drain delay
	shutDown     func(context.Context) error // closes the WebSockets, within the time of the context
}

// newEndpoint listens on the address. The endpoint answers no request before serve.
func newEndpoint(config endpointConfig, log *logging.Log) (*endpoint, error) {
	e := &endpoint{
		requests:     config.requests,
		log:          log.Logger,
		errors:       logging.NewHTTPErrors(log.Strangers),
		drainDelay:   config.drainDelay,
		endTime:      config.endTime,
		startToDrain: func() {},
		shutDown:     func(context.Context) error { return nil },
	}
	if config.certificate != "" {
		loaded, err := certificate.Load(config.certificate, config.key, log.Logger)
		if err != nil {
			return nil, err
		}
		e.tls = loaded.Config()
	}
	listener, err := listen(config.addr)
	if err != nil {
		return nil, err
	}
	limits := config.connections
	limits.Log = log.Strangers
	e.listener = limitlistener.New(config.proxies.Listen(listener), limits)
	e.listener.Exempt = config.proxies.TrustsPeer
	return e, nil
}

// scheme returns the scheme of the endpoint's URLs.
func (e *endpoint) scheme() string {
	if e.tls == nil {
		return "http"
	}
	return "https"
}

// serve answers requests until the context ends, and then drains. Connections that don't end in
// time are disconnected, and serve logs this.
func (e *endpoint) serve(ctx context.Context) error {
	server := newHTTPServer(e.handler, e.requests, e.errors)
	server.TLSConfig = e.tls
	server.ConnContext = func(ctx context.Context, conn net.Conn) context.Context {
		return forwarded.Context(bytecount.Context(e.listener.Context(ctx, conn), conn), conn)
	}
	server.ConnState = func(conn net.Conn, state http.ConnState) {
		e.listener.ConnState(conn, state)
		bytecount.Follow(conn, state)
	}
	ended := make(chan error, 1)
	go func() { ended <- e.answer(server) }()

	var failed error
	select {
	case failed = <-ended:
	case <-ctx.Done():
		e.startToDrain()
		e.log.Info("draining", "addr", e.listener.Addr().String())
		select {
		case failed = <-ended:
		case <-time.After(e.drainDelay):
		}
	}
	if err := e.end(context.WithoutCancel(ctx), server); err != nil {
		e.log.Warn("not everything ended in time", "fault", err)
	}
	if failed == nil {
		<-ended
		return nil
	}
	return fmt.Errorf("serving: %w", failed)
}

// newHTTPServer returns an HTTP server with the limits above.
func newHTTPServer(handler http.Handler, limits requestLimits, errors *logging.HTTPErrors) *http.Server {
	return &http.Server{
		Handler:                      handler,
		DisableGeneralOptionsHandler: true, // the handler answers "OPTIONS *" with the usual header fields
		ReadHeaderTimeout:            headerTime,
		ReadTimeout:                  requestTime,
		WriteTimeout:                 answerTime,
		IdleTimeout:                  limits.IdleTime,
		MaxHeaderBytes:               limits.MaxHeader,
		HTTP2:                        &http.HTTP2Config{MaxConcurrentStreams: maxConcurrentStreams},
		ErrorLog:                     errors.Logger(),
	}
}

func (e *endpoint) answer(server *http.Server) error {
	if e.tls == nil {
		return server.Serve(bytecount.Listen(e.listener))
	}
	return server.ServeTLS(bytecount.Listen(e.listener), "", "") // the TLS configuration has the certificate
}

// end stops accepting connections and waits until the open connections have ended. The HTTP
// server waits for requests. The function shutDown waits for WebSockets, which the HTTP server no
// longer tracks.
func (e *endpoint) end(ctx context.Context, server *http.Server) error {
	ctx, cancel := context.WithTimeout(ctx, e.endTime)
	defer cancel()
	requests := make(chan error, 1)
	go func() { requests <- server.Shutdown(ctx) }() // stops accepting first
	err := e.shutDown(ctx)
	if late := <-requests; late != nil {
		err = errors.Join(err, late, server.Close())
	}
	return err
}

// addFigures adds the figures of the endpoint's connections.
func (e *endpoint) addFigures(m *metrics.Metrics) {
	m.Gauge("http_connections", "TCP connections open that are no WebSockets.", e.listener.Open)
	m.Counter("http_connections_cut_total", "TCP connections disconnected because their address had too many.", e.listener.Disconnected)
	m.Counter("http_requests_refused_total", "Requests refused because their client or their connection had too many under way.", e.listener.Refused)
	m.Counter("http_complaints_total", "Errors of clients, such as failed TLS handshakes; they are not logged because they may quote the client.", e.errors.Clients)
}
