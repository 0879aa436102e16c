package app

import (
	"net/http"

	"twocups/server/app/health"
	"twocups/server/app/limitlistener"
	"twocups/server/metrics"
)

// routes returns the handler for the address of the pages.
func routes(pages http.Handler, sockets *sockets, health *health.State, figures *metrics.Metrics, publicFigures bool, connections *limitlistener.Listener) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/", pages)
	sockets.mount(mux)
	health.Mount(mux)
	if publicFigures {
		mux.Handle("GET "+metrics.Path, figures.Handler())
	}
	return figures.Count(secure(connections.Handler(refuseBodies(mux), lasts)))
}

// operatorRoutes returns the handler for the address of the operators.
func operatorRoutes(health *health.State, figures *metrics.Metrics) http.Handler {
	mux := http.NewServeMux()
	health.Mount(mux)
	mux.Handle("GET "+metrics.Path, figures.Handler())
	return secure(refuseBodies(mux))
}
