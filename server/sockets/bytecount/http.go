package bytecount

import (
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"

	"twocups/server/socket"
)

// MaxDelay is the greatest delay of an answer. In this time light in a cable goes around the
// earth five times.
const MaxDelay = time.Second

// serveHTTP echoes over HTTP: the answer to a request has the request's body.
func (cs *Counters) serveHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		socket.Answer(w, http.StatusMethodNotAllowed, "This path takes a POST, whose body it sends back.")
		return
	}
	counter := cs.find(r.URL.Query().Get("console"))
	if counter == nil {
		socket.Answer(w, http.StatusNotFound, "There is no such counter. Open one first.")
		return
	}
	delay, ok := delayOf(r)
	if !ok {
		socket.Answer(w, http.StatusBadRequest, wrongDelay)
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, MaxMessage))
	if err != nil {
		socket.Answer(w, http.StatusRequestEntityTooLarge, fmt.Sprintf("A message may have %d bytes at most.", MaxMessage))
		return
	}
	if c := connOf(r); c != nil {
		c.count(counter)
	} else {
		defer counter.addShared()
	}
	if wait(r, delay) {
		header := w.Header()
		header.Set("Content-Type", "text/plain; charset=utf-8")
		header.Set("Cache-Control", "no-store")
		header.Set("Access-Control-Allow-Origin", "*") // for a sandboxed iframe: any page that knows the counter's name may read the answer
		w.Write(body)
	}
}

// wrongDelay is the answer to a query with a wrong delay.
var wrongDelay = fmt.Sprintf("The delay must be a number of milliseconds, %d at most.", MaxDelay.Milliseconds())

// delayOf returns the delay that a query asks for, in milliseconds.
func delayOf(r *http.Request) (delay time.Duration, ok bool) {
	text := r.URL.Query().Get("delay")
	if text == "" {
		return 0, true
	}
	ms, err := strconv.ParseUint(text, 10, 16)
	delay = time.Duration(ms) * time.Millisecond
	return delay, err == nil && delay <= MaxDelay
}

// wait waits for the delay, and reports whether the client is still there.
func wait(r *http.Request, delay time.Duration) bool {
	timer := time.NewTimer(delay)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-r.Context().Done():
		return false
	}
}

// TakesBody reports whether a request may have a body of this length. A length of -1 means that
// the length is unknown: such a body is not allowed.
func TakesBody(length int64) bool { return 0 <= length && length <= MaxMessage }
