package rawhandshake

import (
	"strings"

	"twocups/lessons/play"
)

// handshake is the request of an opening handshake, valid or not.
type handshake struct {
	method, path, version string
	fields                []field
}

type field struct{ name, value string }

// validHandshake returns a valid handshake (RFC 6455 §4.1), with the key of the example in §1.3.
func validHandshake() *handshake {
	return &handshake{
		method: "GET", path: play.EchoPath, version: "HTTP/1.1",
		fields: []field{
			{"Host", "twocups"},
			{"Upgrade", "websocket"},
			{"Connection", "Upgrade"},
			{"Sec-WebSocket-Version", "13"},
			{"Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="},
		},
	}
}

// remove removes a field, and reports whether the field was there.
func (h *handshake) remove(name string) bool {
	kept := h.fields[:0]
	for _, f := range h.fields {
		if !strings.EqualFold(f.name, name) {
			kept = append(kept, f)
		}
	}
	removed := len(kept) < len(h.fields)
	h.fields = kept
	return removed
}

// set changes the value of a field, or adds the field at the end.
func (h *handshake) set(name, value string) {
	for i, f := range h.fields {
		if strings.EqualFold(f.name, name) {
			h.fields[i] = field{name, value}
			return
		}
	}
	h.add(name, value)
}

func (h *handshake) add(name, value string) { h.fields = append(h.fields, field{name, value}) }

// text writes the request as it goes over the wire (RFC 9112 §2.1).
func (h *handshake) text() string {
	var b strings.Builder
	b.WriteString(h.method + " " + h.path + " " + h.version + "\r\n")
	for _, f := range h.fields {
		b.WriteString(f.name + ": " + f.value + "\r\n")
	}
	b.WriteString("\r\n")
	return b.String()
}
