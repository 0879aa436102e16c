package e2e

import (
	"fmt"
	"strings"
	"testing"
)

const (
	lesson5 = "/lessons/messages-and-frames"
	lesson6 = "/lessons/the-closing-handshake"
)

// connected opens the wire of a block, and connects.
func (tab *tab) connected(name string) block {
	tab.t.Helper()
	b := tab.block(name)
	b.openWire()
	b.take(1)
	b.waitState("open")
	return b
}

// own sends a text of the learner's own.
func (b block) own(tab *tab, text string) {
	b.t.Helper()
	tab.write(b.at(".own input"), text)
	b.act("send")
}

func TestBrowserALearnerAsksForAPing(t *testing.T) {
	t.Parallel()
	tab := visit(t, program.Start(t)+lesson5)
	ping := tab.connected("ping")
	ping.take(2)
	ping.waitDone(2)
	ping.waitRows("client", "connecting to /ask", "open", "→ ping hi [to the server · text · 7 bytes]",
		"← pong hi [to the client · text · 7 bytes]") // the frames themselves the browser keeps to itself
	ping.waitRows("server", "Client connected!", "→ ping hi [to the server · text · 7 bytes]", "a ping asks the client: hi",
		"the client’s pong says: hi", "← pong hi [to the client · text · 7 bytes]")
	ping.waitFrames(strings.Replace(asked, "echo", "ask", 1), answered,
		"→ text ping hi", "← ping hi", "→ pong hi", "← text pong hi")
}

func TestBrowserALearnerAsksForFragments(t *testing.T) {
	t.Parallel()
	tab := visit(t, program.Start(t)+lesson5)
	fragments := tab.connected("fragments")
	fragments.take(2)
	fragments.waitDone(2)
	fragments.waitRow("client", "← Hello there [to the client · text · 11 bytes]")
	fragments.waitRow("server", "the next message goes in 3 frames")
	fragments.waitFrames(strings.Replace(asked, "echo", "ask", 1), answered,
		"→ text fragments 3 Hello there", "← text Hel", "← continuation lo t", "← continuation here")
	fragments.waitText(fragments.wire(".frames li:last-child .meta"), "fragment 3, the last")
}

func TestBrowserALearnerHasTheServerLeaveInEachWay(t *testing.T) {
	t.Parallel()
	tab := visit(t, program.Start(t)+lesson5)
	b := tab.block("ping")
	b.openWire()
	for _, way := range []struct{ request, client, server, frame string }{
		{"close 4000 enough", "closed 4000 enough", "← closing 4000 enough [to the client · close]", "← close 4000 enough"},
		{"close 1001", "closed 1001 (going away)", "← closing 1001 (going away) [to the client · close]", "← close 1001 (going away)"},
		{"close 1011 oops", "closed 1011 oops (server error)", "← closing 1011 oops (server error) [to the client · close]", "← close 1011 oops (server error)"},
		{"close 1014", "closed 1014 (bad gateway)", "← closing 1014 (bad gateway) [to the client · close]", "← close 1014 (bad gateway)"},
		{"close", "closed 1005 (no code in the close frame)", "← closing, without a code [to the client · close]", "← close without a code"},
		{"vanish", "closed 1006 (no valid close frame came)", "the server vanishes, without a close frame", "TCP The connection is over."},
	} {
		b.act("reset")
		b.take(1)
		b.waitState("open")
		b.own(tab, way.request)
		b.waitState("closed")
		b.waitRow("client", way.client)
		b.waitRow("server", way.server)
		b.poll(way.frame+" on the wire", func() (string, bool) {
			rows, err := b.tryFrames()
			text := strings.Join(rows, "\n")
			return text, err == nil && strings.Contains(text, way.frame) && strings.HasSuffix(text, over)
		})
		if way.request == "vanish" {
			b.waitText(b.wire(".frames li:last-child"), "no close frame went before (1006)")
		}
		if trouble := b.trouble(); trouble != "" {
			t.Errorf("the server was asked for %q, and the page is troubled: %s", way.request, trouble)
		}
	}
}

func TestBrowserALearnerAsksSlowlyAndIsAnsweredMeanwhile(t *testing.T) {
	t.Parallel()
	tab := visit(t, program.Start(t)+lesson5)
	b := tab.connected("ping")
	b.own(tab, "slowly 2 s later")
	b.own(tab, "text at once")
	b.waitRow("client", "← later [to the client · text · 5 bytes]")
	rows := strings.Join(b.rows("client"), "\n")
	if strings.Index(rows, "← at once") > strings.Index(rows, "← later") {
		t.Errorf("what was asked for slowly came first:\n%s", rows)
	}
}

