package e2e

import (
	"net/http"
	"slices"
	"strings"
	"testing"
)

func TestBrowserTheWireIsShownAsItHappens(t *testing.T) {
	t.Parallel()
	tab := visit(t, program.Start(t)+lesson2)
	echo := tab.block("first-echo")
	echo.openWire()
	echo.waitText(echo.wire(".empty"), "Nothing yet. Connect")
	echo.take(1)
	echo.waitFrames(asked, answered)
	echo.waitState("open")
	echo.take(2)
	echo.waitFrames(asked, answered, "→ text Hello", "← text Hello")
	echo.take(3)
	echo.waitFrames(asked, answered, "→ text Hello", "← text Hello",
		"→ close 1000 bye (normal closure)", "← close 1000 bye (normal closure)", over)
	echo.waitText(echo.wire(".frames li:last-child"), "after a close frame each way")
	if now := echo.text(echo.wire(".drawing figcaption b")); now != "Frame 4" {
		t.Errorf("%s is drawn, want the newest", now)
	}
}

func TestBrowserTheWireIsShownToWhoeverLooksLater(t *testing.T) {
	t.Parallel()
	tab := visit(t, program.Start(t)+lesson2)
	echo, lunch := tab.block("first-echo"), tab.block("lunch")
	echo.act("run")
	echo.waitAllDone()
	lunch.act("run")
	lunch.waitAllDone()
	all := []string{asked, answered, "→ text Hello", "← text Hello",
		"→ close 1000 bye (normal closure)", "← close 1000 bye (normal closure)", over}
	echo.openWire()
	echo.waitFrames(all...)
	lunch.openWire() // the page is listening already, so this asks anew
	lunch.waitFrames(asked, answered, "→ close 4000 lunch", "← close 4000 lunch", over)
	echo.openWire() // closed
	lunch.openWire()
	echo.take(1)
	echo.waitState("open")
	echo.openWire()
	echo.waitFrames(asked, answered)
}

func TestBrowserTwoClientsHaveAWireEach(t *testing.T) {
	t.Parallel()
	tab := visit(t, program.Start(t)+lesson2)
	both := tab.block("both")
	both.openWire()
	both.act("run")
	both.waitAllDone()
	room := strings.Replace(asked, "echo", "room", 1)
	bye := []string{"→ close 1000 bye (normal closure)", "← close 1000 bye (normal closure)", over}
	sorted := func(rows []string) string { // who spoke first differs from run to run
		slices.Sort(rows)
		return strings.Join(rows, "\n")
	}
	for name, want := range map[string][]string{
		"alice": {room, answered, "→ text Hello Bob, this is Alice", "← text Hello Alice, this is Bob", "→ text Are you still there?"},
		"bob":   {room, answered, "→ text Hello Alice, this is Bob", "← text Hello Bob, this is Alice", "← text Are you still there?"},
	} {
		tab.press(both.wire(".connections [data-name=" + name + "]"))
		both.poll("the wire of "+name, func() (string, bool) {
			frames := both.frames()
			return sorted(frames), sorted(frames) == sorted(append(want, bye...))
		})
		if pressed := both.text(both.wire(".connections [aria-pressed=true]")); pressed != name {
			t.Errorf("%s is said to be shown, want %s", pressed, name)
		}
	}
}

func TestBrowserAResetPutsTheWireAway(t *testing.T) {
	t.Parallel()
	_, echo := openOnTheWire(t)
	echo.take(2)
	echo.waitFrames(asked, answered, "→ text Hello", "← text Hello")
	echo.act("reset")
	echo.waitText(echo.wire(".empty"), "Nothing yet.")
	echo.take(1)
	echo.waitFrames(asked, answered)
	if left := echo.count(echo.wire(".drawing")); left != 1 {
		t.Errorf("%d drawings", left)
	}
}

func TestBrowserAFloodOnTheWireIsBounded(t *testing.T) {
	t.Parallel()
	tab, echo := openOnTheWire(t)
	evaluate[bool](tab.document, `(async () => {
		for (let i = 0; i < 500; i++) {
			socket.send("message " + i);
			if (i % 10 === 9) await new Promise((resolve) => setTimeout(resolve, 10));
		}
	})().then(() => true)`)
	echo.wait("the last echo", `[...document.querySelectorAll(%s)].at(-1)?.textContent.includes("message 499")`, echo.wire(".frames .down"))
	echo.waitText(echo.wire(".skipped"), "earlier frames are not kept.")
	if rows := echo.count(echo.wire(".frames button")); rows > 302 {
		t.Errorf("%d rows", rows)
	}
}

func TestBrowserTheWireInASandboxedFrame(t *testing.T) {
	t.Parallel()
	tab := visit(t, hostPage(t, program.Start(t)+embed2, 1))
	frame := tab.frame("#e0")
	echo := frame.block("first-echo")
	echo.openWire()
	echo.take(1)
	echo.waitState("open")
	echo.take(2)
	echo.waitFrames(asked, answered, "→ text Hello", "← text Hello")
	echo.pick("request")
	if request := echo.text(echo.wire(".http")); !strings.Contains(request, "Origin: null") {
		t.Errorf("the request is\n%s", request)
	}
	echo.wantExplained("origin")
	echo.pick(1)
	echo.wantExplained("key")
}

func TestBrowserAnOpenWireIsRemembered(t *testing.T) {
	t.Parallel()
	tab := visit(t, program.Start(t)+lesson2)
	echo := tab.block("first-echo")
	echo.openWire()
	echo.waitText(echo.wire(".empty"), "Nothing yet.")
	tab.open(tab.address())
	echo.waitText(echo.wire(".empty"), "Nothing yet.")
	echo.take(1)
	echo.waitFrames(asked, answered)
	if open := tab.count(".wire[open]"); open != 1 {
		t.Errorf("%d views are open, want that of one block", open)
	}
	for _, request := range tab.traffic.requests() {
		if strings.Contains(request.Path, "wire") {
			return
		}
	}
	t.Error("the view’s script was not seen on the network, so no test knows when it is fetched")
}

func TestBrowserTheWireComesBackWithTheServerConsole(t *testing.T) {
	t.Parallel()
	proxy := newProxy(t, program.Start(t))
	tab := visit(t, proxy.address+lesson2)
	echo := tab.block("first-echo")
	echo.openWire()
	echo.take(1)
	echo.waitFrames(asked, answered)
	proxy.cut("/console")
	echo.waitRow("server", "The server console went silent: its connection broke (1006).")
	echo.take(3)
	echo.waitDone(3)
	echo.take(1)
	echo.waitState("open")
	echo.take(2)
	echo.waitFrames(asked, answered, "→ text Hello", "← text Hello")
}

func TestBrowserAWireThatCannotBeFetchedSaysSo(t *testing.T) {
	t.Parallel()
	proxy := newProxy(t, program.Start(t))
	broken := true
	proxy.answers(func(w http.ResponseWriter, r *http.Request) bool {
		if broken && strings.HasPrefix(r.URL.Path, "/static/wire/wire.") {
			w.WriteHeader(http.StatusBadGateway)
			return true
		}
		return false
	})
	tab := newTab(t)
	tab.complaints.allow("502|wire")
	tab.open(proxy.address + lesson2)
	echo := tab.block("first-echo")
	echo.openWire()
	echo.waitText(echo.wire(".view"), "What shows the wire could not be fetched.")
	echo.take(1) // all else works
	echo.waitState("open")
}
