package app

import (
	"net/http"

	"twocups/server/metrics"
	"twocups/server/sockets/bytecount"
)

// routes answers all that clients ask for, on the address of the pages.
func routes(pages http.Handler, sockets *sockets, health *health, figures *metrics.Metrics, public bool) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/", pages)
	sockets.mount(mux)
	health.mount(mux)
	if public {
		mux.Handle("GET "+metricsPath, figures.Handler())
	}
	return bytecount.Uncounted(figures.Count(secure(bodiless(mux))))
}

// operatorRoutes answers what operators ask for, on the address of the figures.
func operatorRoutes(health *health, figures *metrics.Metrics) http.Handler {
	mux := http.NewServeMux()
	health.mount(mux)
	mux.Handle("GET "+metricsPath, figures.Handler())
	return secure(bodiless(mux))
}
