package socketioconformance

import (
	"context"
	"net/http"
	"slices"
	"strings"
)

// polling is a session over long-polling.
type polling struct {
	*player
	handshake
	url string // path and query
}

const pollingQuery = "?EIO=4&transport=polling"

// poll begins a session over long-polling.
func (p *player) poll(path string) polling {
	h := readHandshake(p.want(http.StatusOK, http.MethodGet, path+pollingQuery, "").body)
	return polling{p, h, path + pollingQuery + "&sid=" + h.SID}
}

// post sends a payload, which the server must accept.
func (s polling) post(payload string) {
	if a := s.want(http.StatusOK, http.MethodPost, s.url, payload); a.body != "ok" {
		fail("POST %s is answered with %s, want ok", short(payload), short(a.body))
	}
}

// get returns the next payload. It answers pings, and leaves them out, unless a ping is what it
// wants.
func (s polling) get(wanted string) string {
	ctx, cancel := context.WithTimeout(s.ctx, s.longest(s.handshake))
	defer cancel()
	for {
		a, err := s.try(ctx, http.MethodGet, s.url, "")
		switch {
		case err != nil:
			fail("GET: %w", err)
		case a.status != http.StatusOK:
			fail("GET is answered with %d %s, want %q", a.status, short(a.body), short(wanted))
		case wanted == "2":
			return a.body
		}
		if body := s.answerPings(a.body); body != "" {
			return body
		}
	}
}

// getBeside sends a GET beside the case. The answer is empty if none comes.
func (s polling) getBeside() <-chan answer {
	got := make(chan answer, 1)
	s.running.Go(func() {
		ctx, cancel := context.WithTimeout(s.ctx, s.longest(s.handshake))
		defer cancel()
		a, _ := s.try(ctx, http.MethodGet, s.url, "")
		got <- a
	})
	return got
}

// answerPings answers the pings in a payload, and returns the other packets.
func (s polling) answerPings(payload string) string {
	packets := strings.Split(payload, separator)
	others := slices.DeleteFunc(slices.Clone(packets), func(packet string) bool { return packet == "2" })
	for range len(packets) - len(others) {
		s.post("3")
	}
	return strings.Join(others, separator)
}

// separator separates the packets of a payload.
const separator = "\x1e"

// expect fails unless the packets come, in one payload or in several.
func (s polling) expect(packets ...string) {
	for wanted := strings.Join(packets, separator); wanted != ""; {
		got := s.get(wanted)
		rest, ok := strings.CutPrefix(wanted, got)
		if !ok {
			fail("GET is answered with %q, want %q", short(got), short(wanted))
		}
		wanted = strings.TrimPrefix(rest, separator)
	}
}

// expectOver fails unless a GET is answered with 400.
func (s polling) expectOver() { s.want(http.StatusBadRequest, http.MethodGet, s.url, "") }
