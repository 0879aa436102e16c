package tap

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
)

// page is a follower that has room for a number of reports.
type page struct {
	wires  []play.Wire
	frames map[int]play.FrameRow
	room   int // for this many reports
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

// numbers returns the numbers of the reported frames, as a range if none is missing.
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
		t.Error("reported something after Unfollow")
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

func TestAPartlyReportedFrameIsReportedAgain(t *testing.T) {
	p := newPage()
	r := recorded(p.add)
	raw := frame(rfc6455.Client, 0x81, "Hello")
	r.Received(raw[:8])
	if f := p.frames[1]; f.Came != 2 || f.Text != "He" {
		t.Errorf("a part of the frame is %+v", f)
	}
	r.Sent(frame(rfc6455.Server, 0x89, "")) // meanwhile
	r.Received(raw[8:])
	if f := p.frames[1]; f.Came != 5 || f.Text != "Hello" || p.numbers() != "1-2" {
		t.Errorf("the whole frame is %+v, of frames %s", f, p.numbers())
	}
	r.Received(raw[:9])
	r.End()
	if f := p.frames[3]; f.Came != 3 {
		t.Errorf("the frame at the end of the connection is %+v", f)
	}
}

func TestAFrameUnderWayIsReportedTenTimesASecond(t *testing.T) {
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
			t.Errorf("reported %d times at once, the last time with %d bytes", len(p.wires)-reported, f.Came)
		}
		<-time.After(progressInterval)
		r.Received(raw[:1])
		if f := p.frames[1]; f.Came != 11 {
			t.Errorf("reported %d bytes, want 11", f.Came)
		}
		r.Received(raw[1:6])
		r.CatchUp() // as a console does at each tick
		if f := p.frames[1]; f.Came != 16 {
			t.Errorf("reported %d bytes, want 16", f.Came)
		}
		reported = len(p.wires)
		r.CatchUp()
		if len(p.wires) != reported {
			t.Error("reported a frame that had not changed")
		}
		r.Received(raw[6:8])
		r.End()
		if f := p.frames[1]; f.Came != 18 {
			t.Errorf("reported %d bytes in the end, want 18", f.Came)
		}
	})
}

func TestAPartOfAFrameIsReportedAgainWhenTheConnectionEnds(t *testing.T) {
	for name, between := range map[string]int{"still in the ring": 1, "no longer in the ring": 2 * MaxFrames} {
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
