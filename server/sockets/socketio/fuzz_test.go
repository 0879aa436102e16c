package socketio_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	protocol "twocups/lessons/play/socketio"
	"twocups/server/socket"
	"twocups/server/sockets/socketio"
	"twocups/server/sockets/socketio/engineio"
)

// FuzzPost posts any payload to a session that is in a namespace. The server must answer, and
// afterwards the session is over, or the client can still close it.
func FuzzPost(f *testing.F) {
	for _, payload := range append(broken, stormPayloads...) {
		f.Add(payload)
	}
	server := socketio.New(socketio.Config{Engine: engineio.Config{Sockets: socket.New(socket.Config{})}, MaxMembers: 64})
	f.Fuzz(func(t *testing.T, payload string) {
		ask := func(method, path, body string) (int, string) {
			answer := httptest.NewRecorder()
			server.ServeHTTP(answer, httptest.NewRequest(method, path, strings.NewReader(body)))
			text, _ := io.ReadAll(answer.Body)
			return answer.Code, string(text)
		}
		_, open := ask(http.MethodGet, polling, "")
		h, err := protocol.ParseHandshake(strings.TrimPrefix(open, "0"))
		if err != nil {
			t.Fatal(err)
		}
		path := polling + "&sid=" + h.SID
		ask(http.MethodPost, path, "40")
		ask(http.MethodGet, path, "")
		status, body := ask(http.MethodPost, path, payload)
		if strings.HasPrefix(body, `{"code":1,`) {
			return // the payload has the event vanish
		}
		if status == http.StatusBadRequest || status == http.StatusRequestEntityTooLarge {
			if got, text := ask(http.MethodGet, path, ""); got != http.StatusBadRequest && !strings.HasSuffix(text, protocol.Separator+"1") {
				t.Errorf("after %d %s a GET is answered with %d %s, want the reason, or the queued packets", status, body, got, text)
			}
			if got, _ := ask(http.MethodGet, path, ""); got != http.StatusBadRequest {
				t.Errorf("after %d %s the session goes on", status, body)
			}
			return
		}
		if status != http.StatusOK {
			t.Errorf("answered with %d %s", status, body)
		}
		ask(http.MethodPost, path, "1")
		if got, _ := ask(http.MethodGet, path, ""); got != http.StatusBadRequest {
			t.Errorf("after the end of the session, a GET is answered with %d", got)
		}
	})
}
