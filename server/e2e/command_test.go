package e2e

import (
	"fmt"
	"strings"
	"testing"

	"twocups/server/e2e/browser"
)

// connected opens the wire of a block, and connects.
func connectWithWire(tab *browser.Tab, name string) browser.Block {
	tab.T.Helper()
	b := tab.Block(name)
	b.ToggleWire()
	b.PressStep(1)
	b.WaitState("open")
	return b
}

func TestBrowserALearnerAsksForAPing(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+framesLesson)
	ping := connectWithWire(tab, "ping")
	ping.PressStep(2)
	ping.WaitDone(2)
	ping.WaitRows("client", "connecting to /ask", "open", "→ ping hi [to the server · text · 7 bytes]",
		"← pong hi [to the client · text · 7 bytes]") // the frames themselves the browser keeps to itself
	ping.WaitRows("server", "Client connected!", "→ ping hi [to the server · text · 7 bytes]", "a ping asks the client: hi",
		"the client’s pong says: hi", "← pong hi [to the client · text · 7 bytes]")
	ping.WaitWireRows(requestRow("/ask"), responseRow,
		"→ text ping hi", "← ping hi", "→ pong hi", "← text pong hi")
}

func TestBrowserALearnerAsksForFragments(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+framesLesson)
	fragments := connectWithWire(tab, "fragments")
	fragments.PressStep(2)
	fragments.WaitDone(2)
	fragments.WaitRow("client", "← Hello there [to the client · text · 11 bytes]")
	fragments.WaitRow("server", "the next message goes in 3 frames")
	fragments.WaitWireRows(requestRow("/ask"), responseRow,
		"→ text fragments 3 Hello there", "← text Hel", "← continuation lo t", "← continuation here")
	fragments.WaitText(fragments.WireSelector(".frames li:last-child .meta"), "fragment 3, the last")
}

func TestBrowserALearnerLetsTheServerEndTheConnectionInEachWay(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+framesLesson)
	b := tab.Block("ping")
	b.ToggleWire()
	for _, way := range []struct{ request, client, server, frame string }{
		{"close 4000 enough", "closed 4000 enough", "← closing 4000 enough [to the client · close]", "← close 4000 enough"},
		{"close 1001", "closed 1001 (going away)", "← closing 1001 (going away) [to the client · close]", "← close 1001 (going away)"},
		{"close 1011 oops", "closed 1011 oops (server error)", "← closing 1011 oops (server error) [to the client · close]", "← close 1011 oops (server error)"},
		{"close 1014", "closed 1014 (bad gateway)", "← closing 1014 (bad gateway) [to the client · close]", "← close 1014 (bad gateway)"},
		{"close", "closed 1005 (no code in the close frame)", "← closing, without a code [to the client · close]", "← close without a code"},
		{"vanish", "closed 1006 (no valid close frame came)", "the server vanishes, without a close frame", "TCP The connection is over."},
	} {
		b.PressButton("reset")
		b.PressStep(1)
		b.WaitState("open")
		b.SendOwn(way.request)
		b.WaitState("closed")
		b.WaitRow("client", way.client)
		b.WaitRow("server", way.server)
		b.Poll(way.frame+" on the wire", func() (string, bool) {
			text := strings.Join(b.WireRows(), "\n")
			return text, strings.Contains(text, way.frame) && strings.HasSuffix(text, endRow)
		})
		if way.request == "vanish" {
			b.WaitText(b.WireSelector(".frames li:last-child"), "no close frame went before (1006)")
		}
		if trouble := b.Trouble(); trouble != "" {
			t.Errorf("the server was asked for %q, and the page is troubled: %s", way.request, trouble)
		}
	}
}

func TestBrowserALearnerAsksSlowlyAndIsAnsweredMeanwhile(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+framesLesson)
	b := connectWithWire(tab, "ping")
	b.SendOwn("slowly 2 s later")
	b.SendOwn("text at once")
	b.WaitRow("client", "← later [to the client · text · 5 bytes]")
	rows := strings.Join(b.Rows("client"), "\n")
	if strings.Index(rows, "← at once") > strings.Index(rows, "← later") {
		t.Errorf("what was asked for slowly came first:\n%s", rows)
	}
}

