package e2e

import (
	"crypto/sha1"
	"encoding/base64"
	"testing"
)

const (
	lesson4 = "/lessons/the-opening-handshake"
	embed4  = "/embed/the-opening-handshake"
)

// runProgram runs a program of the page, and returns its frame.
func (tab *tab) runProgram(name string) *frame {
	tab.t.Helper()
	tab.press("#" + name + " button[data-act=run]")
	tab.wait("the frame to tell its height", `document.querySelector(%s)?.height > 0`, "#"+name+" iframe")
	return tab.frame("#" + name + " iframe")
}

func acceptOf(key string) string {
	digest := sha1.Sum([]byte(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"))
	return base64.StdEncoding.EncodeToString(digest[:])
}

func TestBrowserThePageComputesWhatTheServerAnswers(t *testing.T) {
	t.Parallel()
	tab := visit(t, program.Start(t)+lesson4)
	page := tab.runProgram("calculator")
	page.press("#random")
	key := evaluate[string](page.document, `document.querySelector("#key").value`)
	if random, err := base64.StdEncoding.DecodeString(key); err != nil || len(random) != 16 {
		t.Errorf("the random key %q has %d bytes, %v", key, len(random), err)
	}
	for _, want := range []string{"which is 16 bytes in base64.", "258EAFA5-E914-47DA-95CA-C5AB0DC85B11", "these 60 bytes", acceptOf(key)} {
		page.waitText("#steps", want)
	}
	page.press("#ask")
	page.waitText("#answer", "The server says the same: "+acceptOf(key))

	page.write("#key", "<b>é</b>")
	tab.key("\r")
	page.waitText("#steps", "which is no base64: a server refuses it")
	page.waitText("#accept", acceptOf("<b>é</b>"))
	page.press("#ask")
	page.waitText("#answer", "The server says: HTTP/1.1 400 Bad Request")
}

func TestBrowserALearnerSendsAHandshakeOfTheirOwn(t *testing.T) {
	t.Parallel()
	tab := visit(t, program.Start(t)+lesson4)
	page := tab.runProgram("send")
	for lines, want := range map[string]string{
		"GET /echo HTTP/1.1\nHost: a\nUpgrade: websocket\nConnection: Upgrade\nSec-WebSocket-Version: 14\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==": "HTTP/1.1 426 Upgrade Required",
		"<img src=x onerror=alert(1)>": "HTTP/1.1 400 Bad Request",
	} {
		page.write("#request", lines)
		page.press("#send")
		page.waitText("#answer", want)
		tab.waitText("#send .printed", want)
	}
	page.press("#again")
	page.press("#end")
	page.press("#send")
	page.waitText("#answer", "no answer came within 2s")
	page.press("#end")
	page.press("#send")
	page.waitText("#answer", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ")
}

// Where there is no crypto.subtle: over plain HTTP, and not from this computer, as far
// as the browser knows. And in a sandboxed frame of another site.
func TestBrowserTheHandshakesProgramsRunInASandboxedFrame(t *testing.T) {
	t.Parallel()
	tab := visit(t, hostPage(t, program.Start(t)+embed4, 1))
	embed := tab.frame("#e0")
	embed.press("#calculator button[data-act=run]")
	embed.wait("the program to run", `document.querySelector("#calculator iframe").height > 0`)
	missing := embed.block("missing")
	missing.act("run")
	missing.waitAllDone()
}

func TestBrowserTheCalculatorNeedsNoSecureContext(t *testing.T) {
	t.Parallel()
	tab := newTab(t)
	tab.before(`delete Crypto.prototype.subtle`)
	tab.open(program.Start(t) + "/run/programs/handshake/calculator.html")
	if evaluate[bool](tab.document, `"subtle" in crypto`) {
		t.Fatal("crypto.subtle is there")
	}
	tab.press("#compute")
	tab.waitText("#accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
	tab.press("#ask")
	tab.waitText("#answer", "The server says the same")
}

func TestBrowserAServerThatIsGoneIsToldOf(t *testing.T) {
	t.Parallel()
	p := program.Launch(t)
	tab := visit(t, p.Address+"/run/programs/handshake/send.html")
	tab.complaints.allow("ERR_CONNECTION_REFUSED")
	p.Stop()
	tab.press("#send")
	tab.waitText("#answer", "The server could not be reached. Try again.")
}
