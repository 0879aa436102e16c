package main

import (
	"strings"
	"testing"

	"github.com/gorilla/websocket"

	"twocups/lessons/play"
	"twocups/server/socket/sockettest"
)

func TestRawClientsDoNotHoldUpTheGoodbye(t *testing.T) {
	p := launch(t, "-drain-time", "3s") // a close frame that stays unanswered holds it up for 5
	conn := sockettest.Dial(t, "ws"+strings.TrimPrefix(p.address, "http")+play.RawPath)
	sockettest.Write(t, conn, websocket.TextMessage, "length 1000 text Hello")
	sockettest.Write(t, conn, websocket.TextMessage, "opcode 16")
	sockettest.Read(t, conn) // the frame before it is written
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		p.stop()
	}()
	if code, _ := sockettest.ReadClose(t, conn); code != 1001 {
		t.Errorf("closed with %d", code)
	}
	<-ended
	if strings.Contains(p.printed.String(), "not everything ended in time") {
		t.Errorf("the log says\n%s", p.printed)
	}
}

func TestRawClientsOfAnAddressAreAsManyAsItsConnections(t *testing.T) {
	url := "ws" + strings.TrimPrefix(start(t, "-max-connections", "8", "-max-per-address", "4"), "http") + play.RawPath
	for range 4 {
		conn := sockettest.Dial(t, url)
		sockettest.Write(t, conn, websocket.TextMessage, "text Hello")
		if _, text := sockettest.Read(t, conn); text != "text Hello" {
			t.Errorf("told %q", text)
		}
	}
	if code, reason := sockettest.ReadClose(t, sockettest.Dial(t, url)); code != 1013 || !strings.HasPrefix(reason, "your address has 4 connections open") {
		t.Errorf("the fifth is closed with %d %q", code, reason)
	}
}
