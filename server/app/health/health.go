// Package health answers whether the program is alive and whether it is ready for learners.
// Package app tells it how far the program has come; load balancers and operators ask it.
package health

import (
	"io"
	"net/http"
	"sync/atomic"
)

// The paths of the answers.
const (
	AlivePath = "/healthz" // 200 while the program runs
	ReadyPath = "/readyz"  // 200 while the program is ready for learners, otherwise 503
)

// State is how far the program has come. Its zero value is a program that loads its lessons.
// It never goes back.
type State struct{ stage atomic.Int32 }

// The stages of a program.
const (
	loading int32 = iota
	ready
	draining
)

// BecomeReady says that the lessons are loaded. It returns false if the program already
// drains.
func (s *State) BecomeReady() bool { return s.stage.CompareAndSwap(loading, ready) }

// Drain says that the program is about to end.
func (s *State) Drain() { s.stage.Store(draining) }

// Mount puts the answers at their paths.
func (s *State) Mount(mux *http.ServeMux) {
	mux.HandleFunc("GET "+AlivePath, func(w http.ResponseWriter, _ *http.Request) {
		answer(w, http.StatusOK, "alive")
	})
	mux.HandleFunc("GET "+ReadyPath, func(w http.ResponseWriter, _ *http.Request) {
		switch s.stage.Load() {
		case loading:
			answer(w, http.StatusServiceUnavailable, "loading the lessons")
		case ready:
			answer(w, http.StatusOK, "ready")
		default:
			answer(w, http.StatusServiceUnavailable, "draining: the program is about to end")
		}
	})
}

func answer(w http.ResponseWriter, status int, sentence string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	io.WriteString(w, sentence+"\n")
}
