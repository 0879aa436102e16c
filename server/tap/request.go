package tap

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"twocups/lessons/play"
)

// maxHead is how many bytes of a request's or an answer's head are kept: several times
// what a browser sends in an opening handshake.
const maxHead = 8 << 10

// first are the header fields of a request that come first, as RFC 6455 §4.1 spells
// them: those of every request, then those of the opening handshake.
var first = []string{"Connection", "Upgrade", "Origin", "Sec-WebSocket-Version", "Sec-WebSocket-Key",
	"Sec-WebSocket-Protocol", "Sec-WebSocket-Extensions"}

// secret are the header fields whose values are kept from a page that may be shown to
// a whole class: what logs somebody in, perhaps on another port of this host.
var secret = []string{"Cookie", "Authorization", "Proxy-Authorization"}

// requestHead writes a request's head. What net/http hands on has lost the order
// of the fields and the case of their names, so both are the same for all: Host,
// what the handshake is about, and the rest by name.
func requestHead(r *http.Request) play.Head {
	head := play.Head{Line: r.Method + " " + r.RequestURI + " " + r.Proto}
	w := headWriter{head: &head, left: maxHead - len(head.Line)}
	if w.left < 0 {
		head.Line, head.Cut = head.Line[:maxHead], true
		return head
	}
	w.field("Host", r.Host)
	for _, name := range first {
		for _, value := range r.Header.Values(name) {
			w.field(name, value)
		}
	}
	var rest []string
	for name := range r.Header {
		if !slices.ContainsFunc(first, func(f string) bool { return strings.EqualFold(f, name) }) {
			rest = append(rest, name)
		}
	}
	slices.Sort(rest)
	for _, name := range rest {
		for _, value := range r.Header[name] {
			if slices.Contains(secret, name) {
				value = fmt.Sprintf("(%s, not shown)", play.Bytes(len(value)))
			}
			w.field(name, value)
		}
	}
	return head
}

// headWriter adds fields to a head as long as there is room.
type headWriter struct {
	head *play.Head
	left int // bytes
}

func (w *headWriter) field(name, value string) {
	w.left -= len(name) + len(value)
	if w.left < 0 {
		w.head.Cut = true
		return
	}
	w.head.Fields = append(w.head.Fields, play.HeadField{Name: name, Value: " " + value})
}