func TestBrowserBrokenFramesAreShownWithWhatIsWrong(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+framesLesson)
	broken := connectWithWire(tab, "broken")
	asks := requestRow("/raw")
	broken.WaitWireRows(asks, responseRow) // the learner's own, so far
	for step, want := range []struct{ frame, why, closing string }{
		{"→ text Hello", "A client must mask every frame that it sends (RFC 6455 §5.1).", "← close 1002 a frame from a client must be masked (protocol error)"},
		{"→ text Hello", "RSV1 is set, but no extension was agreed on", "← close 1002 a reserved bit is set, and no extension gives it a meaning (protocol error)"},
		{"→ reserved opcode 0x3", "Opcode 0x3 is reserved: nobody has said what it means", "← close 1002 the opcode 0x3 is reserved (protocol error)"},
		{"→ text caf", "The message ends in the middle of a character", "← close 1007 a text message must be UTF-8; send other bytes as binary (text that is not UTF-8)"},
	} {
		broken.PressStep(step + 2)
		broken.WaitDone(step + 2)
		broken.WaitWireRows(requestRow("/echo"), responseRow, want.frame, want.closing, endRow) // the raw client's, which is shown by itself
		if chosen := broken.Text(broken.WireSelector(".connections [aria-pressed=true]")); chosen != fmt.Sprint("raw ", step+1) {
			t.Errorf("%q is shown, want raw %d", chosen, step+1)
		}
		broken.WaitText(broken.WireSelector(".drawing"), want.why) // the broken frame, rather than what came of it
		broken.ChooseWireRow(1)
	}
	broken.PressStep(6)
	broken.WaitWireRows(requestRow("/echo"), responseRow, "→ text Hello")
	broken.WaitText(broken.WireSelector(".frames li:last-child .meta"), "5 of 1,000 bytes so far")
	broken.ChooseWireRow(1)
	broken.SendOwn("bytes 9b 43 5e")
	broken.WaitText(broken.WireSelector(".frames li:last-child .meta"), "8 of 1,000 bytes so far")
	broken.WaitText(broken.WireSelector(".drawing figcaption"), "8 of 1,000 bytes so far")
	broken.PressStep(7)
	broken.WaitWireRows(requestRow("/echo"), responseRow, "→ text Helloabc", endRow)
	broken.WaitText(broken.WireSelector(".drawing figcaption"), "8 of 1,000 bytes, then the connection ended")
	tab.Press(broken.WireSelector(".connections button:nth-child(2)")) // raw 1 is still there
	broken.WaitText(broken.WireSelector(".drawing"), "A client must mask every frame")
	broken.WaitRow("server", "Client disconnected! 1006 (no valid close frame came) [raw]")

	tab.Press(broken.WireSelector(".connections [data-name='']"))
	broken.WaitText(broken.WireSelector(".frames"), "the connection ended without a close frame")
	broken.PressButton("reset")
	broken.WaitText(broken.WireSelector(".empty"), "Nothing yet.")
	if left := broken.Count(broken.WireSelector(".connections button:not([hidden] *)")); left != 0 {
		t.Errorf("after a reset there are %d connections to choose from", left)
	}
}

func TestBrowserTheRawClientsWireComesBackWhenItIsOpenedAgain(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+framesLesson)
	between := connectWithWire(tab, "between")
	between.PressStep(2)
	between.WaitDone(2)
	between.PressStep(3)
	between.WaitDone(3)
	all := []string{requestRow("/echo"), responseRow, "→ text Hel", "→ ping still there?", "← pong still there?"}
	between.WaitWireRows(all...)
	between.ToggleWire() // closed
	between.PressStep(4)
	between.WaitDone(4)
	between.ToggleWire()
	between.WaitWireRows(append(all, "→ continuation lo", "← text Hello")...)
}

func TestBrowserTheRawClientSaysWhatItDoesNotUnderstand(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+framesLesson)
	b := connectWithWire(tab, "between")
	b.SendOwn("opcode 16")
	b.WaitRow("client", `← opcode "16" (want 0 to 15) [to the client · text · 26 bytes]`)
	b.WaitState("open")
}

// showBroken opens the view of a block at a frame that breaks the protocol.
func showBrokenFrame(tab *browser.Tab) {
	tab.T.Helper()
	broken := connectWithWire(tab, "broken")
	broken.PressStep(2)
	broken.WaitDone(2)
	broken.ChooseWireRow(1)
}
