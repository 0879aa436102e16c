package play

import "testing"

func TestTheEndOfAConnectionSaysWhichCloseFramesCameBefore(t *testing.T) {
	for _, c := range []struct {
		closes CloseFrames
		want   string
	}{
		{CloseFrames{}, "no close frame went before (1006)"},
		{CloseFrames{Invalid: true}, "no valid close frame went before (1006)"},
		{CloseFrames{Client: true}, "only the client had sent a close frame"},
		{CloseFrames{Server: true}, "only the server had sent a close frame"},
		{CloseFrames{Server: true, Invalid: true}, "only the server’s close frame was valid"},
		{CloseFrames{Client: true, Server: true}, "after a close frame each way"},
		{CloseFrames{Client: true, Server: true, Invalid: true}, "after a close frame each way"},
	} {
		if got, want := *c.closes.Row(), (WireRow{Kind: "TCP", Words: "The connection is over.", Meta: c.want}); got != want {
			t.Errorf("%+v: %+v, want %+v", c.closes, got, want)
		}
	}
}

func TestBytesThatBeginAHeaderHaveARow(t *testing.T) {
	if row := RestRow(nil); row != nil {
		t.Errorf("of no bytes: %+v", row)
	}
	if got, want := *RestRow([]byte{0x81}), (WireRow{Arrow: "→", Kind: "bytes", Words: "81", Meta: "1 byte of a header, then the connection ended"}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
}

func TestARowOfTheHandshakeHasNoQuery(t *testing.T) {
	for line, want := range map[string]string{
		"GET /echo?console=k&block=b HTTP/1.1": "GET /echo?… HTTP/1.1",
		"GET /echo HTTP/1.1":                   "GET /echo HTTP/1.1",
		"GET /echo?cut":                        "GET /echo?…",
	} {
		h := NewHandshake(Head{Line: line}, Head{Line: "HTTP/1.1 101 Switching Protocols"})
		if got := h.Request.WireRow; got != (WireRow{Arrow: "→", Kind: "HTTP", Words: want, Meta: "opening handshake · to the server"}) {
			t.Errorf("%q: %+v", line, got)
		}
		if got := h.Answer.WireRow; got != (WireRow{Arrow: "←", Kind: "HTTP", Words: "HTTP/1.1 101 Switching Protocols", Meta: "opening handshake · to the client"}) {
			t.Errorf("the answer: %+v", got)
		}
	}
}
