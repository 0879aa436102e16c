package socketioconformance

import (
	"net/http"
	"strings"
	"time"
)

var pingCases = []Case{
	{Sentence: "a session over long-polling gets pings as long as it answers them", Section: "Heartbeat",
		play: func(p *player) {
			s := p.poll(EnginePath)
			for range 3 {
				s.expect("2")
				s.post("3")
			}
		}},
	{Sentence: "a session over a WebSocket gets pings as long as it answers them", Section: "Heartbeat",
		play: func(p *player) {
			w := p.connect(EnginePath)
			for range 3 {
				w.expect("2")
				w.write("3")
			}
		}},
	{Sentence: "a ping comes when the ping interval is over", Section: "Heartbeat",
		play: func(p *player) {
			w := p.connect(EnginePath)
			start := time.Now()
			w.expect("2")
			if took := time.Since(start); took < w.interval()/2 {
				fail("the ping comes after %v, want %v", took, w.interval())
			}
		}},
	{Sentence: "a session that polls and answers no ping is over, and its next GET is answered with 400", Section: "Heartbeat",
		play: func(p *player) {
			s := p.poll(EnginePath)
			s.sleep(s.interval() + s.timeout() + 50*time.Millisecond)
			s.expectOver()
		}},
	{Sentence: "a message is no pong", Section: "Heartbeat",
		play: func(p *player) {
			s := p.poll(EnginePath)
			s.expect("2")
			s.post("4hello")
			s.expect("4hello")
			s.sleep(s.timeout() + 50*time.Millisecond)
			s.expectOver()
		}},
	{Sentence: "a WebSocket that answers no ping is closed", Section: "Heartbeat",
		play: func(p *player) { p.connect(EnginePath).expectEnd() }},
}

func (p *player) sleep(pause time.Duration) {
	select {
	case <-time.After(pause):
	case <-p.ctx.Done():
	}
}

var closingCases = []Case{
	{Sentence: "a close packet ends a session that polls: the GET that waits is answered with noop", Section: "Protocol: close",
		play: func(p *player) {
			s := p.poll(EnginePath)
			first := s.getBeside()
			time.Sleep(20 * time.Millisecond) // a GET that comes after the close is answered with 400
			s.post("1")
			if a := <-first; a.status == http.StatusOK && a.body != "6" || a.status != http.StatusOK && a.status != http.StatusBadRequest {
				fail("the GET is answered with %d %s, want 6", a.status, a.body)
			}
			s.expectOver()
		}},
	{Sentence: "a close packet closes a WebSocket", Section: "Protocol: close",
		play: func(p *player) {
			w := p.connect(EnginePath)
			w.write("1")
			w.expectEnd()
		}},
	{Sentence: "a session that is over takes no POST", Section: "Protocol: close",
		play: func(p *player) {
			s := p.poll(EnginePath)
			s.post("1")
			s.want(http.StatusBadRequest, http.MethodPost, s.url, "4hello")
		}},
	{Sentence: "a session whose WebSocket has ended is over", Section: "Protocol: close",
		play: func(p *player) {
			w := p.connect(EnginePath)
			w.write("1")
			w.expectEnd()
			p.want(http.StatusBadRequest, http.MethodGet, EnginePath+pollingQuery+"&sid="+w.SID, "")
		}},
}

var upgradeCases = []Case{
	{Sentence: "a session changes from long-polling to a WebSocket", Section: "Upgrade",
		play: func(p *player) {
			_, w := p.upgraded()
			w.write("4hello")
			w.expect("4hello")
		}},
	{Sentence: "messages that were sent before the change come once, and in order", Section: "Upgrade",
		play: func(p *player) {
			s, w := p.probed()
			s.post("4one\x1e4two")
			w.write("5", "4three")
			w.expect("4one", "4two", "4three")
		}},
	{Sentence: "a GET that waits is answered when the client probes", Section: "Upgrade",
		play: func(p *player) {
			s := p.poll(EnginePath)
			got := s.beside(func() { s.expect("6") })
			w := s.probe()
			w.write("2probe")
			w.expect("3probe")
			got.wait()
		}},
	{Sentence: "after the change, a GET is refused and the WebSocket goes on", Section: "Upgrade",
		play: func(p *player) {
			s, w := p.upgraded()
			s.expectOver()
			w.write("4hello")
			w.expect("4hello")
		}},
	{Sentence: "after the change, a POST is refused and the WebSocket goes on", Section: "Upgrade",
		play: func(p *player) {
			s, w := p.upgraded()
			s.want(http.StatusBadRequest, http.MethodPost, s.url, "4lost")
			w.write("4hello")
			w.expect("4hello")
		}},
	{Sentence: "after the change, a second WebSocket is closed and the first goes on", Section: "Upgrade",
		play: func(p *player) {
			s, w := p.upgraded()
			p.expectNoSession(strings.Replace(s.url, "polling", "websocket", 1))
			w.write("4hello")
			w.expect("4hello")
		}},
	{Sentence: "a WebSocket that ends before its upgrade leaves the session to long-polling", Section: "Upgrade",
		play: func(p *player) {
			s, w := p.probed()
			w.conn.Close()
			s.post("4hello")
			got := "6"
			for n := 0; got == "6" && n < maxNoops; n++ {
				got = s.get("4hello")
			}
			if got != "4hello" {
				fail("%s came, want 4hello", got)
			}
		}},
	{Sentence: "a probe that sends something else is closed, and the session goes on", Section: "Upgrade",
		play: func(p *player) {
			s := p.poll(EnginePath)
			w := s.probe()
			w.write("4hello")
			w.expectEnd()
			s.post("4hello")
			s.expect("4hello")
		}},
	{Sentence: "pings go on after the change", Section: "Upgrade",
		play: func(p *player) {
			_, w := p.upgraded()
			w.expect("2")
			w.write("3")
			w.expect("2")
		}},
}

// maxNoops is the number of noops that may come before the server knows that a probe has ended.
const maxNoops = 100

// probe opens a WebSocket for the session.
func (s polling) probe() *webSocket {
	w := s.dial(strings.Replace(s.url, "polling", "websocket", 1))
	w.handshake = s.handshake
	return w
}

// probed begins a session whose probe was answered.
func (p *player) probed() (polling, *webSocket) {
	s := p.poll(EnginePath)
	w := s.probe()
	w.write("2probe")
	w.expect("3probe")
	return s, w
}

// upgraded begins a session that has changed to a WebSocket.
func (p *player) upgraded() (polling, *webSocket) {
	s, w := p.probed()
	w.write("5")
	w.write("4done")
	w.expect("4done")
	return s, w
}
