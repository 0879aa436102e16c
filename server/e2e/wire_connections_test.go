package e2e

import (
	"fmt"
	"strings"
	"testing"

	"twocups/server/e2e/browser"
)

// The tests of this file check the view of the wire when a block has several connections.

// wantOneTabStop checks that Tab reaches one row of the list, and returns its key.
func wantOneTabStop(b browser.Block) string {
	b.T.Helper()
	keys := browser.Evaluate[[]string](b.Document, `[...document.querySelectorAll(%s)].map(({ dataset }) => dataset.key)`, b.WireSelector(".frames [tabindex='0']"))
	if len(keys) != 1 {
		b.T.Fatalf("Tab reaches the rows %q, want one", keys)
	}
	return keys[0]
}

func TestBrowserARunShowsTheNewestFrameWhateverWasChosenBefore(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+framesLesson)
	frames := tab.Block("frames")
	frames.ToggleWire()
	for range 2 {
		frames.PressButton("run")
		frames.WaitAllDone()
		frames.WaitText(frames.WireSelector(".drawing figcaption b"), "Frame 8")
		if key := wantOneTabStop(frames); key != "8" {
			t.Errorf("Tab goes to %s", key)
		}
		if rows := strings.Join(frames.WireRows(), "\n"); !strings.Contains(rows, "→ binary 63 61 66 c3 a9") || !strings.Contains(rows, "→ text Hello") {
			t.Errorf("bytes that may mean anything are shown as text:\n%s", rows)
		}
		frames.ChooseWireRow(3)
		frames.PressButton("reset")
	}
}

func TestBrowserTheWireOfEachClientRemembersTheRowThatIsChosen(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+closingLesson)
	all := tab.Block("server-closes")
	all.ToggleWire()
	all.PressButton("run")
	all.WaitAllDone()
	all.ChooseWireRow("request")
	tab.Press(all.WireSelector(".connections [data-name=carol]"))
	all.WaitText(all.WireSelector(".drawing figcaption b"), "Frame 3")
	wantOneTabStop(all)
	all.WaitRow("server", "← closing, without a code [carol · to the client · close]")
	tab.Press(all.WireSelector(".connections [data-name=alice]"))
	all.WaitText(all.WireSelector(".drawing figcaption b"), "Request")
	if key := wantOneTabStop(all); key != "request" {
		t.Errorf("Tab goes to %s", key)
	}
}

func TestBrowserTheEndDistinguishesValidCloseFrames(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+closingLesson)
	forbidden := tab.Block("forbidden")
	forbidden.ToggleWire()
	forbidden.PressButton("run")
	forbidden.WaitAllDone()
	forbidden.WaitRow("server", "Client disconnected! 1006 (no valid close frame came) [raw]")
	for i, how := range []string{"after a close frame each way", "only the server’s close frame was valid", "only the server’s close frame was valid"} {
		tab.Press(forbidden.WireSelector(fmt.Sprintf(".connections button:nth-child(%d)", i+2))) // the first is the browser's own
		forbidden.WaitText(forbidden.WireSelector(".frames li:last-child"), how)
	}
	forbidden.ChooseWireRow(1)
	if meaning := forbidden.Explanation(); !strings.Contains(meaning, "close code") {
		t.Errorf("the broken frame is explained as %q", meaning)
	}
}

func TestBrowserAHeaderThatTheConnectionEndedInIsShown(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+framesLesson)
	b := connectWithWire(tab, "between")
	b.SendOwn("bytes 81 85")
	b.SendOwn("vanish")
	b.WaitWireRows(requestRow("/echo"), responseRow, "→ bytes 81 85", endRow)
	b.WaitText(b.WireSelector(".frames li:nth-last-child(2)"), "2 bytes of a header, then the connection ended")
	wantOneTabStop(b)
}

func TestBrowserTheWordsOfARowAreNotCut(t *testing.T) {
	t.Parallel()
	tab := browser.NewTab(t)
	tab.Resize(1280, 900)
	tab.Open(twocups.Start(t) + framesLesson)
	b := connectWithWire(tab, "between")
	b.SendOwn("length 2 text Hello")
	b.WaitUntil("the row of the broken frame", `document.querySelector(%s)`, b.WireSelector(".frames .wrong .words"))
	for _, width := range []int64{390, 768, 1280, 1920} {
		tab.Resize(width, 900)
		tab.WaitUntil("the window's width", `innerWidth === %s`, width)
		if cut := browser.Evaluate[bool](tab.Document, `(({ scrollWidth, clientWidth, textContent }) => !textContent.includes("opcode") || scrollWidth > clientWidth)(document.querySelector(%s))`,
			b.WireSelector(".frames .wrong .words")); cut {
			t.Errorf("at %d pixels the row of the broken frame is cut: %q", width, b.WireRows())
		}
		scale := browser.Evaluate[bool](tab.Document, `document.querySelector(%s)?.checkVisibility() ?? false`, b.WireSelector(".drawing .scale"))
		if narrow := width <= 768; scale != narrow {
			t.Errorf("at %d pixels the note that bytes are not drawn on the scale of the bits is shown: %t", width, scale)
		}
	}
}

func TestBrowserAnExplanationKnowsWhoSentTheFrame(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+framesLesson)
	b := connectWithWire(tab, "between")
	b.SendOwn("ping hi")
	b.WaitWireRows(requestRow("/echo"), responseRow, "→ ping hi", "← pong hi") // the raw client sends the next frame without waiting for an answer
	b.SendOwn("pong")
	b.SendOwn("close 1000 bye")
	b.WaitWireRows(requestRow("/echo"), responseRow, "→ ping hi", "← pong hi", "→ pong empty", "→ close 1000 bye (normal closure)", "← close 1000 bye (normal closure)", endRow)
	for _, want := range []struct {
		frame       int
		field, text string
	}{
		{1, "key", "The raw client always takes the same four"},
		{2, "opcode", "The server sends it by itself"},
		{3, "opcode", "The raw client sends it when you say so"},
		{4, "opcode", "The other end must answer"},
		{4, "code", "Why this end hangs up"},
		{5, "opcode", "the answer to the close frame of the other end"},
		{5, "code", "An answer mostly repeats"},
	} {
		b.ChooseWireRow(want.frame)
		tab.Press(b.PartSelector(want.field))
		if meaning := b.Explanation(); !strings.Contains(meaning, want.text) || strings.Contains(meaning, "browser sends") {
			t.Errorf("%s of frame %d is explained as %q, want %q", want.field, want.frame, meaning, want.text)
		}
	}
	tab.Press(b.WireSelector(".connections [data-name='']"))
	b.ChooseWireRow(1)
	tab.Press(b.PartSelector("key"))
	if meaning := b.Explanation(); !strings.Contains(meaning, "chooses at random for each frame") {
		t.Errorf("a browser's key is explained as %q", meaning)
	}
}
