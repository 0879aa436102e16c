package push

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"twocups/server/instance"
)

// Handler serves polling and server-sent events, at their paths below [Path].
func Handler(matches *instance.Instances) http.Handler {
	h := overHTTP{matches}
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+Path+"/latest", h.latest)
	mux.HandleFunc("GET "+EventsPath, h.events)
	return mux
}

type overHTTP struct{ matches *instance.Instances }

// answer is the answer to a poll.
type answer struct {
	Updates []Update `json:"updates"`
	Weight  weight   `json:"weight"` // of the request, and of the head of this answer
}

// #region latest
// latest answers a poll: what is new since the update that the client has.
func (h overHTTP) latest(w http.ResponseWriter, r *http.Request) {
	a := answer{Weight: weigh(w, r)}
	known := h.with(r, func(m *Match) {
		a.Updates = m.since(number(r.URL.Query().Get("since")))
	})
	if !known {
		nothingHere(w)
		return
	}
	text, _ := json.Marshal(a)
	w.Header().Set("Content-Length", strconv.Itoa(len(text)))
	w.Write(text)
}

// #endregion

// #region events
// events answers with a stream of events, one for each goal.
func (h overHTTP) events(w http.ResponseWriter, r *http.Request) {
	var missed []Update
	var goals chan Update
	h.with(r, func(m *Match) {
		missed = m.since(number(r.Header.Get("Last-Event-ID")))
		goals = m.open()
	})
	if goals == nil {
		nothingHere(w)
		return
	}
	defer h.with(r, func(m *Match) { m.end(goals) })

	w.Header().Set("Content-Type", "text/event-stream")
	if r.ProtoMajor == 1 { // HTTP/2 has no such field (RFC 9113 §8.2.2)
		w.Header().Set("Transfer-Encoding", "chunked") // which an answer of unknown length has in any case
	}
	text, _ := json.Marshal(weigh(w, r))
	fmt.Fprintf(w, "retry: 500\nevent: weight\ndata: %s\n\n", text)
	for _, goal := range missed {
		send(w, goal)
	}
	for end := time.After(StreamTime); ; {
		http.NewResponseController(w).Flush()
		select {
		case goal, open := <-goals:
			if !open {
				return
			}
			send(w, goal)
		case <-end: // a stream is an answer, and answers end; the browser asks for another
			return
		case <-r.Context().Done(): // the client has gone
			return
		}
	}
}

func send(w http.ResponseWriter, goal Update) {
	text, _ := json.Marshal(goal)
	fmt.Fprintf(w, "id: %d\ndata: %s\n\n", goal.ID, text)
}

// #endregion

// with calls do with the match that the request names, and reports whether there is one.
func (h overHTTP) with(r *http.Request, do func(m *Match)) bool {
	return h.matches.With(r, func(p instance.Program) { do(p.(*Match)) })
}

// nothingHere answers with 204, after which a browser opens the stream of events no more.
func nothingHere(w http.ResponseWriter) {
	w.Header().Set("Access-Control-Allow-Origin", "*")
	w.WriteHeader(http.StatusNoContent)
}

// number reads the number of an update. Any other text counts as 0: before the first.
func number(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 {
		return 0
	}
	return n
}
