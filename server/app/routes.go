package app

import (
	"net/http"

	"twocups/server/app/health"
	"twocups/server/metrics"
	"twocups/server/sockets/bytecount"
)

// routes returns the handler for the address of the pages.
func routes(pages http.Handler, sockets *sockets, health *health.State, figures *metrics.Metrics, publicFigures bool) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/", pages)
	sockets.mount(mux)
	health.Mount(mux)
	if publicFigures {
		mux.Handle("GET "+metrics.Path, figures.Handler())
	}
	return bytecount.Uncounted(figures.Count(secure(refuseBodies(mux))))
}

// operatorRoutes returns the handler for the address of the operators.
func operatorRoutes(health *health.State, figures *metrics.Metrics) http.Handler {
	mux := http.NewServeMux()
	health.Mount(mux)
	mux.Handle("GET "+metrics.Path, figures.Handler())
	return secure(refuseBodies(mux))
}
