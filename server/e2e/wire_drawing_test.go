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
	"twocups/server/e2e/browser"
	"twocups/server/socket/sockettest"
)

func TestBrowserTheHandshakeIsShownAndExplained(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+websocketsLesson)
	echo := tab.Block("first-echo")
	echo.ToggleWire()
	echo.PressStep(1)
	echo.ChooseWireRow("request")
	request := echo.Text(echo.WireSelector(".http"))
	host := strings.TrimPrefix(browser.Evaluate[string](tab.Document, `location.origin`), "http://")
	for _, line := range []string{"GET /echo?console=", "Host: " + host, "Upgrade: websocket", "Connection: Upgrade",
		"Origin: http://" + host, "Sec-WebSocket-Version: 13", "Sec-WebSocket-Extensions: permessage-deflate", "User-Agent: "} {
		if !strings.Contains(request, line) {
			t.Errorf("no line %q in\n%s", line, request)
		}
	}
	for _, field := range []string{"get", "host", "upgrade", "connection", "origin", "sec-websocket-version", "sec-websocket-key", "sec-websocket-extensions"} {
		echo.WantExplained(field)
	}
	key := regexp.MustCompile(`Sec-WebSocket-Key: (\S+)`).FindStringSubmatch(request)[1]

	echo.ChooseWireRow("answer")
	sum := sha1.Sum([]byte(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"))
	want := "HTTP/1.1 101 Switching Protocols\nUpgrade: websocket\nConnection: Upgrade\nSec-WebSocket-Accept: " + base64.StdEncoding.EncodeToString(sum[:])
	if answer := echo.Text(echo.WireSelector(".http")); answer != want {
		t.Errorf("the answer is\n%s\nwant\n%s", answer, want)
	}
	for _, field := range []string{"101", "upgrade", "connection", "sec-websocket-accept"} {
		echo.WantExplained(field)
	}
}

func TestBrowserAFrameIsDrawnBitByBit(t *testing.T) {
	t.Parallel()
	tab, echo := visitWithWire(t)
	echo.PressStep(2)
	echo.ChooseWireRow(1)
	for field, want := range map[string]string{"fin": "1", "rsv1": "0", "rsv2": "0", "rsv3": "0", "opcode": "0001", "mask": "1", "length": "0000101"} {
		if got := echo.PartBits(field); got != want {
			t.Errorf("%s is %s, want %s", field, got, want)
		}
		echo.WantExplained(field)
	}
	for _, field := range []string{"key", "payload"} {
		echo.WantExplained(field)
	}
	key, _ := digits.ParseHex(echo.PartBits("key"))
	masked, _ := digits.ParseHex(echo.PartBits("payload"))
	if len(key) != 4 || len(masked) != 5 {
		t.Fatalf("the key is % x, the payload % x", key, masked)
	}
	for i := range masked {
		masked[i] ^= key[i%4]
	}
	if string(masked) != "Hello" {
		t.Errorf("without the mask the payload is %q", masked)
	}
	if below := echo.Text(echo.WireSelector(".payload dl")); !strings.Contains(below, "48 65 6c 6c 6f") || !strings.Contains(below, "Hello") {
		t.Errorf("below the payload there is %q", below)
	}

	echo.ChooseWireRow(2)
	if mask, payload := echo.PartBits("mask"), echo.PartBits("payload"); mask != "0" || payload != "48 65 6c 6c 6f" || echo.Count(echo.PartSelector("key")) != 0 {
		t.Errorf("from the server: MASK %s, payload %s", mask, payload)
	}
	tab.Press(echo.PartSelector("opcode"))
	if meaning := echo.Explanation(); !strings.Contains(meaning, "0x1, text") || strings.Contains(meaning, "0x2") {
		t.Errorf("a press on the opcode shows %q", meaning)
	}
}

func TestBrowserLongFramesHaveLongerFormsOfTheLength(t *testing.T) {
	t.Parallel()
	tab, echo := visitWithWire(t)
	browser.Evaluate[bool](tab.Document, `socket.send(new Uint8Array(300).fill(7)), socket.send("x".repeat(65536)), true`)
	echo.ChooseWireRow(1)
	for field, want := range map[string]string{"opcode": "0010", "length": "1111110", "extended": "01 2c"} {
		if got := echo.PartBits(field); got != want {
			t.Errorf("%s is %s, want %s", field, got, want)
		}
	}
	echo.WantExplained("extended")
	if below := echo.Text(echo.WireSelector(".payload dl")); strings.Count(below, "07") != play.MaxFramePreview || !strings.Contains(below, "… 44 bytes more, which are not kept") {
		t.Errorf("below the payload there is %q", below)
	}

	var longKey string // the key of the echo's row; a browser may fragment its own message
	tab.Poll("a frame of 65,536 bytes", func() (string, bool) {
		longKey = browser.Evaluate[string](tab.Document, `[...document.querySelectorAll(%s)].find((row) => row.textContent.includes("to the client · 65,536 bytes"))?.dataset.key ?? ""`,
			echo.WireSelector(".frames button"))
		return "none", longKey != ""
	})
	echo.ChooseWireRow(longKey)
	if length, extended := echo.PartBits("length"), echo.PartBits("extended"); length != "1111111" || extended != "00 00 00 00 00 01 00 00" {
		t.Errorf("the length is %s %s", length, extended)
	}
	echo.WantExplained("extended")
}

func TestBrowserWhatBreaksTheProtocolIsMarkedAndFragmentsAreJoined(t *testing.T) {
	t.Parallel()
	address := twocups.Start(t)
	tab := browser.Visit(t, address+websocketsLesson)
	echo := tab.Block("first-echo")
	echo.ToggleWire()
	echo.PressStep(1)
	echo.ChooseWireRow("request")
	query := regexp.MustCompile(`console=\w+`).FindString(echo.Text(echo.WireSelector(".http")))
	url := "ws" + strings.TrimPrefix(address, "http") + "/echo?" + query + "&block=first-echo&attempt=9"
	client, _ := sockettest.Handshake(t, url) // sends what a browser can't, for the same page
	for _, frame := range []string{
		"\x01\x83\x00\x00\x00\x00Hel", "\x89\x80\x00\x00\x00\x00", "\x80\x82\x00\x00\x00\x00lo", "\xb1\x01x",
	} {
		if _, err := client.Write([]byte(frame)); err != nil {
			t.Fatal(err)
		}
	}
	echo.Poll("the frame that breaks the protocol", func() (string, bool) {
		frames := strings.Join(echo.WireRows(), "\n")
		return frames, strings.Contains(frames, "← close 1002")
	})
	for _, want := range []string{"→ text Hel", "→ ping empty", "→ continuation lo", "→ text x"} {
		if !slices.Contains(echo.WireRows(), want) {
			t.Errorf("no %q among %q", want, echo.WireRows())
		}
	}
	tab.Press(echo.WireSelector(".frames li.wrong button"))
	why := echo.Text(echo.WireSelector(".drawing > .why"))
	for _, part := range []string{"in 3 ways", "RSV2 is set", "RSV3 is set", "A client must mask every frame"} {
		if !strings.Contains(why, part) {
			t.Errorf("%q does not say %q", why, part)
		}
	}
	if wrong := echo.Count(echo.WireSelector(".bits .wrong")); wrong != 3 {
		t.Errorf("%d parts are marked", wrong)
	}
	echo.WantExplained("mask")
	if !strings.Contains(echo.Explanation(), "A client must mask") {
		t.Errorf("MASK is explained as %q", echo.Explanation())
	}

	tab.Press(echo.WireSelector(".frames li.fragment.last button"))
	echo.WaitText(echo.WireSelector(".fragments"), "Fragment 2, the last of message 1 (text)")
	tab.Press(echo.WireSelector(".fragments button:first-of-type"))
	echo.WaitText(echo.WireSelector(".fragments"), "Fragment 1 of message 1 (text)")
	if between := echo.Count(echo.WireSelector(".frames .between-fragments")); between == 0 {
		t.Error("nothing shows that the ping is between the fragments of the message")
	}
}

func TestBrowserTheWireByKeyboardAlone(t *testing.T) {
	t.Parallel()
	tab := browser.NewTab(t)
	tab.EmulateReducedMotion() // scrolls to the focus at once
	tab.Open(twocups.Start(t) + websocketsLesson)
	echo := tab.Block("first-echo")
	echo.PressButton("run")
	echo.WaitAllDone()
	tab.TabTo(echo.WireSelector("summary"))
	tab.PressKeys(kb.Enter)
	echo.WaitUntil("the newest frame", `document.querySelector(%s)?.dataset.key === "4"`, echo.WireSelector(".frames [aria-current]"))
	tab.TabTo(echo.WireSelector(".choices input"))
	tab.PressKeys(kb.Tab)
	tab.WantFocus(echo.WireSelector(".frames [data-key='4']"))
	tab.PressKeys(kb.ArrowUp)
	tab.WantFocus(echo.WireSelector(".frames [data-key='3'][aria-current]"))
	tab.PressKeys(kb.Home)
	tab.WantFocus(echo.WireSelector(".frames [data-key=request][aria-current]"))
	tab.PressKeys(kb.End)
	tab.PressKeys(kb.ArrowDown)
	tab.WantFocus(echo.WireSelector(".frames [data-key='4'][aria-current]"))
	for _, field := range []string{"fin", "rsv1", "rsv2", "rsv3", "opcode", "mask", "length", "code", "reason"} {
		tab.PressKeys(kb.Tab)
		tab.WantFocus(echo.PartSelector(field))
		if shown := browser.Evaluate[string](tab.Document, `document.querySelector(%s).dataset.of`, echo.WireSelector(".meanings > :not([hidden])")); shown != field {
			t.Errorf("with the focus on %s, %s is explained", field, shown)
		}
		tab.Focused() // checks that the focus can be seen
	}
	tab.PressKeys(kb.Tab)
	if inside := browser.Evaluate[bool](tab.Document, `document.activeElement.closest(%s) !== null`, echo.WireSelector(".view")); inside {
		t.Errorf("the focus does not leave the view: %s", tab.Focused())
	}
}
