package tap

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
)

const answerText = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nSec-WebSocket-Accept:s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n"

// recorded returns a recording of a connection whose opening handshake is over.
func recorded(report func(play.Wire) bool) *Recording {
	r := NewRecording(report, nil)
	r.Handshake(httptest.NewRequest(http.MethodGet, "/echo", nil))
	r.Sent([]byte(answerText))
	return r
}

func TestARecordingReportsTheHandshakeThenTheFramesOfBothEnds(t *testing.T) {
	p := newPage()
	r := NewRecording(p.add, nil)
	request := httptest.NewRequest(http.MethodGet, "/echo?block=b", nil)
	request.Header = http.Header{"Sec-Websocket-Key": {"k"}, "Accept-Language": {"de", "en"}, "Connection": {"Upgrade"},
		"Cookie": {"session=1234"}, "Authorization": {"Basic 1234"}, "Origin": {"null"},
		"X-Forwarded-Access-Token": {"1234"}, "Cf-Access-Jwt-Assertion": {"1234"}, "Proxy-Authorization": {"Basic 1234"}, "Forwarded": {"for=192.0.2.1"}}
	r.Handshake(request)
	for _, c := range []byte(answerText) {
		r.Sent([]byte{c})
	}
	r.Received(frame(rfc6455.Client, 0x81, "Hello"))
	r.Sent(frame(rfc6455.Server, 0x81, "Hello"))
	r.End()

	if len(p.wires) != 4 || p.wires[0].Handshake == nil || p.wires[3].End == nil {
		t.Fatalf("reported %+v", p.wires)
	}
	if got, want := headText(p.wires[0].Handshake.Request.Head), `GET /echo?block=b HTTP/1.1
Host: example.com
Connection: Upgrade
Origin: null
Sec-WebSocket-Key: k
Accept-Language: de
Accept-Language: en
Authorization: (10 bytes, not shown)
Cookie: (12 bytes, not shown)
`; got != want {
		t.Errorf("the request is\n%s\nwant\n%s", got, want)
	}
	if got := headText(p.wires[0].Handshake.Answer.Head); got+"\n" != strings.ReplaceAll(answerText, "\r\n", "\n") {
		t.Errorf("the answer is\n%s", got)
	}
	up, down := p.frames[1], p.frames[2]
	if up.Sender != rfc6455.Client || string(up.Payload) != "Hello" || up.OnWire == nil || up.OnWire[0] != 0x7f || up.Text != "Hello" {
		t.Errorf("the first frame is %+v", up)
	}
	if down.Sender != rfc6455.Server || down.OnWire != nil || down.Text != "Hello" || down.At < up.At {
		t.Errorf("the second frame is %+v", down)
	}
}

func headText(h play.Head) string {
	lines := h.Line + "\n"
	for _, f := range h.Fields {
		lines += f.Name + ":" + f.Value + "\n"
	}
	return lines
}

func TestAnUnfinishedHeaderIsReportedAtTheEnd(t *testing.T) {
	p := newPage()
	r := recorded(p.add)
	r.Received(frame(rfc6455.Client, 0x81, "Hello"))
	r.Received([]byte{0x81, 0x85})
	r.End()
	if end := p.wires[len(p.wires)-1]; end.End == nil || end.Rest == nil || end.Rest.Words != "81 85" {
		t.Errorf("reported %+v", end)
	}
}

func TestTheEndSaysWhichCloseFramesWentBefore(t *testing.T) {
	up, down := frame(rfc6455.Client, 0x88, "\x03\xe8bye"), frame(rfc6455.Server, 0x88, "\x03\xe8bye")
	forbidden := frame(rfc6455.Client, 0x88, "\x03\xed") // 1005
	for _, c := range []struct {
		up, down []byte
		want     string
	}{
		{up, down, "after a close frame each way"},
		{up, nil, "only the client had sent a close frame"},
		{forbidden, down, "only the server’s close frame was valid"},
		{up[:len(up)-1], down, "only the server’s close frame was valid"},
		{up[:len(up)-1], nil, "no valid close frame went before (1006)"},
		{nil, nil, "no close frame went before (1006)"},
	} {
		p := newPage()
		r := recorded(p.add)
		r.Received(c.up)
		r.Sent(c.down)
		r.End()
		if end := p.wires[len(p.wires)-1].End; end == nil || end.Meta != c.want {
			t.Errorf("after % x and % x: %+v, want %s", c.up, c.down, end, c.want)
		}
		for number, answers := range map[int]bool{1: false, 2: len(c.up) == len(up)} {
			if f, ok := p.frames[number]; ok && f.Answers != answers {
				t.Errorf("frame %d answers: %t", number, f.Answers)
			}
		}
	}
}

func TestBothEndsAreRecordedAtTheSameTime(t *testing.T) {
	p := newPage()
	r := recorded(p.add)
	var ends sync.WaitGroup
	for range 2 {
		ends.Go(func() { r.CatchUp() })
	}
	ends.Go(func() {
		for range 500 {
			r.Received(frame(rfc6455.Client, 0x81, "up"))
		}
	})
	ends.Go(func() {
		for range 500 {
			r.Sent(frame(rfc6455.Server, 0x81, "down"))
		}
	})
	ends.Wait()
	if got := p.numbers(); got != "1-1000" {
		t.Errorf("frames %s", got)
	}
}

func TestARequestThatBecameNoConnectionIsNotReported(t *testing.T) {
	p := newPage()
	r := NewRecording(p.add, nil)
	r.End()
	if len(p.wires) != 0 {
		t.Errorf("reported %+v", p.wires)
	}
}

func TestALongHeadIsCut(t *testing.T) {
	p := newPage()
	r := NewRecording(p.add, nil)
	request := httptest.NewRequest(http.MethodGet, "/echo", nil)
	request.Header = http.Header{"Cookie": {"x"}, "User-Agent": {strings.Repeat("x", maxHead)}}
	r.Handshake(request)
	r.Sent([]byte("HTTP/1.1 101 Switching Protocols\r\nLong: " + strings.Repeat("x", 2*maxHead) + "\r\n\r\n\x89\x00"))
	h := p.wires[0].Handshake
	if !h.Request.Cut || !h.Answer.Cut || p.frames[1].Opcode != rfc6455.Ping {
		t.Errorf("cut: %v and %v; frames %s", h.Request.Cut, h.Answer.Cut, p.numbers())
	}
}

func TestWithoutAFollowerRecordingAFrameAllocatesNothing(t *testing.T) {
	r := recorded(nil)
	up, down := frame(rfc6455.Client, 0x81, "thirty-two bytes of a message..."), frame(rfc6455.Server, 0x81, "thirty-two bytes of a message...")
	both := func() { r.Received(up); r.Sent(down) }
	for range MaxFrames {
		both()
	}
	if n := testing.AllocsPerRun(100, both); n > 0 {
		t.Errorf("%v allocations", n)
	}
}
