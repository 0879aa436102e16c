package e2e

import (
	"net/http"
	"strings"
	"sync"
	"testing"

	"twocups/server/e2e/browser"
)

// Both consoles show what happens to a connection.

func TestBrowserAServerThatIsStoppedInTheMiddle(t *testing.T) {
	t.Parallel()
	program := twocups.Launch(t)
	tab := browser.Visit(t, program.Address+websocketsLesson)
	tab.Complaints.Allow("WebSocket connection to .* failed|ERR_CONNECTION_REFUSED")
	echo := tab.Block("first-echo")
	echo.PressStep(1)
	echo.WaitState("open")
	echo.WaitRow("server", "Client connected!")

	program.Stop()
	echo.WaitState("closed")
	echo.WaitRow("client", "closed 1001 the server is going away (going away)")
	echo.WaitRow("server", "← closing 1001 the server is going away (going away) [to the client · close]")
	echo.WaitRow("server", "Client disconnected! 1001 the server is going away (going away)")

	echo.PressStep(2)
	echo.WaitOutcome(2, "Not sent: the connection is closed. Connect first.")
	echo.PressStep(1)
	echo.WantTrouble("The server does not answer.\n\nIf it is yours, see whether it still runs; else check the network. Then try again.")

	program.Relaunch(t)
	echo.WantRetry()
	echo.PressStep(2)
	echo.WaitDone(2)
	echo.WaitRow("server", "→ Hello [to the server · text · 5 bytes]")
}

func TestBrowserAConnectionThatIsCutWithoutACloseFrame(t *testing.T) {
	t.Parallel()
	proxy := newProxy(t, twocups.Start(t))
	tab := browser.Visit(t, proxy.address+websocketsLesson)
	echo := tab.Block("first-echo")
	echo.PressStep(1)
	echo.WaitState("open")
	echo.WaitRow("server", "Client connected!")

	proxy.cutWebSockets("/echo")
	echo.WaitState("closed")
	echo.WaitRow("client", "closed 1006 (no valid close frame came)")
	echo.WaitRow("server", "Client disconnected! 1006 (no valid close frame came)")
	if bad := echo.Count(echo.Selector(".ends li.bad")); bad < 2 {
		t.Errorf("%d rows look bad, want the end on both sides", bad)
	}

	echo.PressStep(1)
	echo.WaitState("open")
	echo.PressStep(2)
	echo.WaitDone(1, 2)
}

func TestBrowserAServerConsoleThatIsLostSaysSoAndComesBack(t *testing.T) {
	t.Parallel()
	proxy := newProxy(t, twocups.Start(t))
	tab := browser.Visit(t, proxy.address+websocketsLesson)
	echo := tab.Block("first-echo")
	echo.PressStep(1)
	echo.WaitRow("server", "Client connected!")

	proxy.cutWebSockets("/console")
	echo.WaitRow("server", "The server console went silent: its connection broke (1006).")
	echo.PressStep(2) // the connection itself is open
	echo.WaitDone(2)
	echo.PressStep(3)
	echo.WaitDone(3)
	echo.PressStep(1)
	echo.WaitDone(1)
	echo.Poll("the console to see the next connection", func() (string, bool) {
		rows := strings.Join(echo.Rows("server"), "\n")
		return rows, strings.Count(rows, "Client connected!") == 2
	})
}

func TestBrowserANetworkThatGoesSilent(t *testing.T) {
	t.Parallel()
	proxy := newProxy(t, twocups.Start(t, "-pong-wait", "10m")) // the server doesn't give up before the page does
	tab := browser.Visit(t, proxy.address+websocketsLesson)
	echo := tab.Block("first-echo")
	echo.PressStep(1)
	echo.WaitState("open")
	echo.WaitRow("server", "Client connected!")

	proxy.holdTraffic(true)
	echo.PressStep(2)
	echo.WaitOutcome(2, "Nothing came within 5.00 s.")
	echo.WaitRow("server", "The server console went silent: nothing came from the server for 16 seconds.")
	echo.WaitState("open") // the socket has no sign of it

	proxy.holdTraffic(false)
	echo.WaitRow("client", "← Hello [to the client · text · 5 bytes · round trip]")
	echo.WaitRow("server", "→ Hello [to the server · text · 5 bytes]")
}

func TestBrowserABrowserThatLosesItsNetwork(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+websocketsLesson)
	echo := tab.Block("first-echo")
	echo.PressStep(1)
	echo.WaitState("open")
	tab.SetOffline(true)
	echo.WaitRow("client", "The browser says the network is gone. The socket does not know yet.")
	tab.SetOffline(false)
	echo.WaitRow("client", "The browser says the network is back.")
}

func TestBrowserTheServerSeesALearnerCloseTheTab(t *testing.T) {
	t.Parallel()
	program := twocups.Launch(t)
	tab := browser.Visit(t, program.Address+websocketsLesson)
	echo := tab.Block("first-echo")
	echo.PressStep(1)
	echo.WaitState("open")
	program.Printed.Await(t, `client connected.* path=/echo`)
	tab.Close()
	program.Printed.Await(t, `client disconnected.* path=/echo code=1001`)
}

func TestBrowserALearnerWhoLeavesThePageDisconnectsAndMayComeBack(t *testing.T) {
	t.Parallel()
	program := twocups.Launch(t)
	tab := browser.Visit(t, program.Address+websocketsLesson)
	echo := tab.Block("first-echo")
	echo.PressStep(1)
	echo.WaitState("open")
	tab.Open(program.Address + "/")
	program.Printed.Await(t, `client disconnected.* path=/echo code=1000 clean=true`)

	browser.Evaluate[bool](tab.Document, `setTimeout(() => history.back()), true`) // the page comes from the back/forward cache
	tab.WaitText(echo.Selector(".state"), "closed")
	echo.WaitRow("client", "closed 1000 the page was left (normal closure)")
	echo.PressStep(1)
	echo.WaitState("open")
	echo.PressStep(2)
	echo.WaitDone(1, 2)
	echo.WaitRow("server", "→ Hello [to the server · text · 5 bytes]")
}

func TestBrowserAPressBeforeTheModuleIsThereIsKept(t *testing.T) {
	t.Parallel()
	proxy := newProxy(t, twocups.Start(t))
	requested, ready := make(chan struct{}, 1), make(chan struct{})
	release := sync.OnceFunc(func() { close(ready) })
	t.Cleanup(release)
	proxy.answerWith(func(_ http.ResponseWriter, r *http.Request) bool {
		if strings.HasSuffix(r.URL.Path, ".wasm") {
			requested <- struct{}{}
			<-ready
		}
		return false
	})
	tab := browser.Visit(t, proxy.address+websocketsLesson)
	echo, lunch := tab.Block("first-echo"), tab.Block("lunch")
	height := func() float64 {
		return browser.Evaluate[float64](tab.Document, `document.documentElement.getBoundingClientRect().height`)
	}
	before := height()
	echo.PressStep(1)
	lunch.PressButton("run")
	<-requested
	for _, block := range []browser.Block{echo, lunch} {
		block.WaitText(block.Selector(".fetching"), "Fetching what the steps need …")
	}
	if now := height(); now != before {
		t.Errorf("the page was %v pixels high, and is %v during the fetch: the content below moves", before, now)
	}
	echo.WaitState("closed")

	release()
	echo.WaitState("open")
	echo.WaitDone(1)
	lunch.WaitAllDone()
	if text := tab.Text(".fetching"); text != "" {
		t.Errorf("the blocks still say %q", text)
	}
	if again := len(requested); again != 0 {
		t.Errorf("the module was requested %d times more", again)
	}
}
