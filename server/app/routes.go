package app

import (
	"log/slog"
	"net/http"

	"twocups/server/app/health"
	"twocups/server/metrics"
	"twocups/server/sockets/bytecount"
)

// routes returns the handler for the address of the pages.
func routes(pages http.Handler, sockets *sockets, health *health.State, figures *metrics.Metrics, publicFigures bool, log *slog.Logger) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/", pages)
	sockets.mount(mux)
	health.Mount(mux)
	if publicFigures {
		mux.Handle("GET "+metrics.Path, figures.Handler())
	}
	return bytecount.Uncounted(figures.Count(secure(refuseBodies(mux, log))))
}

// operatorRoutes returns the handler for the address of the operators.
func operatorRoutes(health *health.State, figures *metrics.Metrics, log *slog.Logger) http.Handler {
	mux := http.NewServeMux()
	health.Mount(mux)
	mux.Handle("GET "+metrics.Path, figures.Handler())
	return secure(refuseBodies(mux, log))
}
