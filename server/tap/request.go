package tap

import (
	"fmt"
	"net/http"
	"slices"

	"twocups/lessons/play"
)

// maxHead is the largest number of bytes that a recording holds of the head of a request or
// an answer. It is several times the length of the head that a browser sends in an opening
// handshake.
const maxHead = 8 << 10

// firstFields are the header fields that begin a recorded request, as RFC 6455 §4.1 spells
// them: the fields of any request, then those of the opening handshake.
var firstFields = []string{"Connection", "Upgrade", "Origin", "Sec-WebSocket-Version", "Sec-WebSocket-Key",
	"Sec-WebSocket-Protocol", "Sec-WebSocket-Extensions"}

// otherFields are the other header fields that browsers send in an opening handshake, by name. A
// recording leaves out all other fields, because a whole class may see the page: proxies add fields
// with tokens, and nobody can list the names of those.
var otherFields = []string{
	"Accept", "Accept-Encoding", "Accept-Language", "Authorization", "Cache-Control", "Cookie", "Dnt", "Pragma", "Priority",
	"Sec-Ch-Ua", "Sec-Ch-Ua-Mobile", "Sec-Ch-Ua-Platform",
	"Sec-Fetch-Dest", "Sec-Fetch-Mode", "Sec-Fetch-Site", "Sec-Fetch-Storage-Access", "Sec-Fetch-User", "Sec-Gpc", "User-Agent",
}

// secretFields are the fields among them whose values a recording leaves out. The values log
// somebody in, perhaps on another port of this host.
var secretFields = []string{"Authorization", "Cookie"}

// requestHead returns the head of a request. net/http keeps neither the order of the fields
// nor the case of their names, so every head has the same order: Host, the fields of
// firstFields, and those of otherFields.
func requestHead(r *http.Request) play.Head {
	head := play.Head{Line: r.Method + " " + r.RequestURI + " " + r.Proto}
	w := headWriter{head: &head, left: maxHead - len(head.Line)}
	if w.left < 0 {
		head.Line, head.Cut = head.Line[:maxHead], true
		return head
	}
	w.field("Host", r.Host)
	for _, name := range slices.Concat(firstFields, otherFields) {
		for _, value := range r.Header.Values(name) {
			if slices.Contains(secretFields, name) {
				value = fmt.Sprintf("(%s, not shown)", play.PlainSize(len(value)))
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
