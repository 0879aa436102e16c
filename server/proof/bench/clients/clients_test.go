package clients

import (
	"context"
	"errors"
	"net"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"
	"github.com/gobwas/ws"
	"github.com/gobwas/ws/wsutil"
	gorilla "github.com/gorilla/websocket"
	"github.com/lxzan/gws"

	"twocups/server/proof/leakcheck"
	"twocups/server/socket"
	"twocups/server/sockets/echo"
)

func TestMain(m *testing.M) { leakcheck.Main(m) }

// Each client sends the messages one after the other, reads nothing meanwhile, and then reads up to the
// close frame.
var clients = map[string]func(t *testing.T, url string, messages [][]byte) (code int){
	"gorilla": withGorilla,
	"coder":   withCoder,
	"gobwas":  withGobwas,
	"gws":     withGWS,
}

const timeout = 20 * time.Second

func TestAClientThatSendsTooMuchLearnsWhy(t *testing.T) {
	small, big := make([]byte, 1<<10), make([]byte, 1<<20)
	for name, client := range clients {
		for sends, messages := range map[string][][]byte{
			"one message of a megabyte":        {big},
			"many such messages":               {big, big, big, big, big, big, big, big},
			"such messages behind a small one": {small, big, big, big, big},
		} {
			t.Run(name+" sends "+sends, func(t *testing.T) {
				server := httptest.NewServer(echo.Handler(socket.New(socket.Config{})))
				defer server.Close()
				if code := client(t, "ws"+strings.TrimPrefix(server.URL, "http"), messages); code != 1009 {
					t.Errorf("the connection ended with %d, want 1009", code)
				}
			})
		}
	}
}

func withGorilla(t *testing.T, url string, messages [][]byte) int {
	conn, _, err := gorilla.DefaultDialer.Dial(url, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	conn.SetReadDeadline(time.Now().Add(timeout))
	for _, message := range messages {
		if err := conn.WriteMessage(gorilla.BinaryMessage, message); err != nil {
			t.Error(err)
		}
	}
	for {
		_, _, err := conn.ReadMessage()
		var closed *gorilla.CloseError
		if errors.As(err, &closed) {
			return closed.Code
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

func withCoder(t *testing.T, url string, messages [][]byte) int {
	ctx, cancel := context.WithTimeout(t.Context(), timeout)
	defer cancel()
	conn, _, err := websocket.Dial(ctx, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.CloseNow()
	for _, message := range messages {
		if err := conn.Write(ctx, websocket.MessageBinary, message); err != nil {
			t.Error(err)
		}
	}
	for {
		if _, _, err := conn.Read(ctx); err != nil {
			return int(websocket.CloseStatus(err))
		}
	}
}

func withGobwas(t *testing.T, url string, messages [][]byte) int {
	conn, _, _, err := ws.Dial(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(timeout))
	for _, message := range messages {
		if err := wsutil.WriteClientBinary(conn, message); err != nil {
			t.Error(err)
		}
	}
	for {
		_, _, err := wsutil.ReadServerData(conn)
		var closed wsutil.ClosedError
		if errors.As(err, &closed) {
			return int(closed.Code)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// ending gets the code with which a connection of gws ends.
type ending struct {
	gws.BuiltinEventHandler
	code int
}

func (e *ending) OnClose(_ *gws.Conn, err error) {
	var closed *gws.CloseError
	if errors.As(err, &closed) {
		e.code = int(closed.Code)
	}
}

func withGWS(t *testing.T, url string, messages [][]byte) int {
	var end ending
	conn, _, err := gws.NewClient(&end, &gws.ClientOption{Addr: url, NewDialer: func() (gws.Dialer, error) {
		return &net.Dialer{Timeout: timeout}, nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	conn.SetDeadline(time.Now().Add(timeout))
	for _, message := range messages {
		if err := conn.WriteMessage(gws.OpcodeBinary, message); err != nil {
			t.Error(err)
		}
	}
	conn.ReadLoop()
	return end.code
}
