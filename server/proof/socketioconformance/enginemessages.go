package socketioconformance

import (
	"context"
	"net/http"
	"strings"
	"time"
)

var messageCases = []Case{
	echoedPayload("a payload of one packet is echoed", "4hello"),
	echoedPayload("a payload of several packets is echoed in order", "4test1", "4test2", "4test3"),
	echoedPayload("an empty message is echoed", "4"),
	echoedPayload("text beyond ASCII is echoed", "4käse 🧀 €"),
	echoedPayload("a binary packet is base64 in a payload", "bAQIDBA=="),
	echoedPayload("an empty binary packet is echoed", "b"),
	echoedPayload("text and binary packets are mixed", "4hello", "bAQIDBA==", "4world"),
	{Sentence: "a GET waits until there is a packet", Section: "HTTP long-polling: sending and receiving data",
		play: func(p *player) {
			s := p.poll(EnginePath)
			got := s.beside(func() { s.expect("4late") })
			time.Sleep(20 * time.Millisecond) // until the GET waits; without the wait, the case passes as well
			s.post("4late")
			got.wait()
		}},
	{Sentence: "a payload of the greatest size is accepted", Section: "Handshake: maxPayload",
		play: func(p *player) {
			s := p.poll(EnginePath)
			most := "4" + strings.Repeat("x", s.MaxPayload-1)
			s.post(most)
			s.expect(most)
		}},
	{Sentence: "a payload of the greatest size may have any number of packets", Section: "Handshake: maxPayload",
		play: func(p *player) {
			s := p.poll(EnginePath)
			n := min(s.MaxPayload, 64<<10) / 2
			s.post(strings.Repeat("3\x1e", n-1) + "3")
			s.post("4still here")
			s.expect("4still here")
		}},
	{Sentence: "a greater payload is refused with 413, and ends the session", Section: "Handshake: maxPayload",
		play: func(p *player) {
			s := p.poll(EnginePath)
			a, err := s.try(p.ctx, http.MethodPost, s.url, "4"+strings.Repeat("x", s.MaxPayload))
			if err == nil && a.status != http.StatusRequestEntityTooLarge {
				fail("the POST is answered with %d", a.status)
			}
			s.expectOver()
		}},
	{Sentence: "text is echoed over a WebSocket", Section: "WebSocket: packet encoding",
		play: func(p *player) {
			w := p.connect(EnginePath)
			w.write("4hello", "4", "4käse 🧀")
			w.expect("4hello", "4", "4käse 🧀")
		}},
	{Sentence: "bytes are a binary message of a WebSocket, without a type", Section: "WebSocket: packet encoding",
		play: func(p *player) {
			w := p.connect(EnginePath)
			w.writeBytes(1, 2, 3, 4)
			w.expectBytes(1, 2, 3, 4)
			w.writeBytes()
			w.expectBytes()
		}},
	{Sentence: "a client that asks for base64 gets it over a WebSocket too", Section: "Packet encoding: binary payload",
		play: func(p *player) {
			w := p.dial(EnginePath + webSocketQuery + "&b64=1")
			_, open := w.read("")
			readHandshake(open)
			w.write("bAQIDBA==")
			w.expect("bAQIDBA==")
		}},
}

// echoedPayload is a case whose packets come back.
func echoedPayload(sentence string, packets ...string) Case {
	return Case{Sentence: sentence, Section: "HTTP long-polling: packet encoding",
		play: func(p *player) {
			s := p.poll(EnginePath)
			s.post(strings.Join(packets, "\x1e"))
			s.expect(packets...)
		}}
}

var brokenCases = []Case{
	brokenPayload("a packet of an unknown type ends the session", "abc"),
	brokenPayload("an empty payload ends the session", ""),
	brokenPayload("a binary packet that is no base64 ends the session", "b!!!"),
	brokenPayload("an open packet from a client ends the session", "0{}"),
	brokenPayload("an empty packet ends the session", "\x1e4a"),
	brokenMessage("a message of an unknown type closes the WebSocket", "abc"),
	brokenMessage("an empty message closes the WebSocket", ""),
	brokenMessage("an open packet from a client closes the WebSocket", "0{}"),
	{Sentence: "a second GET at the same time ends the session: the first is answered with close, the second with an error", Section: "HTTP long-polling: sending and receiving data",
		play: func(p *player) {
			s := p.poll(EnginePath)
			first := s.getBeside()
			time.Sleep(20 * time.Millisecond) // until the first waits; in the other order, they are answered the other way round
			answers := []answer{s.send(http.MethodGet, s.url+"&t=second", ""), <-first}
			for _, a := range answers {
				if ok := a.status == http.StatusOK && a.body == "1" || a.status == http.StatusBadRequest || a.status == http.StatusInternalServerError; !ok {
					fail("a GET is answered with %d %s", a.status, a.body)
				}
			}
			if answers[0].status == answers[1].status {
				fail("both are answered with %d", answers[0].status)
			}
			s.expectOver()
		}},
	{Sentence: "a GET that its client gives up ends the session", Section: "HTTP long-polling: sending and receiving data",
		play: func(p *player) {
			s := p.poll(EnginePath)
			for range 50 { // the server may notice late, and a GET may be given up before it was sent
				ctx, cancel := context.WithTimeout(p.ctx, 50*time.Millisecond)
				s.try(ctx, http.MethodGet, s.url, "")
				cancel()
				if s.send(http.MethodPost, s.url, "3").status == http.StatusBadRequest {
					return
				}
			}
			fail("the session goes on")
		}},
}

// brokenPayload is a case whose payload the server refuses. Then the session is over.
func brokenPayload(sentence, payload string) Case {
	return Case{Sentence: sentence, Section: "Protocol",
		play: func(p *player) {
			s := p.poll(EnginePath)
			if a, err := s.try(p.ctx, http.MethodPost, s.url, payload); err == nil && a.status != http.StatusBadRequest {
				fail("the POST is answered with %d %s, want 400", a.status, a.body)
			}
			s.expectOver()
		}}
}

func brokenMessage(sentence, message string) Case {
	return Case{Sentence: sentence, Section: "Protocol",
		play: func(p *player) {
			w := p.connect(EnginePath)
			w.write(message)
			w.expectEnd()
		}}
}
