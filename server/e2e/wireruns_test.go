package e2e

import (
	"fmt"
	"strings"
	"testing"
)

// What the view of the wire shows when one connection follows another.

// wantOneTabStop checks that Tab reaches one row of the list, and returns its key.
func (b block) wantOneTabStop() string {
	b.t.Helper()
	keys := evaluate[[]string](b.document, `[...document.querySelectorAll(%s)].map(({ dataset }) => dataset.key)`, b.wire(".frames [tabindex='0']"))
	if len(keys) != 1 {
		b.t.Fatalf("Tab reaches the rows %q, want one", keys)
	}
	return keys[0]
}

func TestBrowserARunBeginsWithTheNewestWhateverWasLookedAtBefore(t *testing.T) {
	t.Parallel()
	tab := visit(t, program.Start(t)+lesson5)
	frames := tab.block("frames")
	frames.openWire()
	for range 2 {
		frames.act("run")
		frames.waitAllDone()
		frames.waitText(frames.wire(".drawing figcaption b"), "Frame 8")
		if key := frames.wantOneTabStop(); key != "8" {
			t.Errorf("Tab goes to %s", key)
		}
		if rows := strings.Join(frames.frames(), "\n"); !strings.Contains(rows, "→ binary 63 61 66 c3 a9") || !strings.Contains(rows, "→ text Hello") {
			t.Errorf("bytes that may mean anything are shown as text:\n%s", rows)
		}
		frames.pick(3)
		frames.act("reset")
	}
}

func TestBrowserEachClientsWireRemembersWhatIsLookedAt(t *testing.T) {
	t.Parallel()
	tab := visit(t, program.Start(t)+lesson6)
	all := tab.block("server-closes")
	all.openWire()
	all.act("run")
	all.waitAllDone()
	all.pick("request")
	tab.press(all.wire(".connections [data-name=carol]"))
	all.waitText(all.wire(".drawing figcaption b"), "Frame 3")
	all.wantOneTabStop()
	all.waitRow("server", "← closing, without a code [carol · to the client · close]")
	tab.press(all.wire(".connections [data-name=alice]"))
	all.waitText(all.wire(".drawing figcaption b"), "Request")
	if key := all.wantOneTabStop(); key != "request" {
		t.Errorf("Tab goes to %s", key)
	}
}

func TestBrowserTheEndTellsValidCloseFramesFromOthers(t *testing.T) {
	t.Parallel()
	tab := visit(t, program.Start(t)+lesson6)
	forbidden := tab.block("forbidden")
	forbidden.openWire()
	forbidden.act("run")
	forbidden.waitAllDone()
	forbidden.waitRow("server", "Client disconnected! 1006 (no valid close frame came) [raw]")
	for i, how := range []string{"after a close frame each way", "only the server’s close frame was valid", "only the server’s close frame was valid"} {
		tab.press(forbidden.wire(fmt.Sprintf(".connections button:nth-child(%d)", i+2))) // the first is the browser's own
		forbidden.waitText(forbidden.wire(".frames li:last-child"), how)
	}
	forbidden.pick(1)
	if meaning := forbidden.meaning(); !strings.Contains(meaning, "close code") {
		t.Errorf("what is wrong is explained as %q", meaning)
	}
}

func TestBrowserAHeaderThatTheConnectionEndedInIsShown(t *testing.T) {
	t.Parallel()
	tab := visit(t, program.Start(t)+lesson5)
	b := tab.connected("between")
	b.own(tab, "bytes 81 85")
	b.own(tab, "vanish")
	b.waitFrames(asked, answered, "→ bytes 81 85", over)
	b.waitText(b.wire(".frames li:nth-last-child(2)"), "2 bytes of a header, then the connection ended")
	b.wantOneTabStop()
}

func TestBrowserWhatARowSaysHasRoom(t *testing.T) {
	t.Parallel()
	tab := newTab(t)
	tab.size(1280, 900)
	tab.open(program.Start(t) + lesson5)
	b := tab.connected("between")
	b.own(tab, "length 2 text Hello")
	b.wait("a frame that is none", `document.querySelector(%s)`, b.wire(".frames .wrong .words"))
	for _, width := range []int64{390, 768, 1280, 1920} {
		tab.size(width, 900)
		tab.wait("the window's width", `innerWidth === %s`, width)
		if cut := evaluate[bool](tab.document, `(({ scrollWidth, clientWidth, textContent }) => !textContent.includes("opcode") || scrollWidth > clientWidth)(document.querySelector(%s))`,
			b.wire(".frames .wrong .words")); cut {
			t.Errorf("at %d pixels the row of the broken frame is cut: %q", width, b.frames())
		}
		scale := evaluate[bool](tab.document, `document.querySelector(%s)?.checkVisibility() ?? false`, b.wire(".drawing .scale"))
		if narrow := width <= 768; scale != narrow {
			t.Errorf("at %d pixels it is said that bytes are not on the scale of the bits: %t", width, scale)
		}
	}
}

func TestBrowserAnExplanationKnowsWhoSentTheFrame(t *testing.T) {
	t.Parallel()
	tab := visit(t, program.Start(t)+lesson5)
	b := tab.connected("between")
	b.own(tab, "ping hi")
	b.own(tab, "pong")
	b.own(tab, "close 1000 bye")
	b.waitFrames(asked, answered, "→ ping hi", "← pong hi", "→ pong empty", "→ close 1000 bye (normal closure)", "← close 1000 bye (normal closure)", over)
	for _, want := range []struct {
		frame       int
		field, says string
	}{
		{1, "key", "The raw client always takes the same ones"},
		{2, "opcode", "The server sends it by itself"},
		{3, "opcode", "The raw client sends it when you say so"},
		{4, "opcode", "The other end must answer"},
		{4, "code", "Why this end hangs up"},
		{5, "opcode", "the answer to the close frame of the other end"},
		{5, "code", "An answer mostly repeats"},
	} {
		b.pick(want.frame)
		tab.press(b.field(want.field))
		if meaning := b.meaning(); !strings.Contains(meaning, want.says) || strings.Contains(meaning, "browser sends") {
			t.Errorf("%s of frame %d is explained as %q, want %q", want.field, want.frame, meaning, want.says)
		}
	}
	tab.press(b.wire(".connections [data-name='']"))
	b.pick(1)
	tab.press(b.field("key"))
	if meaning := b.meaning(); !strings.Contains(meaning, "makes up anew for each frame") {
		t.Errorf("a browser's key is explained as %q", meaning)
	}
}
