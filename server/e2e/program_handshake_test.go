package e2e

import (
	"crypto/sha1"
	"encoding/base64"
	"testing"

	"twocups/server/e2e/browser"
)

// acceptOf returns the Sec-WebSocket-Accept for a key (RFC 6455 §4.2.2).
func acceptOf(key string) string {
	digest := sha1.Sum([]byte(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"))
	return base64.StdEncoding.EncodeToString(digest[:])
}

func TestBrowserThePageComputesWhatTheServerAnswers(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+handshakeLesson)
	page := tab.RunProgram("calculator")
	page.Press("#random")
	key := browser.Evaluate[string](page.Document, `document.querySelector("#key").value`)
	if random, err := base64.StdEncoding.DecodeString(key); err != nil || len(random) != 16 {
		t.Errorf("the random key %q has %d bytes, %v", key, len(random), err)
	}
	for _, want := range []string{"which is 16 bytes in base64.", "258EAFA5-E914-47DA-95CA-C5AB0DC85B11", "these 60 bytes", acceptOf(key)} {
		page.WaitText("#steps", want)
	}
	page.Press("#ask")
	page.WaitText("#answer", "The server says the same: "+acceptOf(key))

	page.Fill("#key", "<b>é</b>")
	tab.PressKeys("\r")
	page.WaitText("#steps", "which is no base64: a server refuses it")
	page.WaitText("#accept", acceptOf("<b>é</b>"))
	page.Press("#ask")
	page.WaitText("#answer", "The server says: HTTP/1.1 400 Bad Request")
}

func TestBrowserALearnerSendsAHandshakeOfTheirOwn(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+handshakeLesson)
	page := tab.RunProgram("send")
	for lines, want := range map[string]string{
		"GET /echo HTTP/1.1\nHost: a\nUpgrade: websocket\nConnection: Upgrade\nSec-WebSocket-Version: 14\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==": "HTTP/1.1 426 Upgrade Required",
		"<img src=x onerror=alert(1)>": "HTTP/1.1 400 Bad Request",
	} {
		page.Fill("#request", lines)
		page.Press("#send")
		page.WaitText("#answer", want)
		tab.WaitText("#send .printed", want)
	}
	page.Press("#again")
	page.Press("#end")
	page.Press("#send")
	page.WaitText("#answer", "no answer came within 2s")
	page.Press("#end")
	page.Press("#send")
	page.WaitText("#answer", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ")
}

// A sandboxed iframe of another site is no secure context, so there is no crypto.subtle.
func TestBrowserTheHandshakesProgramsRunInASandboxedIFrame(t *testing.T) {
	t.Parallel()
	embed := visitEmbed(t, twocups.Start(t), handshakeLesson)
	embed.Press("#calculator button[data-act=run]")
	embed.WaitUntil("the program to run", `document.querySelector("#calculator iframe").height > 0`)
	missing := embed.Block("missing")
	missing.PressButton("run")
	missing.WaitAllDone()
}

func TestBrowserTheCalculatorNeedsNoSecureContext(t *testing.T) {
	t.Parallel()
	tab := browser.NewTab(t)
	tab.AddInitScript(`delete Crypto.prototype.subtle`)
	tab.Open(twocups.Start(t) + "/run/programs/handshake/calculator.html")
	if browser.Evaluate[bool](tab.Document, `"subtle" in crypto`) {
		t.Fatal("crypto.subtle is there")
	}
	tab.Press("#compute")
	tab.WaitText("#accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
	tab.Press("#ask")
	tab.WaitText("#answer", "The server says the same")
}

func TestBrowserAProgramSaysThatTheServerIsGone(t *testing.T) {
	t.Parallel()
	p := twocups.Launch(t)
	tab := browser.Visit(t, p.Address+"/run/programs/handshake/send.html")
	tab.Complaints.Allow("ERR_CONNECTION_REFUSED")
	p.Stop()
	tab.Press("#send")
	tab.WaitText("#answer", "The WebSocket to the server could not be opened. Try again.")
}
