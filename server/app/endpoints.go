package app

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"

	"twocups/server/app/certificate"
	"twocups/server/app/health"
	"twocups/server/app/limitlistener"
	"twocups/server/app/logging"
	"twocups/server/metrics"
)

// endpoints are the addresses of the program: one for the pages and the sockets, and perhaps
// one for operators.
type endpoints struct {
	health    *health.State
	scheme    string   // of the pages: http or https
	addr      net.Addr // of the pages
	pages     *endpoint
	operators *endpoint // nil: without
}

// newEndpoints opens the addresses. It answers no request yet.
func newEndpoints(o options, pages http.Handler, log *slog.Logger) (*endpoints, error) {
	config := newConfig(o, descriptors(), log)
	sockets, figures := newSockets(config, log), metrics.New()
	e := &endpoints{health: &health.State{}, scheme: "http"}
	e.pages = &endpoint{
		handler:      routes(pages, sockets, e.health, figures, o.metrics == metrics.Path),
		log:          log,
		errors:       logging.NewHTTPErrors(log),
		drain:        o.drain,
		startToDrain: e.health.Drain,
		shutDown:     sockets.shutdown,
	}
	if o.certificate != "" {
		loaded, err := certificate.Load(o.certificate, o.key, log)
		if err != nil {
			return nil, err
		}
		e.scheme, e.pages.tls = "https", loaded.Config()
	}
	if o.metrics != "" && o.metrics != metrics.Path {
		e.operators = &endpoint{
			handler:      operatorRoutes(e.health, figures),
			log:          log,
			errors:       logging.NewHTTPErrors(log),
			drain:        drainTimes{Time: o.drain.Time},
			startToDrain: func() {},
			shutDown:     func(context.Context) error { return nil },
		}
	}
	if err := e.listen(o, config, log); err != nil {
		return nil, err
	}
	e.pages.addFigures(figures)
	sockets.figures(figures)
	return e, nil
}

// listen opens the addresses. If it returns an error, none is open.
func (e *endpoints) listen(o options, config config, log *slog.Logger) error {
	listener, err := listen(o.addr)
	if err != nil {
		return err
	}
	e.addr, e.pages.listener = listener.Addr(), limitlistener.New(listener, config.pages)
	if e.operators == nil {
		return nil
	}
	listener, err = listen(o.metrics)
	if err != nil {
		return errors.Join(err, e.pages.listener.Close())
	}
	e.operators.listener = limitlistener.New(listener, config.operators)
	log.Info("figures for operators are served", "addr", listener.Addr().String(), "path", metrics.Path)
	return nil
}

// serve serves until the context ends and the pages have drained. The operators' address is
// served until then.
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
