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

// How long each phase of a request may take, so that no client holds a connection by being
// slow. They don't apply to a WebSocket once its opening handshake is done.
const (
	headerTime  = 5 * time.Second  // from the first byte of a request to the end of its header; before that, the TLS handshake
	requestTime = 10 * time.Second // to the end of its body; no page sends one
	answerTime  = 60 * time.Second // until the answer is written: the module, on a slow phone
	idleTime    = 20 * time.Second // between two requests on a connection: a page requests everything it needs at once
)

// maxHeader is the number of bytes that the header of a request may have. The longest header
// of a page's request, a handshake with a tag, has less than one kilobyte.
const maxHeader = 16 << 10

// endpoint is an address and what is served there.
type endpoint struct {
	listener *limitlistener.Listener
	handler  http.Handler
	tls      *tls.Config // nil: without TLS
	log      *slog.Logger
	errors   *logging.HTTPErrors

	drain        drainTimes
	startToDrain func()                      // is called first
	shutDown     func(context.Context) error // closes the WebSockets, within the drain time
}

// newEndpoint opens the address. It answers no request yet.
func newEndpoint(config endpointConfig, handler http.Handler, log *slog.Logger) (*endpoint, error) {
	e := &endpoint{
		handler:      handler,
		log:          log,
		errors:       logging.NewHTTPErrors(log),
		drain:        config.drain,
		startToDrain: func() {},
		shutDown:     func(context.Context) error { return nil },
	}
	if config.certificate != "" {
		loaded, err := certificate.Load(config.certificate, config.key, log)
		if err != nil {
			return nil, err
		}
		e.tls = loaded.Config()
	}
	listener, err := listen(config.addr)
	if err != nil {
		return nil, err
	}
	e.listener = limitlistener.New(listener, config.connections)
	return e, nil
}

// scheme returns the scheme of the endpoint's URLs.
func (e *endpoint) scheme() string {
	if e.tls == nil {
		return "http"
	}
	return "https"
}

// serve answers requests until the context ends, and then drains. It disconnects the
// connections that have not ended when the drain time is over, and logs that.
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
		case <-time.After(e.drain.Delay):
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

// end stops accepting connections and waits until the present ones have ended. The HTTP server
// waits for requests, and shutDown for WebSockets, which the HTTP server doesn't know.
func (e *endpoint) end(ctx context.Context, server *http.Server) error {
	ctx, cancel := context.WithTimeout(ctx, e.drain.Time)
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
