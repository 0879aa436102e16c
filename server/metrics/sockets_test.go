package metrics_test

import (
	"testing"

	"github.com/gorilla/websocket"

	"twocups/server/metrics"
	"twocups/server/socket"
	"twocups/server/socket/sockettest"
	"twocups/server/sockets/echo"
)

func TestSocketsAreCountedByTheirKind(t *testing.T) {
	lessons, consoles := socket.New(sockettest.Patient(socket.Config{MaxConnections: 2})), socket.New(sockettest.Patient(socket.Config{}))
	m := metrics.New()
	m.Sockets("lesson", lessons.Figures)
	m.Sockets("console", consoles.Figures)
	url := sockettest.Serve(t, echo.Handler(lessons))

	first, second := sockettest.Dial(t, url), sockettest.Dial(t, url)
	for _, conn := range []*websocket.Conn{first, second} {
		sockettest.Write(t, conn, websocket.TextMessage, "Hello")
		sockettest.Read(t, conn)
	}
	expect(t, figures(t, m),
		`twocups_connections{kind="lesson"} 2`,
		`twocups_connections{kind="console"} 0`,
		`twocups_connections_opened_total{kind="lesson"} 2`,
		`twocups_messages_received_total{kind="lesson"} 2`,
		`twocups_received_bytes_total{kind="lesson"} 22`, // each 2 of header, 4 of masking key, 5 of payload
	)

	sockettest.ReadClose(t, sockettest.Dial(t, url)) // the third is one too many
	sockettest.Close(t, first, 1000, "")
	sockettest.ReadClose(t, first)
	sockettest.Close(t, second, 4711, "")
	sockettest.ReadClose(t, second)
	if err := lessons.Shutdown(t.Context()); err != nil { // when they have ended
		t.Fatal(err)
	}
	expect(t, figures(t, m),
		`twocups_connections{kind="lesson"} 0`,
		`twocups_connections_refused_total{kind="lesson",reason="full"} 1`,
		`twocups_connections_closed_total{code="1000",kind="lesson"} 1`,
		`twocups_connections_closed_total{code="1013",kind="lesson"} 1`,
		`twocups_connections_closed_total{code="4xxx",kind="lesson"} 1`,
		`twocups_messages_sent_total{kind="lesson"} 2`,
	)
	expectWellNamed(t, m)
}
