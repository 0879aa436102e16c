package socketioconformance

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"
)

// player plays one case.
type player struct {
	ctx     context.Context
	server  Server
	client  *http.Client
	open    []*webSocket
	running sync.WaitGroup // for the functions beside the case
}

func (p *player) closeAll() {
	for _, w := range p.open {
		w.conn.Close()
	}
}

// answer is an answer to a request.
type answer struct {
	status int
	body   string
	header http.Header
}

// send sends a request.
func (p *player) send(method, pathAndQuery, body string) answer {
	ctx, cancel := context.WithTimeout(p.ctx, p.server.Timeout)
	defer cancel()
	a, err := p.try(ctx, method, pathAndQuery, body)
	if err != nil {
		fail("%s %s: %w", method, pathAndQuery, err)
	}
	return a
}

// try sends a request that may fail.
func (p *player) try(ctx context.Context, method, pathAndQuery, body string) (answer, error) {
	request, err := http.NewRequestWithContext(ctx, method, p.server.URL+pathAndQuery, strings.NewReader(body))
	if err != nil {
		return answer{}, err
	}
	response, err := p.client.Do(request)
	if err != nil {
		return answer{}, err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	return answer{response.StatusCode, string(text), response.Header}, err
}

// want fails unless a request is answered with the status.
func (p *player) want(status int, method, pathAndQuery, body string) answer {
	a := p.send(method, pathAndQuery, body)
	if a.status != status {
		fail("%s %s is answered with %d %s, want %d", method, pathAndQuery, a.status, short(a.body), status)
	}
	return a
}

// handshake is the text of the packet that opens a session.
type handshake struct {
	SID          string   `json:"sid"`
	Upgrades     []string `json:"upgrades"`
	PingInterval int      `json:"pingInterval"`
	PingTimeout  int      `json:"pingTimeout"`
	MaxPayload   int      `json:"maxPayload"`
}

func (h handshake) interval() time.Duration { return time.Duration(h.PingInterval) * time.Millisecond }
func (h handshake) timeout() time.Duration  { return time.Duration(h.PingTimeout) * time.Millisecond }

// longest returns the longest time that a case waits for a packet, or for the end of a session.
func (p *player) longest(h handshake) time.Duration {
	return p.server.Timeout + h.interval() + h.timeout()
}

// readHandshake reads the packet that opens a session. Each member must be there.
func readHandshake(packet string) handshake {
	text, isOpen := strings.CutPrefix(packet, "0")
	members := map[string]json.RawMessage{}
	var h handshake
	if !isOpen || json.Unmarshal([]byte(text), &members) != nil || json.Unmarshal([]byte(text), &h) != nil {
		fail("the session begins with %s, want 0 and an object", packet)
	}
	for _, name := range []string{"sid", "upgrades", "pingInterval", "pingTimeout", "maxPayload"} {
		if members[name] == nil {
			fail("the handshake %s has no %s", text, name)
		}
	}
	if h.SID == "" || h.PingInterval <= 0 || h.PingTimeout <= 0 || h.MaxPayload <= 0 {
		fail("the handshake is %s, want a sid and numbers greater than 0", text)
	}
	return h
}

// expectNoSession fails unless a WebSocket can't be opened, or ends at once.
func (p *player) expectNoSession(pathAndQuery string) {
	if w, err := p.tryDial(pathAndQuery); err == nil {
		w.expectEnd()
	}
}
