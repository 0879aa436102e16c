package conformance

import (
	"bufio"
	"context"
	"encoding/base64"
	"net/http"
	"slices"
	"strings"
	"testing"

	"twocups/server/socket"
	"twocups/server/socket/sockettest"
	"twocups/server/sockets/echo"
)

// FuzzHandshake sends any text as an opening handshake. The server answers with HTTP or ends TCP.
// It answers 101 if the text is a valid handshake.
func FuzzHandshake(f *testing.F) {
	for _, group := range Groups(limitOfModel) {
		for _, c := range group.Cases {
			if step, ok := c.fullScript()[0].(requestStep); ok && c.IncludesHandshake {
				f.Add(string(step.request.bytes("127.0.0.1", "/echo")))
			}
		}
	}
	const reached = "X-Reached" // what net/http refuses by itself doesn't reach the handshake
	inner := echo.Handler(socket.New(socket.Config{}))
	url := sockettest.Serve(f, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set(reached, "yes")
		inner.ServeHTTP(w, r)
	}))
	server := Server{URL: url + "/echo"}.withDefaults()
	f.Fuzz(func(t *testing.T, text string) {
		text = firstOf(text)
		answer, err := answerTo(t.Context(), server, text)
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		request, parsed := http.ReadRequest(bufio.NewReader(strings.NewReader(text)))
		good := parsed == nil && isHandshake(request)
		switch {
		case answer == nil:
		case answer.StatusCode == http.StatusSwitchingProtocols && !good:
			t.Errorf("%q is accepted", text)
		case answer.Header.Get(reached) != "" && good && mayEnter(request):
			t.Errorf("%q is refused: %s", text, answer.Status)
		}
	})
}

// firstOf cuts a text after its first empty line, or adds one.
func firstOf(text string) string {
	var lines []string
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\r\n")
		if line == "" {
			break
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\r\n") + "\r\n\r\n"
}

// answerTo returns the answer to a text, nil if TCP ended without one.
func answerTo(ctx context.Context, server Server, text string) (*http.Response, error) {
	cc, err := server.dial(ctx)
	if err != nil {
		return nil, err
	}
	defer cc.close()
	cc.write([]byte(text))
	if err := cc.closeWrite(); err != nil {
		return nil, err
	}
	if _, err := cc.from.Peek(1); err != nil {
		return nil, cc.checkEnd(err)
	}
	return http.ReadResponse(cc.from, nil)
}

// isHandshake reports whether a request is a handshake that RFC 6455 §4.2.1 allows. Not all bits
// of a key's last digit count, and the other bits need not be zero (RFC 4648 §3.5). isHandshake
// doesn't check Host, which may be empty (RFC 9112 §3.2), because net/http checks it.
func isHandshake(r *http.Request) bool {
	header := r.Header
	key, err := base64.StdEncoding.DecodeString(header.Get("Sec-Websocket-Key"))
	return r.Method == http.MethodGet && r.ProtoAtLeast(1, 1) &&
		lists(header["Upgrade"], "websocket") && lists(header["Connection"], "upgrade") &&
		len(header["Sec-Websocket-Key"]) == 1 && err == nil && len(key) == 16 &&
		slices.Equal(header["Sec-Websocket-Version"], []string{"13"})
}

// lists reports whether a comma-separated list has the token, in any case.
func lists(fields []string, token string) bool {
	for one := range strings.SplitSeq(strings.Join(fields, ","), ",") {
		if strings.EqualFold(strings.Trim(one, " \t"), token) {
			return true
		}
	}
	return false
}

// mayEnter reports whether the server has no reason besides the handshake to refuse a request.
func mayEnter(r *http.Request) bool {
	return r.Header.Get("Origin") == "" && r.URL.RawQuery == "" && r.ContentLength == 0 && len(r.TransferEncoding) == 0 &&
		r.Header.Get("Sec-Websocket-Extensions") == "" && r.Header.Get("Sec-Websocket-Protocol") == ""
}
