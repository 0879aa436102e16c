package app

import (
	"strings"
	"testing"

	"github.com/gorilla/websocket"

	"twocups/server/socket/sockettest"
	"twocups/server/sockets/rawframe"
)

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
