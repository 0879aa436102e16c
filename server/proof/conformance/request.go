package conformance

import (
	"bufio"
	"crypto/sha1"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
)

// requestKey is the default Sec-WebSocket-Key of requests: sixteen bytes in base64 (RFC 6455
// §4.1).
const requestKey = "dHdvIGN1cHMrc3RyaW5nIQ=="

// guid is the text that the server appends to the key (RFC 6455 §1.3).
const guid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"

// acceptOf returns the Sec-WebSocket-Accept that answers a key.
func acceptOf(key string) string {
	sum := sha1.Sum([]byte(key + guid))
	return base64.StdEncoding.EncodeToString(sum[:])
}

// request is an opening handshake of a client. The method bytes replaces {host} and {target} in
// its text by the server's host and target.
type request struct {
	method, target, version string
	fields                  []string
}

// validRequest returns the opening handshake that every server must accept.
func validRequest() request {
	return request{"GET", "{target}", "HTTP/1.1", []string{
		"Host: {host}", "Upgrade: websocket", "Connection: Upgrade",
		"Sec-WebSocket-Key: " + requestKey, "Sec-WebSocket-Version: 13",
	}}
}

// Each of these methods returns the request with one change.
func (r request) withMethod(method string) request   { r.method = method; return r }
func (r request) withTarget(target string) request   { r.target = target; return r }
func (r request) withVersion(version string) request { r.version = version; return r }
func (r request) with(field string) request {
	r.fields = append(slices.Clone(r.fields), field)
	return r
}
func (r request) replace(field string) request { return r.without(nameOf(field)).with(field) }
func (r request) mapFieldNames(f func(string) string) request {
	fields := make([]string, len(r.fields))
	for i, field := range r.fields {
		fields[i] = f(nameOf(field)) + strings.TrimPrefix(field, nameOf(field))
	}
	r.fields = fields
	return r
}

func (r request) without(name string) request {
	r.fields = slices.DeleteFunc(slices.Clone(r.fields), func(field string) bool {
		return strings.EqualFold(nameOf(field), name)
	})
	return r
}

func nameOf(field string) string {
	name, _, _ := strings.Cut(field, ":")
	return name
}

// value returns the first value of a field.
func (r request) value(name string) string {
	for _, field := range r.fields {
		if strings.EqualFold(nameOf(field), name) {
			_, value, _ := strings.Cut(field, ":")
			return strings.TrimSpace(value)
		}
	}
	return ""
}

// bytes returns the request as it goes over the wire.
func (r request) bytes(host, target string) []byte {
	text := r.method + " " + r.target + " " + r.version + "\r\n" + strings.Join(r.fields, "\r\n") + "\r\n\r\n"
	return []byte(strings.NewReplacer("{host}", host, "{target}", target).Replace(text))
}

// readAnswer reads the HTTP answer to a request.
func readAnswer(from *bufio.Reader, method string) (*http.Response, error) {
	response, err := http.ReadResponse(from, &http.Request{Method: method})
	if err != nil {
		return nil, fmt.Errorf("reading the answer to the handshake: %w", err)
	}
	return response, nil
}

// checkAccepted returns an error if the answer doesn't accept the request as RFC 6455 §4.2.2
// requires.
func (r request) checkAccepted(answer *http.Response) error {
	header := answer.Header
	chosen := header.Get("Sec-Websocket-Protocol")
	switch {
	case answer.StatusCode != http.StatusSwitchingProtocols:
		return fmt.Errorf("the handshake was refused: %s", answer.Status)
	case !strings.EqualFold(header.Get("Upgrade"), "websocket"), !strings.EqualFold(header.Get("Connection"), "upgrade"):
		return errors.New("the answer lacks Upgrade: websocket or Connection: Upgrade")
	case !slices.Equal(header.Values("Sec-Websocket-Accept"), []string{acceptOf(r.value("Sec-WebSocket-Key"))}):
		return fmt.Errorf("the answer accepts another key: %q", header.Values("Sec-Websocket-Accept"))
	case len(header.Values("Sec-Websocket-Extensions")) > 0:
		return fmt.Errorf("the answer agrees on extensions: %q", header.Values("Sec-Websocket-Extensions"))
	case chosen != "" && !slices.Contains(r.offered(), chosen):
		return fmt.Errorf("the answer chooses the subprotocol %q, which was not offered", chosen)
	}
	return nil
}

// offered returns the subprotocols that the request offers.
func (r request) offered() []string {
	var all []string
	for _, field := range r.fields {
		if name, value, _ := strings.Cut(field, ":"); strings.EqualFold(name, "Sec-WebSocket-Protocol") {
			for one := range strings.SplitSeq(value, ",") {
				all = append(all, strings.TrimSpace(one))
			}
		}
	}
	return all
}
