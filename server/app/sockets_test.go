package app

import (
	"strings"
	"testing"

	"github.com/gorilla/websocket"

	"twocups/server/socket/sockettest"
	"twocups/server/sockets/rawframe"
)

func TestRawClientsDoNotDelayTheEnd(t *testing.T) {
	p := program.Launch(t, "-drain-time", "3s") // the server would wait longer for the answer to a close frame
	conn := sockettest.Dial(t, "ws"+strings.TrimPrefix(p.Address, "http")+rawframe.Path)
	sockettest.Write(t, conn, websocket.TextMessage, "length 1000 text Hello")
	sockettest.Write(t, conn, websocket.TextMessage, "opcode 16")
	sockettest.Read(t, conn) // the reply to the second command, so the first frame is written
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		p.Stop()
	}()
	if code, _ := sockettest.ReadClose(t, conn); code != 1001 {
		t.Errorf("closed with %d", code)
	}
	<-ended
	if strings.Contains(p.Printed.String(), "not everything ended in time") {
		t.Errorf("the log says\n%s", p.Printed)
	}
}

func TestOneAddressMayHaveHalfOfTheRawClients(t *testing.T) {
	url := "ws" + strings.TrimPrefix(program.Start(t, "-max-raw", "5"), "http") + rawframe.Path
	reply := func() string {
		conn := sockettest.Dial(t, url)
		sockettest.Write(t, conn, websocket.TextMessage, "text Hello")
		_, reply := sockettest.Read(t, conn)
		return reply
	}
	for range 2 {
		if got := reply(); got != "text Hello" {
			t.Errorf("the reply is %q", got)
		}
	}
	if got := reply(); !strings.HasPrefix(got, "close 1013 your address has 2 connections open") {
		t.Errorf("the reply to the third is %q", got)
	}
}
