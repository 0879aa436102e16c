package e2e

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"twocups/server/e2e/browser"
)

func TestBrowserTheWireIsShownAsItHappens(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+websocketsLesson)
	echo := tab.Block("first-echo")
	echo.ToggleWire()
	echo.WaitText(echo.WireSelector(".empty"), "Nothing yet. Connect")
	echo.PressStep(1)
	echo.WaitWireRows(requestRow("/echo"), responseRow)
	echo.WaitState("open")
	echo.PressStep(2)
	echo.WaitWireRows(requestRow("/echo"), responseRow, "→ text Hello", "← text Hello")
	echo.PressStep(3)
	echo.WaitWireRows(requestRow("/echo"), responseRow, "→ text Hello", "← text Hello",
		"→ close 1000 bye (normal closure)", "← close 1000 bye (normal closure)", endRow)
	echo.WaitText(echo.WireSelector(".frames li:last-child"), "after a close frame each way")
	if now := echo.Text(echo.WireSelector(".drawing figcaption b")); now != "Frame 4" {
		t.Errorf("%s is drawn, want the newest", now)
	}
}

func TestBrowserTheWireIsShownWhenItIsOpenedLater(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+websocketsLesson)
	echo, lunch := tab.Block("first-echo"), tab.Block("lunch")
	echo.PressButton("run")
	echo.WaitAllDone()
	lunch.PressButton("run")
	lunch.WaitAllDone()
	all := []string{requestRow("/echo"), responseRow, "→ text Hello", "← text Hello",
		"→ close 1000 bye (normal closure)", "← close 1000 bye (normal closure)", endRow}
	echo.ToggleWire()
	echo.WaitWireRows(all...)
	lunch.ToggleWire() // the page has its server console already, and asks for the frames again
	lunch.WaitWireRows(requestRow("/echo"), responseRow, "→ close 4000 lunch", "← close 4000 lunch", endRow)
	echo.ToggleWire() // closes it
	lunch.ToggleWire()
	echo.PressStep(1)
	echo.WaitState("open")
	echo.ToggleWire()
	echo.WaitWireRows(requestRow("/echo"), responseRow)
}

func TestBrowserTwoClientsHaveAWireEach(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+websocketsLesson)
	both := tab.Block("both")
	both.ToggleWire()
	both.PressButton("run")
	both.WaitAllDone()
	room := requestRow("/room")
	bye := []string{"→ close 1000 bye (normal closure)", "← close 1000 bye (normal closure)", endRow}
	sorted := func(rows []string) string { // the order differs from run to run
		slices.Sort(rows)
		return strings.Join(rows, "\n")
	}
	for name, want := range map[string][]string{
		"alice": {room, responseRow, "→ text Hello Bob, this is Alice", "← text Hello Alice, this is Bob", "→ text Are you still there?"},
		"bob":   {room, responseRow, "→ text Hello Alice, this is Bob", "← text Hello Bob, this is Alice", "← text Are you still there?"},
	} {
		tab.Press(both.WireSelector(".connections [data-name=" + name + "]"))
		both.Poll("the wire of "+name, func() (string, bool) {
			frames := both.WireRows()
			return sorted(frames), sorted(frames) == sorted(append(want, bye...))
		})
		if pressed := both.Text(both.WireSelector(".connections [aria-pressed=true]")); pressed != name {
			t.Errorf("%s is said to be shown, want %s", pressed, name)
		}
	}
}

func TestBrowserAResetClearsTheWire(t *testing.T) {
	t.Parallel()
	_, echo := visitWithWire(t)
	echo.PressStep(2)
	echo.WaitWireRows(requestRow("/echo"), responseRow, "→ text Hello", "← text Hello")
	echo.PressButton("reset")
	echo.WaitText(echo.WireSelector(".empty"), "Nothing yet.")
	echo.PressStep(1)
	echo.WaitWireRows(requestRow("/echo"), responseRow)
	if left := echo.Count(echo.WireSelector(".drawing")); left != 1 {
		t.Errorf("%d drawings", left)
	}
}

