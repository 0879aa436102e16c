package e2e

import (
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/network"
)

// What happens to a connection shows up on both sides as what it is.

func TestBrowserAServerThatIsStoppedInTheMiddle(t *testing.T) {
	t.Parallel()
	program := program.Launch(t)
	tab := visit(t, program.Address+lesson2)
	tab.complaints.allow("WebSocket connection to .* failed|ERR_CONNECTION_REFUSED")
	echo := tab.block("first-echo")
	echo.take(1)
	echo.waitState("open")
	echo.waitRow("server", "Client connected!")

	program.Stop()
	echo.waitState("closed")
	echo.waitRow("client", "closed 1001 the server is going away (going away)")
	echo.waitRow("server", "← closing 1001 the server is going away (going away) [to the client · close]")
	echo.waitRow("server", "Client disconnected! 1001 the server is going away (going away)")

	echo.take(2)
	echo.waitOutcome(2, "Not sent: the connection is closed. Connect first.")
	echo.take(1)
	echo.wantTrouble("The server does not answer.\n\nIf it is yours, see whether it still runs; else check the network. Then try again.")

	program.Relaunch(t)
	echo.wantRetry()
	echo.take(2)
	echo.waitDone(2)
	echo.waitRow("server", "→ Hello [to the server · text · 5 bytes]")
}

func TestBrowserAConnectionThatIsCutWithoutACloseFrame(t *testing.T) {
	t.Parallel()
	proxy := newProxy(t, program.Start(t))
	tab := visit(t, proxy.address+lesson2)
	echo := tab.block("first-echo")
	echo.take(1)
	echo.waitState("open")
	echo.waitRow("server", "Client connected!")

	proxy.cut("/echo")
	echo.waitState("closed")
	echo.waitRow("client", "closed 1006 (no valid close frame came)")
	echo.waitRow("server", "Client disconnected! 1006 (no valid close frame came)")
	if bad := echo.count(echo.at(".ends li.bad")); bad < 2 {
		t.Errorf("%d rows look bad, want the end on both sides", bad)
	}

	echo.take(1)
	echo.waitState("open")
	echo.take(2)
	echo.waitDone(1, 2)
}

func TestBrowserAServerConsoleThatIsLostSaysSoAndComesBack(t *testing.T) {
	t.Parallel()
	proxy := newProxy(t, program.Start(t))
	tab := visit(t, proxy.address+lesson2)
	echo := tab.block("first-echo")
	echo.take(1)
	echo.waitRow("server", "Client connected!")

	proxy.cut("/console")
	echo.waitRow("server", "The server console went silent: its connection broke (1006).")
	echo.take(2) // the connection itself lives
	echo.waitDone(2)
	echo.take(3)
	echo.waitDone(3)
	echo.take(1)
	echo.waitDone(1)
	echo.poll("the console to see the next connection", func() (string, bool) {
		rows := strings.Join(echo.rows("server"), "\n")
		return rows, strings.Count(rows, "Client connected!") == 2
	})
}

func TestBrowserANetworkThatGoesSilent(t *testing.T) {
	t.Parallel()
	proxy := newProxy(t, program.Start(t))
	tab := visit(t, proxy.address+lesson2)
	echo := tab.block("first-echo")
	echo.take(1)
	echo.waitState("open")
	echo.waitRow("server", "Client connected!")

	proxy.silence(true)
	echo.take(2)
	echo.waitOutcome(2, "Nothing came within 5.00 s.")
	echo.waitRow("server", "The server console went silent: nothing came from the server for 16 seconds.")
	echo.waitState("open") // nobody has told the socket

	proxy.silence(false)
	echo.waitRow("client", "← Hello [to the client · text · 5 bytes · round trip]")
	echo.waitRow("server", "→ Hello [to the server · text · 5 bytes]")
}

func TestBrowserABrowserThatLosesItsNetwork(t *testing.T) {
	t.Parallel()
	tab := visit(t, program.Start(t)+lesson2)
	echo := tab.block("first-echo")
	echo.take(1)
	echo.waitState("open")
	tab.offline(true)
	echo.waitRow("client", "The browser says the network is gone. The socket does not know yet.")
	tab.offline(false)
	echo.waitRow("client", "The browser says the network is back.")
}

// offline has the browser tell the tab that there is no network.
func (tab *tab) offline(offline bool) {
	tab.t.Helper()
	command(tab.document, network.OverrideNetworkState,
		network.OverrideNetworkStateParams{Offline: offline, DownloadThroughput: -1, UploadThroughput: -1})
}

func TestBrowserALearnerWhoClosesTheTabIsSeenLeaving(t *testing.T) {
	t.Parallel()
	program := program.Launch(t)
	tab := visit(t, program.Address+lesson2)
	echo := tab.block("first-echo")
	echo.take(1)
	echo.waitState("open")
	program.Printed.Await(t, `client connected.* path=/echo`)
	tab.close()
	program.Printed.Await(t, `client disconnected.* path=/echo code=1001`)
}

func TestBrowserALearnerWhoGoesToAnotherPageHangsUpAndMayComeBack(t *testing.T) {
	t.Parallel()
	program := program.Launch(t)
	tab := visit(t, program.Address+lesson2)
	echo := tab.block("first-echo")
	echo.take(1)
	echo.waitState("open")
	tab.open(program.Address + "/")
	program.Printed.Await(t, `client disconnected.* path=/echo code=1000 clean=true`)

	evaluate[bool](tab.document, `setTimeout(() => history.back()), true`) // the browser has kept the page
	tab.waitText(echo.at(".state"), "closed")
	echo.waitRow("client", "closed 1000 the page was left (normal closure)")
	echo.take(1)
	echo.waitState("open")
	echo.take(2)
	echo.waitDone(1, 2)
	echo.waitRow("server", "→ Hello [to the server · text · 5 bytes]")
}

func TestBrowserAPressBeforeTheModuleIsThereIsKept(t *testing.T) {
	t.Parallel()
	proxy := newProxy(t, program.Start(t))
	asked, ready := make(chan struct{}, 1), make(chan struct{})
	release := sync.OnceFunc(func() { close(ready) })
	t.Cleanup(release)
	proxy.answers(func(_ http.ResponseWriter, r *http.Request) bool {
		if strings.HasSuffix(r.URL.Path, ".wasm") {
			asked <- struct{}{}
			<-ready
		}
		return false
	})
	tab := visit(t, proxy.address+lesson2)
	echo, lunch := tab.block("first-echo"), tab.block("lunch")
	height := func() float64 {
		return evaluate[float64](tab.document, `document.documentElement.getBoundingClientRect().height`)
	}
	before := height()
	echo.take(1)
	lunch.act("run")
	<-asked
	for _, block := range []block{echo, lunch} {
		block.waitText(block.at(".fetching"), "Fetching what the steps need …")
	}
	if now := height(); now != before {
		t.Errorf("the page was %v pixels high, and is %v while it fetches: what is below moves under the hand", before, now)
	}
	echo.waitState("closed")

	release()
	echo.waitState("open")
	echo.waitDone(1)
	lunch.waitAllDone()
	if says := tab.text(".fetching"); says != "" {
		t.Errorf("the blocks still say %q", says)
	}
	if asked := len(asked); asked != 0 {
		t.Errorf("the module was asked for %d times more", asked)
	}
}
