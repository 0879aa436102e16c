package e2e

import (
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
	"github.com/gorilla/websocket"

	"twocups/server/socket/sockettest"
)

func TestBrowserTheWireShowsThePacketsInTheFrames(t *testing.T) {
	t.Parallel()
	tab := visit(t, program.Start(t)+lesson8)
	events := tab.block("emit-here")
	showPackets(tab)
	for _, want := range []string{"open · frame 1 · to the client", "CONNECT · frame 2 · to the server", "EVENT · frame 4 · to the server · 21 bytes", "ACK · frame 6 · to the client"} {
		if list := events.text(events.wire(".frames")); !strings.Contains(list, want) {
			t.Errorf("no row says %q:\n%s", want, list)
		}
	}
	if caption, pieces := events.text(events.packet("figcaption")), events.pieces(); !strings.Contains(caption, "message · EVENT") || pieces != `420["echo","hello",2]` {
		t.Errorf("frame 5 is drawn as %q, %q", caption, pieces)
	}
	for part, want := range map[string]string{"eio-type": "4, message", "sio-type": "2, EVENT", "sio-id": "wants an answer", "sio-event": "The name of the event", "sio-argument": "goes with the event"} {
		events.wantPacketExplained(part, want)
	}
	before := events.text(events.packet(".meanings > :not([hidden])"))
	tab.press(events.field("opcode")) // the two drawings don't mind each other
	if meaning := events.text(events.packet(".meanings > :not([hidden])")); meaning != before {
		t.Errorf("the packet's explanation is now %q", meaning)
	}

	events.pick(1)
	for part, want := range map[string]string{"eio-type": "0, open", "eio-sid": "name of the session", "eio-upgrades": "may change to",
		"eio-interval": "between two pings", "eio-timeout": "waits for the pong", "eio-most": "over HTTP"} {
		events.wantPacketExplained(part, want)
	}
	events.pick(3)
	events.wantPacketExplained("sio-type", "the client is in")
	events.wantPacketExplained("sio-sid", "socket.id")
	events.pick(6)
	events.wantPacketExplained("sio-id", "that this answers")
	events.pick("request")
	if left := events.count(events.packet("*")); left != 0 {
		t.Errorf("below the request are %d parts of a packet", left)
	}
}

func TestBrowserTheWireShowsAttachmentsAndWhatIsNoPacket(t *testing.T) {
	t.Parallel()
	address := program.Start(t)
	tab := visit(t, address+lesson8)
	events := tab.block("emit-here")
	events.openWire()
	events.take(1)
	events.pick("request")
	query := regexp.MustCompile(`console=\w+`).FindString(events.text(events.wire(".http")))
	url := "ws" + strings.TrimPrefix(address, "http") + "/socket.io/?EIO=4&transport=websocket&" + query + "&block=emit-here&attempt=9"
	conn := sockettest.Dial(t, url) // what this page's own client does not send
	sockettest.Write(t, conn, websocket.TextMessage, "40")
	sockettest.Write(t, conn, websocket.TextMessage, `451-["message",{"_placeholder":true,"num":0}]`)
	sockettest.Write(t, conn, websocket.BinaryMessage, "bytes")
	sockettest.Write(t, conn, websocket.TextMessage, `42["message`)
	events.waitText(events.wire(".frames"), "The connection is over.") // what is no packet ends it; no row moves any more

	rowOf := func(words string) string {
		return evaluate[string](tab.document, `[...document.querySelectorAll(%s)].find((row) => row.textContent.includes(%s)).dataset.key`, events.wire(".frames button"), words)
	}
	events.pick(rowOf("attachment 1 of 1"))
	says := events.text(events.wire(".packet"))
	for _, want := range []string{"Attachment 1 of 1", "of the packet that begins in", "where its _placeholder stands"} {
		if !strings.Contains(says, want) {
			t.Errorf("the attachment says %q, want %q", says, want)
		}
	}
	tab.press(events.packet("[data-goto]"))
	events.wantPacketExplained("sio-attachments", "attachments follow")
	events.wantPacketExplained("sio-argument", "_placeholder")

	events.pick(rowOf(`42["messageno packet`)) // the row's words, and what it says of itself
	if says := events.text(events.packet(".why")); !strings.Contains(says, "This is no packet that Socket.IO could read.") {
		t.Errorf("what is no packet says %q", says)
	}
}

func TestBrowserThePacketsByKeyboardAlone(t *testing.T) {
	t.Parallel()
	tab := newTab(t)
	tab.calm()
	tab.open(program.Start(t) + lesson8)
	events := tab.block("emit-here")
	showPackets(tab)
	tab.tabTo(events.field("payload"))
	for _, part := range []string{"eio-type", "sio-type", "sio-id", "sio-event", "sio-argument"} {
		tab.key(kb.Tab)
		tab.wantFocus(events.field(part))
		if shown := evaluate[string](tab.document, `document.querySelector(%s).dataset.of`, events.packet(".meanings > :not([hidden])")); shown != part {
			t.Errorf("with the focus on %s, %s is explained", part, shown)
		}
		tab.focused()
	}
}

// showPackets opens the view of a block that has spoken Socket.IO, at an event that asks
// for an answer.
func showPackets(tab *tab) {
	tab.t.Helper()
	events := tab.block("emit-here")
	events.openWire()
	events.act("run")
	events.waitAllDone()
	events.waitText(events.wire(".frames"), "The connection is over.") // no row moves any more
	events.pick(5)
}

// packet returns the selector of something in the drawing of a packet.
func (b block) packet(selector string) string { return b.wire(".packet " + selector) }

// pieces returns the pieces of the packet that is drawn, put together.
func (b block) pieces() string {
	b.t.Helper()
	return evaluate[string](b.document, `[...document.querySelectorAll(%s)].map((e) => e.textContent).join("")`, b.packet(".pieces :is(.value, .between)"))
}

// wantPacketExplained checks that a part of the packet is explained on focus, to who sees
// and to who hears it.
func (b block) wantPacketExplained(part, want string) {
	b.t.Helper()
	said := evaluate[string](b.document, `(() => {
		const part = document.querySelector(%s);
		part.focus();
		return document.getElementById(part.getAttribute("aria-describedby")).textContent;
	})()`, b.field(part))
	if shown := b.text(b.packet(".meanings > :not([hidden])")); !strings.Contains(shown, want) || !strings.Contains(said, want) {
		b.t.Errorf("%s: shown is %q, described by %q, want %q", part, shown, said, want)
	}
}
