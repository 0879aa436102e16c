package app

import (
	"context"
	"errors"
	"log/slog"
	"net/http"

	"twocups/server/app/health"
	"twocups/server/metrics"
	"twocups/server/sockets/bytecount"
)

// endpoints are the endpoints of the program: one for the pages and the sockets, and, if a flag
// asks for it, one for operators.
type endpoints struct {
	health    *health.State
	pages     *endpoint
	operators *endpoint // nil if the program has none
}

// newEndpoints listens on the addresses. The endpoints answer no request before serve. If
// newEndpoints returns an error, the program listens on no address.
func newEndpoints(config config, pages http.Handler, log *slog.Logger) (*endpoints, error) {
	health, sockets, figures := &health.State{}, newSockets(config, log), metrics.New()
	e := &endpoints{health: health}
	var err error
	e.pages, err = newEndpoint(config.pages, log)
	if err != nil {
		return nil, err
	}
	served := routes(pages, sockets, health, figures, config.figures, e.pages.listener)
	e.pages.handler = bytecount.Uncounted(config.pages.proxies.Handler(served))
	e.pages.startToDrain, e.pages.shutDown = health.Drain, sockets.shutdown
	e.pages.addFigures(figures)
	sockets.figures(figures)
	if config.operators.addr == "" {
		return e, nil
	}
	e.operators, err = newEndpoint(config.operators, log)
	if err != nil {
		return nil, errors.Join(err, e.pages.listener.Close())
	}
	e.operators.handler = operatorRoutes(health, figures)
	log.Info("figures for operators are served", "addr", e.operators.listener.Addr().String(), "path", metrics.Path)
	return e, nil
}

// serve serves until the context ends and the pages' endpoint has drained. The operators'
// endpoint serves until then.
func (e *endpoints) serve(ctx context.Context) error {
	if e.operators == nil {
		return e.pages.serve(ctx)
	}
	ctx, end := context.WithCancel(ctx)
	defer end()
	operating, endOperating := context.WithCancel(context.WithoutCancel(ctx))
	defer endOperating()
	operated := make(chan error, 1)
	go func() {
		defer end() // also if the operators' address fails
		operated <- e.operators.serve(operating)
	}()
	err := e.pages.serve(ctx)
	endOperating()
	return errors.Join(err, <-operated)
}
