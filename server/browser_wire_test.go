package main

import (
	"crypto/sha1"
	"encoding/base64"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"twocups/lessons/play"
	"twocups/server/socket/sockettest"
)

// wire returns the selector of something in the block's view of the wire.
func (b block) wire(selector string) string { return b.at(".wire " + selector) }

// openWire opens the view, or closes it.
func (b block) openWire() {
	b.t.Helper()
	b.hand.press(b.wire("summary"))
}

// frames returns the rows of the wire's list: arrow, kind and words.
func (b block) frames() []string {
	b.t.Helper()
	frames, err := b.tryFrames()
	if err != nil {
		b.t.Fatal(err)
	}
	return frames
}

func (b block) tryFrames() ([]string, error) {
	rows, err := tryEvaluate[[]string](b.document, script(b.t,
		`[...document.querySelectorAll(%s)].map((row) => [".arrow", ".kind", ".words"].map((part) => row.querySelector(part).textContent).join(" ").trim())`,
		[]any{b.wire(".frames li")}))
	return rows, err
}

// waitFrames waits until the list shows these rows and no others.
func (b block) waitFrames(want ...string) {
	b.t.Helper()
	b.poll(fmt.Sprintf("on the wire of %s\n\t%s\n", b.name, strings.Join(want, "\n\t")), func() (string, bool) {
		rows, err := b.tryFrames()
		return fmt.Sprintf("%v\n\t%s", err, strings.Join(rows, "\n\t")), slices.Equal(rows, want)
	})
}

// pick chooses a row: "request", "answer" or a frame's number.
func (b block) pick(key any) {
	b.t.Helper()
	row := b.wire(fmt.Sprintf(".frames [data-key='%v']", key))
	b.wait("the row "+row, `document.querySelector(%s)`, row)
	b.hand.press(row)
	b.wait("the row to be chosen", `document.querySelector(%s).ariaCurrent === "true"`, row)
}

// field returns the selector of a part of what is drawn.
func (b block) field(name string) string {
	return b.wire(fmt.Sprintf(".drawing [data-part='%s'][aria-describedby]", name))
}

// bits returns what a field of the drawn frame says, all its bytes.
func (b block) bits(name string) string {
	b.t.Helper()
	return evaluate[string](b.document, `[...document.querySelectorAll(%s)].map((e) => e.textContent).join(" ")`,
		b.wire(fmt.Sprintf(".bits [data-part='%s'] .value", name)))
}

// meaning returns the explanation that is shown.
func (b block) meaning() string {
	b.t.Helper()
	return b.text(b.wire(".meanings > :not([hidden])"))
}

const (
	asked    = "→ HTTP GET /echo?… HTTP/1.1"
	answered = "← HTTP HTTP/1.1 101 Switching Protocols"
	over     = "TCP The connection is over."
)

