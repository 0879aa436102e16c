package socketioconformance

import (
	"encoding/json"
	"regexp"
	"strings"
)

// join connects a WebSocket to the main namespace.
func (p *player) join() *webSocket {
	w := p.connect(SocketPath)
	w.write("40")
	w.expectConnect("")
	w.expect(`42["auth",{}]`)
	return w
}

// expectConnect fails unless a CONNECT with a sid comes. The namespace is "" for the main one.
func (w *webSocket) expectConnect(namespace string) (sid string) {
	_, packet := w.read("40" + namespace)
	payload, ok := strings.CutPrefix(packet, "40"+namespace)
	var members map[string]any
	if ok = ok && json.Unmarshal([]byte(payload), &members) == nil; ok {
		sid, ok = members["sid"].(string)
	}
	if !ok || sid == "" {
		fail("%s came, want 40%s and an object with a sid", packet, namespace)
	}
	return sid
}

var namespaceCases = []Case{
	{Sentence: "a CONNECT is answered with a CONNECT that has a sid", Section: "Connection to a namespace",
		play: func(p *player) { p.join() }},
	{Sentence: "the sid of a namespace is not the sid of the session", Section: "Connection to a namespace",
		play: func(p *player) {
			w := p.connect(SocketPath)
			w.write("40")
			if sid := w.expectConnect(""); sid == w.SID {
				fail("both are %s", sid)
			}
		}},
	{Sentence: "a CONNECT may have a payload", Section: "Connection to a namespace",
		play: func(p *player) {
			w := p.connect(SocketPath)
			w.write(`40{"token":"123"}`)
			w.expectConnect("")
			w.expect(`42["auth",{"token":"123"}]`)
		}},
	{Sentence: "a CONNECT may be for another namespace", Section: "Connection to a namespace",
		play: func(p *player) {
			w := p.connect(SocketPath)
			w.write("40/custom,")
			w.expectConnect("/custom,")
			w.expect(`42/custom,["auth",{}]`)
		}},
	{Sentence: "a CONNECT for another namespace may have a payload", Section: "Connection to a namespace",
		play: func(p *player) {
			w := p.connect(SocketPath)
			w.write(`40/custom,{"token":"abc"}`)
			w.expectConnect("/custom,")
			w.expect(`42/custom,["auth",{"token":"abc"}]`)
		}},
	{Sentence: "the comma of a namespace may be missing if nothing follows it", Section: "Packet encoding: format",
		play: func(p *player) {
			w := p.connect(SocketPath)
			w.write("40/custom")
			w.expectConnect("/custom,")
		}},
	{Sentence: "one session is in several namespaces", Section: "Connection to a namespace",
		play: func(p *player) {
			w := p.join()
			w.write("40/custom,")
			w.expectConnect("/custom,")
			w.expect(`42/custom,["auth",{}]`)
			w.write(`42["message","main"]`)
			w.expect(`42["message-back","main"]`)
		}},
	{Sentence: "a CONNECT for an unknown namespace is answered with CONNECT_ERROR", Section: "Connection to a namespace",
		play: func(p *player) {
			w := p.connect(SocketPath)
			w.write("40/random")
			w.expect(`44/random,{"message":"Invalid namespace"}`)
		}},
	{Sentence: "after a CONNECT_ERROR the session goes on", Section: "Connection to a namespace",
		play: func(p *player) {
			w := p.connect(SocketPath)
			w.write("40/random")
			w.expect(`44/random,{"message":"Invalid namespace"}`)
			w.write("40")
			w.expectConnect("")
		}},
	{Sentence: "a CONNECT with the fields of a state to recover is answered like any other if there is none", Section: "Connection to a namespace",
		play: func(p *player) {
			w := p.connect(SocketPath)
			w.write(`40{"pid":"none","offset":"0"}`)
			w.expectConnect("")
		}},
	{Sentence: "a session without a CONNECT ends", Section: "Connection to a namespace",
		play: func(p *player) { p.connect(SocketPath).expectEndDespitePongs() }},
	{Sentence: "a CONNECT works over long-polling", Section: "Sample session",
		play: func(p *player) {
			s := p.poll(SocketPath)
			s.post("40")
			got := s.get("40")
			if match, _ := regexp.MatchString(`^40\{"sid":"[^"]+"\}`, got); !match {
				fail("%s came", got)
			}
			if strings.HasSuffix(got, "\x1e"+`42["auth",{}]`) {
				return
			}
			s.expect(`42["auth",{}]`)
		}},
	{Sentence: "a DISCONNECT leaves the namespace, and the session goes on", Section: "Disconnection from a namespace",
		play: func(p *player) {
			w := p.join()
			w.write("41")
			w.expect("2")
		}},
	{Sentence: "a DISCONNECT from one namespace leaves the others", Section: "Disconnection from a namespace",
		play: func(p *player) {
			w := p.join()
			w.write("40/custom,")
			w.expectConnect("/custom,")
			w.expect(`42/custom,["auth",{}]`)
			w.write("41/custom,", `42["message","main"]`)
			w.expect(`42["message-back","main"]`)
		}},
	{Sentence: "a client may connect again to a namespace that it has left", Section: "Disconnection from a namespace",
		play: func(p *player) {
			w := p.join()
			w.write("41", "40")
			w.expectConnect("")
		}},
}

