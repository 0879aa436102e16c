package tap

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
)

const answerText = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nSec-WebSocket-Accept:s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n"

// page follows a recording, as long as it has room.
type page struct {
	wires  []play.Wire
	frames map[int]play.FrameRow
	room   int
}

func newPage() *page { return &page{frames: make(map[int]play.FrameRow), room: 1 << 20} }

func (p *page) add(w play.Wire) bool {
	if p.room--; p.room < 0 {
		return false
	}
	p.wires = append(p.wires, w)
	for _, f := range w.Frames {
		f.Payload = slices.Clone(f.Payload)
		p.frames[f.Number] = f
	}
	return true
}

// numbers returns the numbers of the frames that came, each once.
func (p *page) numbers() string {
	var numbers []int
	for number := range p.frames {
		numbers = append(numbers, number)
	}
	slices.Sort(numbers)
	if len(numbers) == 0 {
		return "none"
	}
	if numbers[len(numbers)-1]-numbers[0] == len(numbers)-1 {
		return fmt.Sprint(numbers[0], "-", numbers[len(numbers)-1])
	}
	return fmt.Sprint(numbers)
}

// recorded returns a recording behind its handshake.
func recorded(report func(play.Wire) bool) *Recording {
	r := NewRecording(report)
	r.Handshake(httptest.NewRequest(http.MethodGet, "/echo", nil))
	r.Sent([]byte(answerText))
	return r
}

func TestARecordingReportsTheHandshakeThenTheFramesOfBothEnds(t *testing.T) {
	p := newPage()
	r := NewRecording(p.add)
	request := httptest.NewRequest(http.MethodGet, "/echo?block=b", nil)
	request.Header = http.Header{"Sec-Websocket-Key": {"k"}, "Accept-Language": {"de", "en"}, "Connection": {"Upgrade"},
		"Cookie": {"session=1234"}, "Origin": {"null"}}
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
	if got, want := written(p.wires[0].Handshake.Request.Head), `GET /echo?block=b HTTP/1.1
Host: example.com
Connection: Upgrade
Origin: null
Sec-WebSocket-Key: k
Accept-Language: de
Accept-Language: en
Cookie: (12 bytes, not shown)
`; got != want {
		t.Errorf("the request is\n%s\nwant\n%s", got, want)
	}
	if got := written(p.wires[0].Handshake.Answer.Head); got+"\n" != strings.ReplaceAll(answerText, "\r\n", "\n") {
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

func written(h play.Head) string {
	lines := h.Line + "\n"
	for _, f := range h.Fields {
		lines += f.Name + ":" + f.Value + "\n"
	}
	return lines
}

func TestALateFollowerGetsTheNewestFrames(t *testing.T) {
	r := recorded(nil)
	for range MaxFrames + 10 {
		r.Received(frame(rfc6455.Client, 0x81, "x"))
	}
	p := newPage()
	r.Follow(p.add)
	if got, want := p.numbers(), fmt.Sprint(11, "-", MaxFrames+10); got != want || p.wires[0].Handshake == nil {
		t.Errorf("frames %s, want %s", got, want)
	}
	for _, w := range p.wires {
		if len(w.Frames) > maxReported {
			t.Errorf("%d frames at once, want at most %d", len(w.Frames), maxReported)
		}
	}
	r.Unfollow()
	reported := len(p.wires)
	r.Received(frame(rfc6455.Client, 0x81, "x"))
	r.End()
	if len(p.wires) != reported {
		t.Error("reported something after the unfollow")
	}
	late := newPage()
	r.Follow(late.add) // after the end
	if got, want := late.numbers(), fmt.Sprint(12, "-", MaxFrames+11); got != want || late.wires[len(late.wires)-1].End == nil {
		t.Errorf("frames %s, want %s, and the end", got, want)
	}
}

func TestABurstInOnePieceIsReportedWhole(t *testing.T) {
	p := newPage()
	r := recorded(p.add)
	r.Received(slices.Repeat(frame(rfc6455.Client, 0x81, "x"), 10*MaxFrames+3))
	if got, want := p.numbers(), fmt.Sprint(1, "-", 10*MaxFrames+3); got != want {
		t.Errorf("frames %s, want %s", got, want)
	}
}

func TestAFollowerWithoutRoomGetsLaterWhatTheRecordingStillHolds(t *testing.T) {
	p := newPage()
	r := recorded(p.add)
	p.room = 0
	for range 2 * MaxFrames {
		r.Received(frame(rfc6455.Client, 0x81, "x"))
	}
	p.room = 1 << 20
	r.CatchUp()
	if got, want := p.numbers(), fmt.Sprint(MaxFrames+1, "-", 2*MaxFrames); got != want {
		t.Errorf("frames %s, want %s", got, want)
	}
}

func TestAFrameOfWhichAPartWasReportedIsReportedAgain(t *testing.T) {
	p := newPage()
	r := recorded(p.add)
	raw := frame(rfc6455.Client, 0x81, "Hello")
	r.Received(raw[:8])
	if f := p.frames[1]; f.Came != 2 || f.Text != "He" {
		t.Errorf("half of it is %+v", f)
	}
	r.Sent(frame(rfc6455.Server, 0x89, "")) // meanwhile
	r.Received(raw[8:])
	if f := p.frames[1]; f.Came != 5 || f.Text != "Hello" || p.numbers() != "1-2" {
		t.Errorf("the whole of it is %+v, of frames %s", f, p.numbers())
	}
	r.Received(raw[:9])
	r.End()
	if f := p.frames[3]; f.Came != 3 {
		t.Errorf("what the connection ended in is %+v", f)
	}
}

func TestAFrameThatGrowsIsReportedTenTimesASecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPage()
		r := recorded(p.add)
		raw := frame(rfc6455.Client, 0x81, strings.Repeat("x", 100))
		r.Received(raw[:6])
		raw = raw[6:]
		reported := len(p.wires)
		for range 10 {
			r.Received(raw[:1])
			raw = raw[1:]
		}
		if f := p.frames[1]; f.Came != 0 || len(p.wires) != reported {
			t.Errorf("reported %d times at once that it grew, to %d bytes", len(p.wires)-reported, f.Came)
		}
		<-time.After(growEvery)
		r.Received(raw[:1])
		if f := p.frames[1]; f.Came != 11 {
			t.Errorf("reported %d bytes, want 11", f.Came)
		}
		r.Received(raw[1:6])
		r.CatchUp() // as a console does that has heard nothing for a while
		if f := p.frames[1]; f.Came != 16 {
			t.Errorf("reported %d bytes, want 16", f.Came)
		}
		reported = len(p.wires)
		r.CatchUp()
		if len(p.wires) != reported {
			t.Error("reported what was no news")
		}
		r.Received(raw[6:8])
		r.End()
		if f := p.frames[1]; f.Came != 18 {
			t.Errorf("reported %d bytes in the end, want 18", f.Came)
		}
	})
}

