package e2e

import (
	"strings"
	"testing"

	"twocups/server/e2e/browser"
)

func TestBrowserALearnerAsksForAPing(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+framesLesson)
	ping := connectWithWire(tab, "ping")
	ping.PressStep(2)
	ping.WaitDone(2)
	ping.WaitRows("client", "connecting to /ask", "open", "→ ping hi [to the server · text · 7 bytes]",
		"← pong hi [to the client · text · 7 bytes]") // without rows for the control frames, which the browser does not show to scripts
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
			t.Errorf("after %q the page shows the trouble %s", way.request, trouble)
		}
	}
}

func TestBrowserALearnerAsksSlowlyAndIsAnsweredMeanwhile(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+framesLesson)
	b := connectWithWire(tab, "ping")
	tab.EnterInDevTools(`socket.send("slowly 2 s later"), socket.send("text at once")`) // at once, however slow the machine is
	b.WaitRow("client", "← later [to the client · text · 5 bytes]")
	rows := strings.Join(b.Rows("client"), "\n")
	if strings.Index(rows, "← at once") > strings.Index(rows, "← later") {
		t.Errorf("the slow answer came first:\n%s", rows)
	}
}
