// Package health answers the questions whether the program is alive and whether it is ready for
// learners. Package app sets the state of the program; load balancers and operators request it.
package health

import (
	"io"
	"net/http"
	"sync/atomic"
)

// The paths of the two answers.
const (
	AlivePath = "/healthz" // 200 while the program runs
	ReadyPath = "/readyz"  // 200 while the program is ready for learners, otherwise 503
)

// State is the stage of a program. The zero value is a program that loads its lessons. A state
// never returns to an earlier stage.
type State struct{ stage atomic.Int32 }

// The stages of a program.
const (
	loading int32 = iota
	ready
	draining
)

// BecomeReady sets the state to ready, after the lessons are loaded. It returns false if the
// program already drains.
func (s *State) BecomeReady() bool { return s.stage.CompareAndSwap(loading, ready) }

// Drain sets the state to draining, before the program ends.
func (s *State) Drain() { s.stage.Store(draining) }

// Mount registers handlers for the two paths.
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
