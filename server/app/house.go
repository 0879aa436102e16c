package app

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"

	"twocups/server/metrics"
)

// house is all that the program serves: the pages with their sockets, and, on an
// address of their own, the figures for operators.
type house struct {
	health    *health
	scheme    string   // http or https
	addr      net.Addr // of the pages
	pages     *service
	operators *service // nil: without
}

// newHouse listens, and serves nothing yet.
func newHouse(o options, pages http.Handler, log *slog.Logger) (*house, error) {
	if lowered := o.within(descriptors()); lowered != "" {
		log.Warn("the system lets too few files be open", "limits", lowered)
	}
	sockets, figures := newSockets(o, log), metrics.New()
	h := &house{health: &health{}, scheme: "http"}
	failures := &httpLog{log: log}
	h.pages = &service{
		handler:  routes(pages, sockets, h.health, figures, o.metrics == metricsPath),
		log:      log,
		failures: failures,
		leave:    h.health.drain,
		delay:    o.drainDelay,
		time:     o.drainTime,
		shutdown: sockets.shutdown,
	}
	if o.certificate != "" {
		certificate, err := newCertificate(o.certificate, o.key, log)
		if err != nil {
			return nil, err
		}
		h.scheme, h.pages.secure = "https", certificate.config()
	}
	if err := h.listen(o, figures, log); err != nil {
		return nil, err
	}
	h.pages.figures(figures)
	sockets.figures(figures)
	return h, nil
}

// listen opens the addresses. On an error none is open.
func (h *house) listen(o options, figures *metrics.Metrics, log *slog.Logger) error {
	listener, err := listen(o.addr)
	if err != nil {
		return err
	}
	h.addr, h.pages.gate = listener.Addr(), newGate(listener, o.http.within(descriptors()))
	if o.metrics == "" || o.metrics == metricsPath {
		return nil
	}
	listener, err = listen(o.metrics)
	if err != nil {
		return errors.Join(err, h.pages.gate.Close())
	}
	h.operators = &service{
		gate:     newGate(listener, o.http),
		handler:  operatorRoutes(h.health, figures),
		log:      log,
		failures: &httpLog{log: log},
		leave:    func() {},
		time:     o.drainTime,
		shutdown: func(context.Context) error { return nil },
	}
	log.Info("the figures have an address of their own", "addr", listener.Addr().String(), "path", metricsPath)
	return nil
}

// serve serves until the context ends. The operators can watch until the pages have
// ended.
func (h *house) serve(ctx context.Context) error {
	if h.operators == nil {
		return h.pages.serve(ctx)
	}
	ctx, leave := context.WithCancel(ctx)
	defer leave()
	watched, unwatched := context.WithCancel(context.WithoutCancel(ctx))
	defer unwatched()
	operated := make(chan error, 1)
	go func() {
		defer leave() // also when it fails
		operated <- h.operators.serve(watched)
	}()
	err := h.pages.serve(ctx)
	unwatched()
	return errors.Join(err, <-operated)
}
