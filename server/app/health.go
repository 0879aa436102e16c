package app

import (
	"io"
	"net/http"
	"sync/atomic"
)

// Where the program answers those who watch over it.
const (
	healthPath  = "/healthz" // whether it lives
	readyPath   = "/readyz"  // whether to send it learners
	metricsPath = "/metrics" // its figures, if asked for
)

// health is how far the program has come. It only goes on, never back.
type health struct{ stage atomic.Int32 }

// The stages of a program's life.
const (
	loading int32 = iota
	ready
	draining
)

// becomeReady says that the lessons are loaded. It reports false where the program
// drains already.
func (h *health) becomeReady() bool { return h.stage.CompareAndSwap(loading, ready) }

func (h *health) drain() { h.stage.Store(draining) }

// mount puts the answers at their paths.
func (h *health) mount(mux *http.ServeMux) {
	mux.HandleFunc("GET "+healthPath, func(w http.ResponseWriter, _ *http.Request) {
		answerHealth(w, http.StatusOK, "alive")
	})
	mux.HandleFunc("GET "+readyPath, func(w http.ResponseWriter, _ *http.Request) {
		switch h.stage.Load() {
		case loading:
			answerHealth(w, http.StatusServiceUnavailable, "loading the lessons")
		case ready:
			answerHealth(w, http.StatusOK, "ready")
		default:
			answerHealth(w, http.StatusServiceUnavailable, "draining: the program is about to end")
		}
	})
}

func answerHealth(w http.ResponseWriter, status int, sentence string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	io.WriteString(w, sentence+"\n")
}
