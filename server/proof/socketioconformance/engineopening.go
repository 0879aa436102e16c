package socketioconformance

import (
	"net/http"
	"slices"
)

var openingCases = []Case{
	{Sentence: "a GET opens a session, whose handshake has a sid, the upgrades, the ping times and the greatest payload", Section: "Handshake",
		play: func(p *player) {
			if s := p.poll(EnginePath); !slices.Equal(s.Upgrades, []string{"websocket"}) {
				fail("the upgrades are %q, want websocket", s.Upgrades)
			}
		}},
	{Sentence: "two sessions have two sids", Section: "Handshake",
		play: func(p *player) {
			if a, b := p.poll(EnginePath), p.poll(EnginePath); a.SID == b.SID {
				fail("both have the sid %s", a.SID)
			}
		}},
	{Sentence: "a WebSocket opens a session, whose handshake has no upgrades", Section: "Handshake",
		play: func(p *player) {
			if s := p.connect(EnginePath); len(s.Upgrades) != 0 {
				fail("the upgrades are %q, want none", s.Upgrades)
			}
		}},
	{Sentence: "a handshake is text in UTF-8", Section: "HTTP long-polling: headers",
		play: func(p *player) {
			a := p.want(http.StatusOK, http.MethodGet, EnginePath+pollingQuery, "")
			if got := a.header.Get("Content-Type"); got != "text/plain; charset=UTF-8" {
				fail("the Content-Type is %s", got)
			}
		}},
	refusedQuery("a GET without EIO is refused", "?transport=polling"),
	refusedQuery("a GET with an unknown EIO is refused", "?EIO=abc&transport=polling"),
	refusedQuery("a GET without a transport is refused", "?EIO=4"),
	refusedQuery("a GET with an unknown transport is refused", "?EIO=4&transport=abc"),
	refusedQuery("a GET with an unknown sid is refused", pollingQuery+"&sid=abc"),
	refusedQuery("a GET for a WebSocket that is no opening handshake is refused", webSocketQuery),
	refusedMethod("POST", pollingQuery), refusedMethod("PUT", pollingQuery), refusedMethod("DELETE", pollingQuery),
	{Sentence: "a POST with an unknown sid is refused", Section: "HTTP long-polling: query parameters",
		play: func(p *player) {
			p.want(http.StatusBadRequest, http.MethodPost, EnginePath+pollingQuery+"&sid=abc", "4hello")
		}},
	refusedWebSocket("a WebSocket without EIO is refused", "?transport=websocket"),
	refusedWebSocket("a WebSocket with an unknown EIO is refused", "?EIO=abc&transport=websocket"),
	refusedWebSocket("a WebSocket without a transport is refused", "?EIO=4"),
	refusedWebSocket("a WebSocket with an unknown transport is refused", "?EIO=4&transport=abc"),
	refusedWebSocket("a WebSocket with an unknown sid is refused", webSocketQuery+"&sid=abc"),
	{Sentence: "further parameters of the query are ignored", Section: "HTTP long-polling: query parameters",
		play: func(p *player) {
			p.want(http.StatusOK, http.MethodGet, EnginePath+pollingQuery+"&t=abc&b64=1&other=%20", "")
		}},
}

func refusedQuery(sentence, query string) Case {
	return Case{Sentence: sentence, Section: "HTTP long-polling: query parameters",
		play: func(p *player) { p.want(http.StatusBadRequest, http.MethodGet, EnginePath+query, "") }}
}

func refusedMethod(method, query string) Case {
	return Case{Sentence: "a session can't begin with " + method, Section: "Handshake",
		play: func(p *player) { p.want(http.StatusBadRequest, method, EnginePath+query, "") }}
}

func refusedWebSocket(sentence, query string) Case {
	return Case{Sentence: sentence, Section: "WebSocket: query parameters",
		play: func(p *player) { p.expectNoSession(EnginePath + query) }}
}