const (
	place0 = `{"_placeholder":true,"num":0}`
	place1 = `{"_placeholder":true,"num":1}`
)

var eventCases = []Case{
	answered("an event has a name and arguments", `42["message",1,"2",{"3":[true]}]`, `42["message-back",1,"2",{"3":[true]}]`),
	answered("an event may have no arguments", `42["message"]`, `42["message-back"]`),
	answered("an event may have text beyond ASCII", `42["message","käse 🧀 \u001e"]`, `42["message-back","käse 🧀 \u001e"]`),
	answered("an event with an id is acknowledged with this id", `42456["message-with-ack",1,"2",{"3":[false]}]`, `43456[1,"2",{"3":[false]}]`),
	answered("the id 0 is an id", `420["message-with-ack"]`, `430[]`),
	answered("an acknowledgement that nobody asked for is ignored", `437["x"]`+"\n"+`42["message","on"]`, `42["message-back","on"]`),
	answered("an unknown event is ignored", `42["unknown",1]`+"\n"+`42["message","on"]`, `42["message-back","on"]`),
	{Sentence: "attachments follow their event in binary messages", Section: "Packet encoding: format",
		play: func(p *player) {
			w := p.join()
			w.write(`452-["message",` + place0 + `,` + place1 + `]`)
			w.writeBytes(1, 2, 3)
			w.writeBytes(4, 5, 6)
			w.expect(`452-["message-back",` + place0 + `,` + place1 + `]`)
			w.expectBytes(1, 2, 3)
			w.expectBytes(4, 5, 6)
		}},
	{Sentence: "an acknowledgement may have attachments", Section: "Packet encoding: format",
		play: func(p *player) {
			w := p.join()
			w.write(`452-789["message-with-ack",` + place0 + `,{"deep":[` + place1 + `]}]`)
			w.writeBytes(1, 2, 3)
			w.writeBytes()
			w.expect(`462-789[` + place0 + `,{"deep":[` + place1 + `]}]`)
			w.expectBytes(1, 2, 3)
			w.expectBytes()
		}},
	{Sentence: "attachments are base64 in long-polling", Section: "Packet encoding: format",
		play: func(p *player) {
			s := p.poll(SocketPath)
			s.post("40")
			for got := ""; !strings.HasSuffix(got, `["auth",{}]`); got = s.get("the event auth") {
			}
			s.post(`451-["message",` + place0 + "]\x1ebAQID")
			s.expect(`451-["message-back",`+place0+`]`, "bAQID")
		}},
	{Sentence: "a ping may come between an event and its attachment", Section: "Packet encoding: format",
		play: func(p *player) {
			w := p.join()
			w.write(`451-["message",` + place0 + `]`)
			w.expect("2")
			w.write("3")
			w.writeBytes(7)
			w.expect(`451-["message-back",` + place0 + `]`)
			w.expectBytes(7)
		}},
}

// answered is a case whose packets, one a line, are answered with another.
func answered(sentence, packets, want string) Case {
	return Case{Sentence: sentence, Section: "Sending and receiving data",
		play: func(p *player) {
			w := p.join()
			w.write(strings.Split(packets, "\n")...)
			w.expect(want)
		}}
}

var noPacketCases = []Case{
	endsSession("a message without a packet ends the session", "4"),
	endsSession("a packet of an unknown type ends the session", "4abc"),
	endsSession("a packet before the CONNECT ends the session", `42["message"]`),
	endsJoined("an event that is no array ends the session", `42{}`),
	endsJoined("an event without a name ends the session", `42[]`),
	endsJoined("an event whose name Socket.IO keeps for itself ends the session", `42["connect"]`),
	endsJoined("an event that is no JSON ends the session", `42["message"`),
	endsJoined("an id that is no number ends the session", `42abc["message-with-ack",1]`),
	endsJoined("an acknowledgement that is no array ends the session", `431{}`),
	endsJoined("a DISCONNECT with a payload ends the session", `41{}`),
	endsJoined("an event without its attachments ends the session when another packet comes", `451-["message",`+place0+`]`, `42["message"]`),
	{Sentence: "an attachment that nobody announced ends the session", Section: "Packet encoding: format",
		play: func(p *player) {
			w := p.join()
			w.writeBytes(1)
			w.expectEnd()
		}},
}

func endsSession(sentence, packet string) Case {
	return Case{Sentence: sentence, Section: "Packet encoding: format",
		play: func(p *player) {
			w := p.connect(SocketPath)
			w.write(packet)
			w.expectEnd()
		}}
}

func endsJoined(sentence string, packets ...string) Case {
	return Case{Sentence: sentence, Section: "Packet encoding: format",
		play: func(p *player) {
			w := p.join()
			w.write(packets...)
			w.expectEnd()
		}}
}
