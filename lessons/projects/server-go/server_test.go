package main

import (
	"errors"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// timeout is the time after which a test stops waiting and fails. A test that passes waits for a much
// shorter time, also on a busy machine.
const timeout = time.Minute

// dial opens a connection to a path of the server.
func dial(t *testing.T, address, path string) *websocket.Conn {
	t.Helper()
	conn, _, err := websocket.DefaultDialer.Dial(strings.Replace(address, "http", "ws", 1)+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	conn.SetReadDeadline(time.Now().Add(timeout))
	return conn
}

func serve(t *testing.T) string {
	server := httptest.NewServer(routes())
	t.Cleanup(server.Close)
	return server.URL
}

func TestTheEchoSendsBackWhatItHears(t *testing.T) {
	conn := dial(t, serve(t), "/echo")
	for _, kind := range []int{websocket.TextMessage, websocket.BinaryMessage} {
		if err := conn.WriteMessage(kind, []byte("Hello")); err != nil {
			t.Fatal(err)
		}
		if got, payload, err := conn.ReadMessage(); got != kind || string(payload) != "Hello" || err != nil {
			t.Errorf("got %d %q, %v, want %d", got, payload, err, kind)
		}
	}
}

func TestTheRoomPassesMessagesOnToTheOthers(t *testing.T) {
	printed := make(console, 100)
	log.SetOutput(printed)
	t.Cleanup(func() { log.SetOutput(os.Stderr) })
	address := serve(t)
	alice, bob := dial(t, address, "/room"), dial(t, address, "/room")
	printed.await(t, "Client connected!")
	printed.await(t, "Client connected!") // both are in the room
	for _, text := range []string{"one", "two"} {
		if err := alice.WriteMessage(websocket.TextMessage, []byte(text)); err != nil {
			t.Fatal(err)
		}
		if _, payload, err := bob.ReadMessage(); string(payload) != text || err != nil {
			t.Errorf("Bob got %q, %v, want %q", payload, err, text)
		}
	}
}

// console is what the server prints, line by line.
type console chan string

func (c console) Write(line []byte) (int, error) {
	c <- string(line)
	return len(line), nil
}

func (c console) await(t *testing.T, text string) {
	t.Helper()
	for late := time.After(timeout); ; {
		select {
		case line := <-c:
			if strings.Contains(line, text) {
				return
			}
		case <-late:
			t.Fatalf("the server did not print %q", text)
		}
	}
}

func TestATooBigMessageIsAnsweredWith1009(t *testing.T) {
	address := serve(t)
	for _, path := range []string{"/echo", "/room"} {
		conn := dial(t, address, path)
		if err := conn.WriteMessage(websocket.TextMessage, make([]byte, maxMessage+1)); err != nil {
			t.Fatal(err)
		}
		var closed *websocket.CloseError
		if _, _, err := conn.ReadMessage(); !errors.As(err, &closed) || closed.Code != websocket.CloseMessageTooBig {
			t.Errorf("%s: %v, want close code 1009", path, err)
		}
	}
}

func TestAPageOfAnotherSiteIsTurnedAway(t *testing.T) {
	address := strings.Replace(serve(t), "http", "ws", 1)
	_, response, err := websocket.DefaultDialer.Dial(address+"/echo", http.Header{"Origin": {"https://elsewhere.example"}})
	if err == nil || response.StatusCode != http.StatusForbidden {
		t.Errorf("got %v, want 403", err)
	}
}
