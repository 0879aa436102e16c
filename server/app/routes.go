package app

import (
	"log/slog"
	"net/http"

	"twocups/server/app/health"
	"twocups/server/app/limitlistener"
	"twocups/server/metrics"
)

// routes returns the handler for the address of the pages.
func routes(pages http.Handler, sockets *sockets, health *health.State, figures *metrics.Metrics, publicFigures bool, connections *limitlistener.Listener, log *slog.Logger) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/", pages)
	sockets.mount(mux)
	health.Mount(mux)
	if publicFigures {
		mux.Handle("GET "+metrics.Path, figures.Handler())
	}
	return figures.Count(secure(connections.Handler(refuseBodies(mux, log), lasts)))
}

// operatorRoutes returns the handler for the address of the operators.
func operatorRoutes(health *health.State, figures *metrics.Metrics, log *slog.Logger) http.Handler {
	mux := http.NewServeMux()
	health.Mount(mux)
	mux.Handle("GET "+metrics.Path, figures.Handler())
	return secure(refuseBodies(mux, log))
}
