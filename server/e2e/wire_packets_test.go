package e2e

import (
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
	"github.com/gorilla/websocket"

	"twocups/server/e2e/browser"
	"twocups/server/socket/sockettest"
)

func TestBrowserTheWireShowsThePacketsInTheFrames(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+socketIOLesson)
	events := tab.Block("emit-here")
	showPackets(tab)
	for _, want := range []string{"open · frame 1 · to the client", "CONNECT · frame 2 · to the server", "EVENT · frame 4 · to the server · 21 bytes", "ACK · frame 6 · to the client"} {
		if list := events.Text(events.WireSelector(".frames")); !strings.Contains(list, want) {
			t.Errorf("no row says %q:\n%s", want, list)
		}
	}
	if caption, pieces := events.Text(packetSelector(events, "figcaption")), packetPieces(events); !strings.Contains(caption, "message · EVENT") || pieces != `420["echo","hello",2]` {
		t.Errorf("frame 5 is drawn as %q, %q", caption, pieces)
	}
	for part, want := range map[string]string{"eio-type": "4, message", "sio-type": "2, EVENT", "sio-id": "wants an answer", "sio-event": "The name of the event", "sio-argument": "goes with the event"} {
		wantPacketExplained(events, part, want)
	}
	before := events.Text(packetSelector(events, ".meanings > :not([hidden])"))
	tab.Press(events.PartSelector("opcode")) // the explanations of the two drawings are independent
	if meaning := events.Text(packetSelector(events, ".meanings > :not([hidden])")); meaning != before {
		t.Errorf("the packet's explanation is now %q", meaning)
	}

	events.ChooseWireRow(1)
	for part, want := range map[string]string{"eio-type": "0, open", "eio-sid": "name of the session", "eio-upgrades": "may change to",
		"eio-interval": "between two pings", "eio-timeout": "waits for the pong", "eio-most": "over HTTP"} {
		wantPacketExplained(events, part, want)
	}
	events.ChooseWireRow(3)
	wantPacketExplained(events, "sio-type", "the client is in")
	wantPacketExplained(events, "sio-sid", "socket.id")
	events.ChooseWireRow(6)
	wantPacketExplained(events, "sio-id", "that this packet answers")
	events.ChooseWireRow("request")
	if left := events.Count(packetSelector(events, "*")); left != 0 {
		t.Errorf("below the request are %d parts of a packet", left)
	}
}

func TestBrowserTheWireShowsAttachmentsAndWhatIsNoPacket(t *testing.T) {
	t.Parallel()
	address := twocups.Start(t)
	tab := browser.Visit(t, address+socketIOLesson)
	events := tab.Block("emit-here")
	events.ToggleWire()
	events.PressStep(1)
	events.ChooseWireRow("request")
	query := regexp.MustCompile(`console=\w+`).FindString(events.Text(events.WireSelector(".http")))
	url := "ws" + strings.TrimPrefix(address, "http") + "/socket.io/?EIO=4&transport=websocket&" + query + "&block=emit-here&attempt=9"
	conn := sockettest.Dial(t, url) // sends what the page's own client does not
	sockettest.Write(t, conn, websocket.TextMessage, "40")
	sockettest.Write(t, conn, websocket.TextMessage, `451-["message",{"_placeholder":true,"num":0}]`)
	sockettest.Write(t, conn, websocket.BinaryMessage, "bytes")
	sockettest.Write(t, conn, websocket.TextMessage, `42["message`)
	events.WaitText(events.WireSelector(".frames"), "The connection is over.") // the last message is no packet and ends the connection, so no row moves any more

	rowOf := func(words string) string {
		return browser.Evaluate[string](tab.Document, `[...document.querySelectorAll(%s)].find((row) => row.textContent.includes(%s)).dataset.key`, events.WireSelector(".frames button"), words)
	}
	events.ChooseWireRow(rowOf("attachment 1 of 1"))
	text := events.Text(events.WireSelector(".packet"))
	for _, want := range []string{"Attachment 1 of 1", "of the packet that begins in", "in the place of its _placeholder"} {
		if !strings.Contains(text, want) {
			t.Errorf("the attachment says %q, want %q", text, want)
		}
	}
	tab.Press(packetSelector(events, "[data-goto]"))
	wantPacketExplained(events, "sio-attachments", "attachments follow")
	wantPacketExplained(events, "sio-argument", "_placeholder")

	events.ChooseWireRow(rowOf(`42["messageno packet`)) // the words of the row, followed by its note
	if text := events.Text(packetSelector(events, ".why")); !strings.Contains(text, "This is no packet that Socket.IO could read.") {
		t.Errorf("the message that is no packet is explained as %q", text)
	}
}

func TestBrowserThePacketsByKeyboardAlone(t *testing.T) {
	t.Parallel()
	tab := browser.NewTab(t)
	tab.EmulateReducedMotion()
	tab.Open(twocups.Start(t) + socketIOLesson)
	events := tab.Block("emit-here")
	showPackets(tab)
	tab.TabTo(events.PartSelector("payload"))
	for _, part := range []string{"eio-type", "sio-type", "sio-id", "sio-event", "sio-argument"} {
		tab.PressKeys(kb.Tab)
		tab.WantFocus(events.PartSelector(part))
		if shown := browser.Evaluate[string](tab.Document, `document.querySelector(%s).dataset.of`, packetSelector(events, ".meanings > :not([hidden])")); shown != part {
			t.Errorf("with the focus on %s, %s is explained", part, shown)
		}
		tab.Focused()
	}
}

// showPackets opens the view of the wire of a block over Socket.IO, at an event that asks for
// an acknowledgement.
func showPackets(tab *browser.Tab) {
	tab.T.Helper()
	events := tab.Block("emit-here")
	events.ToggleWire()
	events.PressButton("run")
	events.WaitAllDone()
	events.WaitText(events.WireSelector(".frames"), "The connection is over.") // no row moves any more
	events.ChooseWireRow(5)
}

// packetSelector returns the selector of an element in the drawing of a packet.
func packetSelector(b browser.Block, selector string) string {
	return b.WireSelector(".packet " + selector)
}

// packetPieces returns the pieces of the packet that is drawn, joined.
func packetPieces(b browser.Block) string {
	b.T.Helper()
	return browser.Evaluate[string](b.Document, `[...document.querySelectorAll(%s)].map((e) => e.textContent).join("")`, packetSelector(b, ".pieces :is(.value, .between)"))
}

// wantPacketExplained checks that a part of the packet is explained when it has the focus, on
// the page and to a screen reader.
func wantPacketExplained(b browser.Block, part, want string) {
	b.T.Helper()
	read := b.FocusPart(part)
	if shown := b.Text(packetSelector(b, ".meanings > :not([hidden])")); !strings.Contains(shown, want) || !strings.Contains(read, want) {
		b.T.Errorf("%s: shown is %q, described by %q, want %q", part, shown, read, want)
	}
}
