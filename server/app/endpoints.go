package app

import (
	"context"
	"errors"
	"net/http"

	"twocups/server/app/health"
	"twocups/server/app/logging"
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
func newEndpoints(config config, pages http.Handler, log *logging.Log) (*endpoints, error) {
	health, sockets, figures := &health.State{}, newSockets(config, log), metrics.New()
	e := &endpoints{health: health}
	var err error
	e.pages, err = newEndpoint(config.pages, log)
	if err != nil {
		return nil, err
	}
	served := routes(pages, sockets, health, figures, config.figures, e.pages.listener, log.Strangers)
	e.pages.handler = bytecount.Uncounted(config.pages.proxies.ReportUnnamed(config.pages.proxies.Handler(served), log.Logger))
	e.pages.startToDrain, e.pages.shutDown = health.Drain, sockets.shutdown
	e.pages.addFigures(figures)
	sockets.figures(figures)
	figures.Counter("log_lines_dropped_total", "Lines of the log that were dropped because nothing read the log in time, or because it could not be written.", log.Dropped)
	figures.Counter("log_lines_left_out_total", "Lines of the log that were left out because strangers caused more than -log-rate.", log.LeftOut)
	if config.operators.addr == "" {
		return e, nil
	}
	e.operators, err = newEndpoint(config.operators, log)
	if err != nil {
		return nil, errors.Join(err, e.pages.listener.Close())
	}
	e.operators.handler = operatorRoutes(health, figures, log.Strangers)
	log.Info("figures for operators are served", "addr", e.operators.listener.Addr().String(), "path", metrics.Path)
	return e, nil
}

// serve serves until the context ends and the pages' endpoint has drained. The operators'
// endpoint serves until then, so that operators and load balancers see the whole drain.
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
