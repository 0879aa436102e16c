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
	idleTime    = 20 * time.Second // between two requests on a connection; a page requests all its files at once
)

// maxHeader is the number of bytes that the header of a request may have. Of all requests of a
// page, a handshake with a tag has the longest header, with less than one kilobyte.
const maxHeader = 16 << 10

// endpoint is an address with the handler that the program serves there.
type endpoint struct {
	listener *limitlistener.Listener
	handler  http.Handler
	tls      *tls.Config // nil: without TLS
	log      *slog.Logger
	errors   *logging.HTTPErrors

	drainDelay   time.Duration
	endTime      time.Duration
	startToDrain func()                      // is called before the drain delay
	shutDown     func(context.Context) error // closes the WebSockets, within the time of the context
}

// newEndpoint listens on the address. The endpoint answers no request before serve.
func newEndpoint(config endpointConfig, handler http.Handler, log *logging.Log) (*endpoint, error) {
	e := &endpoint{
		handler:      handler,
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
	e.listener = limitlistener.New(listener, limits)
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
	server := newHTTPServer(e.handler, e.errors)
	server.TLSConfig, server.ConnContext = e.tls, bytecount.Context
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
		e.log.Warn("not everything ended in time", "cut", err)
	}
	if failed == nil {
		<-ended
		return nil
	}
	return fmt.Errorf("serving: %w", failed)
}

// newHTTPServer returns an HTTP server with the limits above.
func newHTTPServer(handler http.Handler, errors *logging.HTTPErrors) *http.Server {
	return &http.Server{
		Handler:                      handler,
		DisableGeneralOptionsHandler: true, // the handler answers "OPTIONS *" with the usual header fields
		ReadHeaderTimeout:            headerTime,
		ReadTimeout:                  requestTime,
		WriteTimeout:                 answerTime,
		IdleTimeout:                  idleTime,
		MaxHeaderBytes:               maxHeader,
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
	m.Counter("http_complaints_total", "Errors of clients, such as failed TLS handshakes; they are not logged because they may quote the client.", e.errors.Clients)
}