func TestAHeaderThatTheConnectionEndedInIsReported(t *testing.T) {
	p := newPage()
	r := recorded(p.add)
	r.Received(frame(rfc6455.Client, 0x81, "Hello"))
	r.Received([]byte{0x81, 0x85})
	r.End()
	if end := p.wires[len(p.wires)-1]; end.End == nil || end.Rest == nil || end.Rest.Words != "81 85" {
		t.Errorf("reported %+v", end)
	}
}

func TestAPartOfAFrameIsReportedAgainWhenTheConnectionEnds(t *testing.T) {
	for name, between := range map[string]int{"still in the ring": 1, "no more in the ring": 2 * MaxFrames} {
		p := newPage()
		r := recorded(p.add)
		r.Received(frame(rfc6455.Client, 0x81, "Hello")[:8])
		for range between {
			r.Sent(frame(rfc6455.Server, 0x89, ""))
		}
		if f := p.frames[1]; f.Meta != "frame 1 · to the server · 2 of 5 bytes so far" {
			t.Errorf("%s: %s", name, f.Meta)
		}
		r.End()
		if f := p.frames[1]; f.Meta != "frame 1 · to the server · 2 of 5 bytes, then the connection ended" {
			t.Errorf("%s, in the end: %s", name, f.Meta)
		}
		late := newPage()
		r.Follow(late.add)
		if f, ok := late.frames[1]; ok && f.Meta != p.frames[1].Meta {
			t.Errorf("%s, to a late follower: %s", name, f.Meta)
		}
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
	r := NewRecording(p.add)
	r.End()
	if len(p.wires) != 0 {
		t.Errorf("reported %+v", p.wires)
	}
}

func TestALongHeadIsCut(t *testing.T) {
	p := newPage()
	r := NewRecording(p.add)
	request := httptest.NewRequest(http.MethodGet, "/echo", nil)
	request.Header = http.Header{"Cookie": {"x"}, "Long": {strings.Repeat("x", maxHead)}}
	r.Handshake(request)
	r.Sent([]byte("HTTP/1.1 101 Switching Protocols\r\nLong: " + strings.Repeat("x", 2*maxHead) + "\r\n\r\n\x89\x00"))
	h := p.wires[0].Handshake
	if !h.Request.Cut || !h.Answer.Cut || p.frames[1].Opcode != rfc6455.Ping {
		t.Errorf("cut: %v and %v; frames %s", h.Request.Cut, h.Answer.Cut, p.numbers())
	}
}

func TestAQuietRecordingAllocatesNothingForAFrame(t *testing.T) {
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
