package e2e

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"

	"twocups/server/socket/sockettest"
)

// hostPage serves a page of another site that holds so many embeds, and returns
// its address. Seen from http://localhost, the program's http://127.0.0.1 is another site.
func hostPage(t testing.TB, src string, embeds int) string {
	t.Helper()
	var html strings.Builder
	html.WriteString("<!doctype html><html lang=en><title>A course</title><link rel=icon href=data:,><h1>A course</h1>")
	for i := range embeds {
		fmt.Fprintf(&html, `<iframe id="e%d" title="Lesson %d" width="800" height="900" sandbox="allow-scripts" src="%s"></iframe>`, i, i, src)
	}
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, html.String())
	}))
	t.Cleanup(site.Close)
	return strings.Replace(site.URL, "127.0.0.1", "localhost", 1)
}

const embed2 = "/embed/what-websockets-are"

func TestBrowserALessonIsLiveInASandboxedFrameOfAnotherSite(t *testing.T) {
	t.Parallel()
	tab := visit(t, hostPage(t, program.Start(t)+embed2, 1))
	frame := tab.frame("#e0")
	if blocked := evaluate[string](frame.document, `(() => { try { return localStorage.length + " kept"; } catch (error) { return error.name; } })()`); blocked != "SecurityError" {
		t.Fatalf("storage in the frame: %s, want it blocked", blocked)
	}
	for _, chrome := range []string{".top", ".skip", ".theme", ".outline"} {
		if n := frame.count(chrome); n != 0 {
			t.Errorf("the embed has %d of %s", n, chrome)
		}
	}

	echo := frame.block("first-echo")
	echo.take(1)
	echo.waitState("open")
	echo.take(2)
	echo.waitDone(1, 2)
	echo.waitRows("client", "connecting to /echo", "open",
		"→ Hello [to the server · text · 5 bytes]", "← Hello [to the client · text · 5 bytes · round trip]")
	echo.waitRows("server", "Client connected!",
		"→ Hello [to the server · text · 5 bytes]", "← Hello [to the client · text · 5 bytes]")
	echo.take(3)
	echo.waitDone(3)

	frame.press("#client button[data-act=run]")                                             // a frame in the frame
	frame.wait("the program to run", `document.querySelector("#client iframe").height > 0`) // so it told its height
}

// A window that a sandboxed frame opens is sandboxed too, and in it a browser shows no
// page that has a Cross-Origin-Opener-Policy.
func TestBrowserTheLinkOfASandboxedEmbedOpensItsLesson(t *testing.T) {
	t.Parallel()
	host := hostPage(t, program.Start(t)+embed2, 1)
	tab := newTab(t)
	tab.open(host)
	evaluate[bool](tab.document, `(() => {
		const frame = document.querySelector("#e0");
		frame.sandbox = "allow-scripts allow-popups";
		frame.src = frame.src; // again, with what is allowed now
		return true;
	})()`)
	opened := chromedp.WaitNewTarget(tab.ctx, func(info *target.Info) bool {
		return strings.HasSuffix(info.URL, lesson2) && info.Title != "" && info.Type == "page"
	})
	tab.frame("#e0").press("footer a")
	select {
	case id := <-opened:
		ctx, leave := chromedp.NewContext(tab.ctx, chromedp.WithTargetID(id))
		defer leave()
		window := document{t: t, ctx: ctx}
		window.wait("the lesson in a window of its own", `document.querySelector("h1")?.textContent === "What WebSockets are"`)
	case <-time.After(sockettest.Patience):
		t.Error("no window shows the lesson")
	}
}

func TestBrowserTenEmbedsOnAPageWorkAtTheSameTime(t *testing.T) {
	t.Parallel()
	const embeds = 10 // more than the six HTTP/1.1 connections that a browser opens to a server
	tab := newTab(t)
	tab.size(5*850, 2*1000) // a frame out of sight is not drawn
	tab.open(hostPage(t, program.Start(t)+embed2, embeds))
	var echoes []block
	for i := range embeds {
		echoes = append(echoes, tab.frame(fmt.Sprintf("#e%d", i)).block("first-echo"))
	}
	for _, echo := range echoes {
		echo.take(1)
	}
	for _, echo := range echoes {
		echo.waitState("open") // all ten, before the first goes on
	}
	for i, echo := range echoes {
		echo.hand.(*frame).write(echo.step(2)+" input", fmt.Sprint("I am number ", i))
		echo.take(2)
	}
	for i, echo := range echoes {
		echo.waitDone(1, 2)
		row := fmt.Sprintf("I am number %d [to the %%s · text · 13 bytes%%s]", i)
		echo.waitRow("client", "← "+fmt.Sprintf(row, "client", " · round trip"))
		echo.waitRows("server", "Client connected!", "→ "+fmt.Sprintf(row, "server", ""), "← "+fmt.Sprintf(row, "client", ""))
	}
	for _, echo := range echoes {
		echo.take(3)
	}
	for _, echo := range echoes {
		echo.waitDone(3)
		echo.waitRow("server", "Client disconnected! 1000 bye (normal closure)")
	}
}

func TestBrowserAnEmbedTellsItsHeightAsItGrowsAndShrinks(t *testing.T) {
	t.Parallel()
	tab := newTab(t)
	tab.before(`addEventListener("message", ({ data, source }) => {
		const frame = document.querySelector("#e0");
		if (data?.twocups === "height" && source === frame?.contentWindow) frame.height = data.height;
	})`)
	tab.open(hostPage(t, program.Start(t)+embed2, 1))
	frame := tab.frame("#e0")
	fits := func(what string) (height int) {
		t.Helper()
		frame.wait("the frame to fit "+what, `innerHeight === document.documentElement.offsetHeight && document.documentElement.scrollHeight === innerHeight && innerHeight !== 900`)
		return evaluate[int](frame.document, `innerHeight`)
	}
	first := fits("the lesson")
	echo := frame.block("first-echo")
	echo.openWire()
	frame.wait("the wire to take room", fmt.Sprintf("document.documentElement.offsetHeight > %d", first))
	fits("the lesson and the wire")
	echo.openWire() // closed
	frame.wait("the wire to give the room back", fmt.Sprintf("innerHeight === %d", first))
}

func TestBrowserALessonsOwnPageGoesIntoNoFrameOfAnotherSite(t *testing.T) {
	t.Parallel()
	tab := newTab(t)
	tab.complaints.allow("frame-ancestors")
	tab.open(hostPage(t, program.Start(t)+lesson2, 1))
	tab.poll("the browser to refuse", func() (string, bool) {
		return "no complaint", len(tab.complaints.matching("frame-ancestors")) > 0
	})
}