func TestBrowserBrokenFramesAreShownWithWhatIsWrong(t *testing.T) {
	t.Parallel()
	tab := visit(t, program.Start(t)+lesson5)
	broken := tab.connected("broken")
	asks := strings.Replace(asked, "echo", "raw", 1)
	broken.waitFrames(asks, answered) // the learner's own, so far
	for step, want := range []struct{ frame, why, closing string }{
		{"→ text Hello", "A client must mask every frame that it sends (RFC 6455 §5.1).", "← close 1002 a frame from a client must be masked (protocol error)"},
		{"→ text Hello", "RSV1 is set, but no extension was agreed on", "← close 1002 a reserved bit is set, and no extension gives it a meaning (protocol error)"},
		{"→ reserved opcode 0x3", "Opcode 0x3 is reserved: nobody has said what it means", "← close 1002 the opcode 0x3 is reserved (protocol error)"},
		{"→ text caf", "The message ends in the middle of a character", "← close 1007 a text message must be UTF-8; send other bytes as binary (text that is not UTF-8)"},
	} {
		broken.take(step + 2)
		broken.waitDone(step + 2)
		broken.waitFrames(asked, answered, want.frame, want.closing, over) // the raw client's, which is shown by itself
		if chosen := broken.text(broken.wire(".connections [aria-pressed=true]")); chosen != fmt.Sprint("raw ", step+1) {
			t.Errorf("%q is shown, want raw %d", chosen, step+1)
		}
		broken.waitText(broken.wire(".drawing"), want.why) // the broken frame, rather than what came of it
		broken.pick(1)
	}
	broken.take(6)
	broken.waitFrames(asked, answered, "→ text Hello")
	broken.waitText(broken.wire(".frames li:last-child .meta"), "5 of 1,000 bytes so far")
	broken.pick(1)
	broken.own(tab, "bytes 9b 43 5e")
	broken.waitText(broken.wire(".frames li:last-child .meta"), "8 of 1,000 bytes so far")
	broken.waitText(broken.wire(".drawing figcaption"), "8 of 1,000 bytes so far")
	broken.take(7)
	broken.waitFrames(asked, answered, "→ text Helloabc", over)
	broken.waitText(broken.wire(".drawing figcaption"), "8 of 1,000 bytes, then the connection ended")
	tab.press(broken.wire(".connections button:nth-child(2)")) // raw 1 is still there
	broken.waitText(broken.wire(".drawing"), "A client must mask every frame")
	broken.waitRow("server", "Client disconnected! 1006 (no valid close frame came) [raw]")

	tab.press(broken.wire(".connections [data-name='']"))
	broken.waitText(broken.wire(".frames"), "the connection ended without a close frame")
	broken.act("reset")
	broken.waitText(broken.wire(".empty"), "Nothing yet.")
	if left := broken.count(broken.wire(".connections button:not([hidden] *)")); left != 0 {
		t.Errorf("after a reset there are %d connections to choose from", left)
	}
}

func TestBrowserTheRawClientsWireComesBackWhenItIsOpenedAgain(t *testing.T) {
	t.Parallel()
	tab := visit(t, program.Start(t)+lesson5)
	between := tab.connected("between")
	between.take(2)
	between.waitDone(2)
	between.take(3)
	between.waitDone(3)
	all := []string{asked, answered, "→ text Hel", "→ ping still there?", "← pong still there?"}
	between.waitFrames(all...)
	between.openWire() // closed
	between.take(4)
	between.waitDone(4)
	between.openWire()
	between.waitFrames(append(all, "→ continuation lo", "← text Hello")...)
}

func TestBrowserTheRawClientSaysWhatItDoesNotUnderstand(t *testing.T) {
	t.Parallel()
	tab := visit(t, program.Start(t)+lesson5)
	b := tab.connected("between")
	b.own(tab, "opcode 16")
	b.waitRow("client", `← opcode "16" (want 0 to 15) [to the client · text · 26 bytes]`)
	b.waitState("open")
}

// showBroken opens the view of a block at a frame that breaks the protocol.
func showBroken(tab *tab) {
	tab.t.Helper()
	broken := tab.connected("broken")
	broken.take(2)
	broken.waitDone(2)
	broken.pick(1)
}
