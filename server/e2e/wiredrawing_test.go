package e2e

import (
	"crypto/sha1"
	"encoding/base64"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"twocups/lessons/play"
	"twocups/lessons/play/digits"
	"twocups/server/socket/sockettest"
)

func TestBrowserTheHandshakeIsShownAndExplained(t *testing.T) {
	t.Parallel()
	tab := visit(t, program.Start(t)+lesson2)
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

func TestBrowserAFrameIsDrawnBitByBit(t *testing.T) {
	t.Parallel()
	tab, echo := openOnTheWire(t)
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
	key, _ := digits.ParseHex(echo.bits("key"))
	masked, _ := digits.ParseHex(echo.bits("payload"))
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
	t.Parallel()
	tab, echo := openOnTheWire(t)
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
	t.Parallel()
	address := program.Start(t)
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
	if within := echo.count(echo.wire(".frames .between-fragments")); within == 0 {
		t.Error("nothing shows that the ping lies within the message")
	}
}

func TestBrowserTheWireByKeyboardAlone(t *testing.T) {
	t.Parallel()
	tab := newTab(t)
	tab.calm() // or the page would still be on its way to what has the focus
	tab.open(program.Start(t) + lesson2)
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
