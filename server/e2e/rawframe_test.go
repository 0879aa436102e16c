package e2e

import (
	"fmt"
	"testing"

	"twocups/server/e2e/browser"
)

func TestBrowserBrokenFramesAreShownWithWhatIsWrong(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+framesLesson)
	broken := connectWithWire(tab, "broken")
	broken.WaitWireRows(requestRow("/raw"), responseRow) // of the browser's connection
	for step, want := range []struct{ frame, why, closing string }{
		{"→ text Hello", "A client must mask every frame that it sends (RFC 6455 §5.1).", "← close 1002 a frame from a client must be masked (protocol error)"},
		{"→ text Hello", "RSV1 is set, but no extension was agreed on", "← close 1002 a reserved bit is set, and no extension gives it a meaning (protocol error)"},
		{"→ reserved opcode 0x3", "Opcode 0x3 is reserved: nobody has said what it means", "← close 1002 the opcode 0x3 is reserved (protocol error)"},
		{"→ text caf", "The message ends in the middle of a character", "← close 1007 a text message must be UTF-8; send other bytes as binary (text that is not UTF-8)"},
	} {
		broken.PressStep(step + 2)
		broken.WaitDone(step + 2)
		broken.WaitWireRows(requestRow("/echo"), responseRow, want.frame, want.closing, endRow) // of the raw client's connection, which the view chooses by itself
		if chosen := broken.Text(broken.WireSelector(".connections [aria-pressed=true]")); chosen != fmt.Sprint("raw ", step+1) {
			t.Errorf("%q is shown, want raw %d", chosen, step+1)
		}
		broken.WaitText(broken.WireSelector(".drawing"), want.why) // the broken frame, and not the close frame that followed
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
	tab.Press(broken.WireSelector(".connections button:nth-child(2)")) // raw 1 can still be chosen
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
	between.ToggleWire() // closes it
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

// showBrokenFrame opens the view of a block at a frame that breaks the protocol.
func showBrokenFrame(tab *browser.Tab) {
	tab.T.Helper()
	broken := connectWithWire(tab, "broken")
	broken.PressStep(2)
	broken.WaitDone(2)
	broken.ChooseWireRow(1)
}