func TestBrowserAFloodOnTheWireIsBounded(t *testing.T) {
	t.Parallel()
	tab, echo := visitWithWire(t)
	browser.Evaluate[bool](tab.Document, `(async () => {
		for (let i = 0; i < 500; i++) {
			socket.send("message " + i);
			if (i % 10 === 9) await new Promise((resolve) => setTimeout(resolve, 10));
		}
	})().then(() => true)`)
	echo.WaitUntil("the last echo", `[...document.querySelectorAll(%s)].at(-1)?.textContent.includes("message 499")`, echo.WireSelector(".frames .down"))
	echo.WaitText(echo.WireSelector(".skipped"), "earlier frames are not kept.")
	if rows := echo.Count(echo.WireSelector(".frames button")); rows > 302 {
		t.Errorf("%d rows", rows)
	}
}

func TestBrowserTheWireInASandboxedIFrame(t *testing.T) {
	t.Parallel()
	embed := visitEmbed(t, twocups.Start(t), websocketsLesson)
	echo := embed.Block("first-echo")
	echo.ToggleWire()
	echo.PressStep(1)
	echo.WaitState("open")
	echo.PressStep(2)
	echo.WaitWireRows(requestRow("/echo"), responseRow, "→ text Hello", "← text Hello")
	echo.ChooseWireRow("request")
	if request := echo.Text(echo.WireSelector(".http")); !strings.Contains(request, "Origin: null") {
		t.Errorf("the request is\n%s", request)
	}
	echo.WantExplained("origin")
	echo.ChooseWireRow(1)
	echo.WantExplained("key")
}

func TestBrowserAnOpenWireIsRemembered(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+websocketsLesson)
	echo := tab.Block("first-echo")
	echo.ToggleWire()
	echo.WaitText(echo.WireSelector(".empty"), "Nothing yet.")
	tab.Reload()
	echo.WaitText(echo.WireSelector(".empty"), "Nothing yet.")
	echo.PressStep(1)
	echo.WaitWireRows(requestRow("/echo"), responseRow)
	if open := tab.Count(".wire[open]"); open != 1 {
		t.Errorf("%d views are open, want that of one block", open)
	}
	for _, request := range tab.Traffic.Requests() {
		if strings.Contains(request.Path, "wire") {
			return
		}
	}
	t.Error("the page has not requested the script of the view")
}

func TestBrowserTheWireComesBackWithTheServerConsole(t *testing.T) {
	t.Parallel()
	proxy := newProxy(t, twocups.Start(t))
	tab := browser.Visit(t, proxy.address+websocketsLesson)
	echo := tab.Block("first-echo")
	echo.ToggleWire()
	echo.PressStep(1)
	echo.WaitWireRows(requestRow("/echo"), responseRow)
	proxy.cutWebSockets("/console")
	echo.WaitRow("server", "The server console went silent: its connection broke (1006).")
	echo.PressStep(3)
	echo.WaitDone(3)
	echo.PressStep(1)
	echo.WaitState("open")
	echo.PressStep(2)
	echo.WaitWireRows(requestRow("/echo"), responseRow, "→ text Hello", "← text Hello")
}

func TestBrowserAWireThatCannotBeFetchedSaysSo(t *testing.T) {
	t.Parallel()
	proxy := newProxy(t, twocups.Start(t))
	broken := true
	proxy.answerWith(func(w http.ResponseWriter, r *http.Request) bool {
		if broken && strings.HasPrefix(r.URL.Path, "/static/wire/wire.") {
			w.WriteHeader(http.StatusBadGateway)
			return true
		}
		return false
	})
	tab := browser.NewTab(t)
	tab.Complaints.Allow("502|wire")
	tab.Open(proxy.address + websocketsLesson)
	echo := tab.Block("first-echo")
	echo.ToggleWire()
	echo.WaitText(echo.WireSelector(".view"), "The view of the wire could not be fetched.")
	echo.PressStep(1) // the block still works
	echo.WaitState("open")
}