func TestBrowserTheWireIsShownAsItHappens(t *testing.T) {
	tab := visit(t, start(t)+lesson2)
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
	tab := visit(t, start(t)+lesson2)
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

func TestBrowserTheHandshakeIsShownAndExplained(t *testing.T) {
	tab := visit(t, start(t)+lesson2)
	echo := tab.block("first-echo")
	echo.openWire()
	echo.take(1)
	echo.pick("request")
	request := echo.text(echo.wire(".http"))
	host := strings.TrimPrefix(evaluate[string](tab.document, `location.origin`), "http://")
	for _, line := range []string{"GET /echo?console=", "Host: " + host, "Upgrade: websocket", "Connection: Upgrade",
		"Origin: http://" + host, "Sec-WebSocket-Version: 13", "Sec-WebSocket-Extensions: permessage-deflate", "User-Agent: "} {
		if !strings.Contains(request, line) {
			t.Errorf("no line %q in\n%s", line, request)
		}
	}
	for _, field := range []string{"get", "host", "upgrade", "connection", "origin", "sec-websocket-version", "sec-websocket-key", "sec-websocket-extensions"} {
		echo.wantExplained(field)
	}
	key := regexp.MustCompile(`Sec-WebSocket-Key: (\S+)`).FindStringSubmatch(request)[1]

	echo.pick("answer")
	sum := sha1.Sum([]byte(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"))
	want := "HTTP/1.1 101 Switching Protocols\nUpgrade: websocket\nConnection: Upgrade\nSec-WebSocket-Accept: " + base64.StdEncoding.EncodeToString(sum[:])
	if answer := echo.text(echo.wire(".http")); answer != want {
		t.Errorf("the answer is\n%s\nwant\n%s", answer, want)
	}
	for _, field := range []string{"101", "upgrade", "connection", "sec-websocket-accept"} {
		echo.wantExplained(field)
	}
}

// wantExplained checks that a part of the drawing is explained on focus, to who sees
// and to who hears it.
func (b block) wantExplained(field string) {
	b.t.Helper()
	said := evaluate[string](b.document, `(() => {
		const part = document.querySelector(%s);
		part.focus();
		return document.getElementById(part.getAttribute("aria-describedby")).textContent;
	})()`, b.field(field))
	shown := b.meaning()
	if strip := strings.NewReplacer("\n", "", " ", ""); len(shown) < 40 || strip.Replace(shown) != strip.Replace(said) {
		b.t.Errorf("%s: shown is %q, described by %q", field, shown, said)
	}
}

func TestBrowserAFrameIsDrawnBitByBit(t *testing.T) {
	tab := visit(t, start(t)+lesson2)
	echo := tab.block("first-echo")
	echo.openWire()
	echo.take(1)
	echo.waitState("open")
	echo.take(2)
	echo.pick(1)
	for field, want := range map[string]string{"fin": "1", "rsv1": "0", "rsv2": "0", "rsv3": "0", "opcode": "0001", "mask": "1", "length": "0000101"} {
		if got := echo.bits(field); got != want {
			t.Errorf("%s is %s, want %s", field, got, want)
		}
		echo.wantExplained(field)
	}
	for _, field := range []string{"key", "payload"} {
		echo.wantExplained(field)
	}
	key, _ := play.ParseHex(echo.bits("key"))
	masked, _ := play.ParseHex(echo.bits("payload"))
	if len(key) != 4 || len(masked) != 5 {
		t.Fatalf("the key is % x, the payload % x", key, masked)
	}
	for i := range masked {
		masked[i] ^= key[i%4]
	}
	if string(masked) != "Hello" {
		t.Errorf("without the mask the payload is %q", masked)
	}
	if below := echo.text(echo.wire(".payload dl")); !strings.Contains(below, "48 65 6c 6c 6f") || !strings.Contains(below, "Hello") {
		t.Errorf("below it says %q", below)
	}

	echo.pick(2)
	if mask, payload := echo.bits("mask"), echo.bits("payload"); mask != "0" || payload != "48 65 6c 6c 6f" || echo.count(echo.field("key")) != 0 {
		t.Errorf("from the server: MASK %s, payload %s", mask, payload)
	}
	tab.press(echo.field("opcode"))
	if meaning := echo.meaning(); !strings.Contains(meaning, "0x1, text") || strings.Contains(meaning, "0x2") {
		t.Errorf("a press on the opcode shows %q", meaning)
	}
}

func TestBrowserLongFramesHaveLongerFormsOfTheLength(t *testing.T) {
	tab := visit(t, start(t)+lesson2)
	echo := tab.block("first-echo")
	echo.openWire()
	echo.take(1)
	echo.waitState("open")
	evaluate[bool](tab.document, `socket.send(new Uint8Array(300).fill(7)), socket.send("x".repeat(65536)), true`)
	echo.pick(1)
	for field, want := range map[string]string{"opcode": "0010", "length": "1111110", "extended": "01 2c"} {
		if got := echo.bits(field); got != want {
			t.Errorf("%s is %s, want %s", field, got, want)
		}
	}
	echo.wantExplained("extended")
	if below := echo.text(echo.wire(".payload dl")); strings.Count(below, "07") != play.MaxFramePreview || !strings.Contains(below, "… 44 bytes more, which are not kept") {
		t.Errorf("below it says %q", below)
	}

	var long string // the echo of the second message, which a browser may have cut into several frames
	tab.poll("a frame of 65,536 bytes", func() (string, bool) {
		long = evaluate[string](tab.document, `[...document.querySelectorAll(%s)].find((row) => row.textContent.includes("to the client · 65,536 bytes"))?.dataset.key ?? ""`,
			echo.wire(".frames button"))
		return "none", long != ""
	})
	echo.pick(long)
	if length, extended := echo.bits("length"), echo.bits("extended"); length != "1111111" || extended != "00 00 00 00 00 01 00 00" {
		t.Errorf("the length is %s %s", length, extended)
	}
	echo.wantExplained("extended")
}

func TestBrowserWhatBreaksTheProtocolIsMarkedAndFragmentsAreJoined(t *testing.T) {
	address := start(t)
	tab := visit(t, address+lesson2)
	echo := tab.block("first-echo")
	echo.openWire()
	echo.take(1)
	echo.pick("request")
	query := regexp.MustCompile(`console=\w+`).FindString(echo.text(echo.wire(".http")))
	url := "ws" + strings.TrimPrefix(address, "http") + "/echo?" + query + "&block=first-echo&attempt=9"
	client, _ := sockettest.Handshake(t, url) // what a browser cannot send, for the same page
	for _, frame := range []string{
		"\x01\x83\x00\x00\x00\x00Hel", "\x89\x80\x00\x00\x00\x00", "\x80\x82\x00\x00\x00\x00lo", "\xb1\x01x",
	} {
		if _, err := client.Write([]byte(frame)); err != nil {
			t.Fatal(err)
		}
	}
	echo.poll("the frame that breaks the protocol", func() (string, bool) {
		frames := strings.Join(echo.frames(), "\n")
		return frames, strings.Contains(frames, "← close 1002")
	})
	for _, want := range []string{"→ text Hel", "→ ping empty", "→ continuation lo", "→ text x"} {
		if !slices.Contains(echo.frames(), want) {
			t.Errorf("no %q among %q", want, echo.frames())
		}
	}
	tab.press(echo.wire(".frames li.wrong button"))
	why := echo.text(echo.wire(".drawing > .why"))
	for _, part := range []string{"in 3 ways", "RSV2 is set", "RSV3 is set", "A client must mask every frame"} {
		if !strings.Contains(why, part) {
			t.Errorf("%q does not say %q", why, part)
		}
	}
	if wrong := echo.count(echo.wire(".bits .wrong")); wrong != 3 {
		t.Errorf("%d parts are marked", wrong)
	}
	echo.wantExplained("mask")
	if !strings.Contains(echo.meaning(), "A client must mask") {
		t.Errorf("MASK is explained as %q", echo.meaning())
	}

	tab.press(echo.wire(".frames li.fragment.last button"))
	echo.waitText(echo.wire(".fragments"), "Fragment 2, the last of message 1 (text)")
	tab.press(echo.wire(".fragments button:first-of-type"))
	echo.waitText(echo.wire(".fragments"), "Fragment 1 of message 1 (text)")
	if within := echo.count(echo.wire(".frames .within")); within == 0 {
		t.Error("nothing shows that the ping lies within the message")
	}
}

func TestBrowserTheWireByKeyboardAlone(t *testing.T) {
	tab := newTab(t)
	tab.calm() // or the page would still be on its way to what has the focus
	tab.open(start(t) + lesson2)
	echo := tab.block("first-echo")
	echo.act("run")
	echo.waitAllDone()
	tab.tabTo(echo.wire("summary"))
	tab.key(kb.Enter)
	echo.wait("the newest frame", `document.querySelector(%s)?.dataset.key === "4"`, echo.wire(".frames [aria-current]"))
	tab.tabTo(echo.wire(".choices input"))
	tab.key(kb.Tab)
	tab.wantFocus(echo.wire(".frames [data-key='4']"))
	tab.key(kb.ArrowUp)
	tab.wantFocus(echo.wire(".frames [data-key='3'][aria-current]"))
	tab.key(kb.Home)
	tab.wantFocus(echo.wire(".frames [data-key=request][aria-current]"))
	tab.key(kb.End)
	tab.key(kb.ArrowDown)
	tab.wantFocus(echo.wire(".frames [data-key='4'][aria-current]"))
	for _, field := range []string{"fin", "rsv1", "rsv2", "rsv3", "opcode", "mask", "length", "code", "reason"} {
		tab.key(kb.Tab)
		tab.wantFocus(echo.field(field))
		if shown := evaluate[string](tab.document, `document.querySelector(%s).dataset.of`, echo.wire(".meanings > :not([hidden])")); shown != field {
			t.Errorf("with the focus on %s, %s is explained", field, shown)
		}
		tab.focused() // and can be seen
	}
	tab.key(kb.Tab)
	if inside := evaluate[bool](tab.document, `document.activeElement.closest(%s) !== null`, echo.wire(".view")); inside {
		t.Errorf("the focus does not leave the view: %s", tab.focused())
	}
}

func TestBrowserTwoClientsHaveAWireEach(t *testing.T) {
	tab := visit(t, start(t)+lesson2)
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
		tab.press(both.wire(".whose [data-name=" + name + "]"))
		both.poll("the wire of "+name, func() (string, bool) {
			frames := both.frames()
			return sorted(frames), sorted(frames) == sorted(append(want, bye...))
		})
		if pressed := both.text(both.wire(".whose [aria-pressed=true]")); pressed != name {
			t.Errorf("%s is said to be shown, want %s", pressed, name)
		}
	}
}

func TestBrowserAResetPutsTheWireAway(t *testing.T) {
	tab := visit(t, start(t)+lesson2)
	echo := tab.block("first-echo")
	echo.openWire()
	echo.take(1)
	echo.waitState("open")
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
	tab := visit(t, start(t)+lesson2)
	echo := tab.block("first-echo")
	echo.openWire()
	echo.take(1)
	echo.waitState("open")
	evaluate[bool](tab.document, `(async () => {
		for (let i = 0; i < 500; i++) {
			socket.send("message " + i);
			if (i % 10 === 9) await new Promise((resolve) => setTimeout(resolve, 10));
		}
	})().then(() => true)`)
	echo.wait("the last echo", `[...document.querySelectorAll(%s)].at(-1)?.textContent.includes("message 499")`, echo.wire(".frames .down"))
	echo.waitText(echo.wire(".skipped"), "earlier frames are not kept.")
	if rows := echo.count(echo.wire(".frames li")); rows > 302 {
		t.Errorf("%d rows", rows)
	}
}

func TestBrowserTheWireInASandboxedFrame(t *testing.T) {
	tab := visit(t, hostPage(t, start(t)+embed2, 1))
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
	tab := visit(t, start(t)+lesson2)
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
	proxy := newProxy(t, start(t))
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
	proxy := newProxy(t, start(t))
	broken := true
	proxy.answers(func(w http.ResponseWriter, r *http.Request) bool {
		if broken && strings.HasPrefix(r.URL.Path, "/static/wire.") {
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

// showWire opens the view of a block that has been run, at a frame that came masked.
func showWire(tab *tab) {
	tab.t.Helper()
	both := tab.block("both")
	both.openWire()
	both.act("run")
	both.waitAllDone()
	both.pick(1)
}

// showHandshake opens the view of a block at the opening handshake.
func showHandshake(tab *tab) {
	tab.t.Helper()
	echo := tab.block("first-echo")
	echo.openWire()
	echo.take(1)
	echo.pick("request")
}
