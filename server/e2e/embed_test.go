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

	"twocups/server/e2e/browser"
	"twocups/server/socket/sockettest"
)

// hostPage serves a page of another site, and returns the page's address. The number of
// iframes in the page is embeds, and each iframe shows src. The iframes are sandboxed: they allow
// scripts and the permissions, such as allow-popups. The page's host is localhost and the
// program's host is 127.0.0.1, so the two are different sites.
func hostPage(t testing.TB, src string, embeds int, permissions ...string) string {
	t.Helper()
	sandbox := strings.Join(append([]string{"allow-scripts"}, permissions...), " ")
	var html strings.Builder
	html.WriteString("<!doctype html><html lang=en><title>A course</title><link rel=icon href=data:,><h1>A course</h1>")
	for i := range embeds {
		fmt.Fprintf(&html, `<iframe id="e%d" title="Lesson %d" width="800" height="900" sandbox="%s" src="%s"></iframe>`, i, i, sandbox, src)
	}
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, html.String())
	}))
	t.Cleanup(site.Close)
	return strings.Replace(site.URL, "127.0.0.1", "localhost", 1)
}

// visitEmbed opens a page of another site that embeds a lesson, and returns the iframe.
func visitEmbed(t testing.TB, address, lesson string, permissions ...string) *browser.IFrame {
	t.Helper()
	return browser.Visit(t, hostPage(t, address+embedOf(lesson), 1, permissions...)).IFrame("#e0")
}

func TestBrowserALessonIsLiveInASandboxedIFrameOfAnotherSite(t *testing.T) {
	t.Parallel()
	embed := visitEmbed(t, twocups.Start(t), websocketsLesson)
	if blocked := browser.Evaluate[string](embed.Document, `(() => { try { return localStorage.length + " items"; } catch (error) { return error.name; } })()`); blocked != "SecurityError" {
		t.Fatalf("storage in the iframe: %s, want it blocked", blocked)
	}
	for _, chrome := range []string{".top", ".skip", ".theme", ".outline"} {
		if n := embed.Count(chrome); n != 0 {
			t.Errorf("the embed has %d of %s", n, chrome)
		}
	}

	echo := embed.Block("first-echo")
	echo.PressStep(1)
	echo.WaitState("open")
	echo.PressStep(2)
	echo.WaitDone(1, 2)
	echo.WaitRows("client", "connecting to /echo", "open",
		"→ Hello [to the server · text · 5 bytes]", "← Hello [to the client · text · 5 bytes · round trip]")
	echo.WaitRows("server", "Client connected!",
		"→ Hello [to the server · text · 5 bytes]", "← Hello [to the client · text · 5 bytes]")
	echo.PressStep(3)
	echo.WaitDone(3)

	embed.Press("#client button[data-act=run]")
	embed.WaitUntil("the program to run", `document.querySelector("#client iframe").height > 0`) // an iframe in the iframe, which reports its height
}

// A window that a sandboxed iframe opens is sandboxed too. A browser shows no page with a
// Cross-Origin-Opener-Policy in such a window.
func TestBrowserTheLinkOfASandboxedEmbedOpensItsLesson(t *testing.T) {
	t.Parallel()
	embed := visitEmbed(t, twocups.Start(t), websocketsLesson, "allow-popups")
	opened := chromedp.WaitNewTarget(embed.Tab.Context, func(info *target.Info) bool {
		return strings.HasSuffix(info.URL, websocketsLesson) && info.Title != "" && info.Type == "page"
	})
	embed.Press("footer a")
	select {
	case id := <-opened:
		ctx, detach := chromedp.NewContext(embed.Tab.Context, chromedp.WithTargetID(id))
		defer detach()
		window := browser.Document{T: t, Context: ctx}
		window.WaitUntil("the lesson in a window of its own", `document.querySelector("h1")?.textContent === "What WebSockets are"`)
	case <-time.After(sockettest.Timeout):
		t.Error("no window shows the lesson")
	}
}

func TestBrowserTenEmbedsOnAPageWorkAtTheSameTime(t *testing.T) {
	t.Parallel()
	const embeds = 10 // more than the six HTTP/1.1 connections that a browser opens to a server
	tab := browser.NewTab(t)
	tab.Resize(5*850, 2*1000) // the browser does not draw an iframe outside of the viewport
	tab.Open(hostPage(t, twocups.Start(t)+embedOf(websocketsLesson), embeds))
	var echoes []browser.Block
	for i := range embeds {
		echoes = append(echoes, tab.IFrame(fmt.Sprintf("#e%d", i)).Block("first-echo"))
	}
	for _, echo := range echoes {
		echo.PressStep(1)
	}
	for _, echo := range echoes {
		echo.WaitState("open") // all ten, before one of them goes on
	}
	for i, echo := range echoes {
		echo.FillStep(2, fmt.Sprint("I am number ", i))
		echo.PressStep(2)
	}
	for i, echo := range echoes {
		echo.WaitDone(1, 2)
		row := fmt.Sprintf("I am number %d [to the %%s · text · 13 bytes%%s]", i)
		echo.WaitRow("client", "← "+fmt.Sprintf(row, "client", " · round trip"))
		echo.WaitRows("server", "Client connected!", "→ "+fmt.Sprintf(row, "server", ""), "← "+fmt.Sprintf(row, "client", ""))
	}
	for _, echo := range echoes {
		echo.PressStep(3)
	}
	for _, echo := range echoes {
		echo.WaitDone(3)
		echo.WaitRow("server", "Client disconnected! 1000 bye (normal closure)")
	}
}

func TestBrowserAnEmbedReportsItsHeightAsItGrowsAndShrinks(t *testing.T) {
	t.Parallel()
	tab := browser.NewTab(t)
	tab.AddInitScript(`addEventListener("message", ({ data, source }) => {
		const iframe = document.querySelector("#e0");
		if (data?.twocups === "height" && source === iframe?.contentWindow) iframe.height = data.height;
	})`)
	tab.Open(hostPage(t, twocups.Start(t)+embedOf(websocketsLesson), 1))
	embed := tab.IFrame("#e0")
	waitFit := func(what string) (height int) {
		t.Helper()
		embed.WaitUntil("the iframe to fit "+what, `innerHeight === document.documentElement.offsetHeight && document.documentElement.scrollHeight === innerHeight && innerHeight !== 900`)
		return browser.Evaluate[int](embed.Document, `innerHeight`)
	}
	first := waitFit("the lesson")
	echo := embed.Block("first-echo")
	echo.ToggleWire()
	embed.WaitUntil("the lesson to grow", fmt.Sprintf("document.documentElement.offsetHeight > %d", first))
	waitFit("the lesson and the wire")
	echo.ToggleWire() // closes it
	embed.WaitUntil("the lesson to shrink again", fmt.Sprintf("innerHeight === %d", first))
}

func TestBrowserALessonsOwnPageGoesIntoNoIFrameOfAnotherSite(t *testing.T) {
	t.Parallel()
	tab := browser.NewTab(t)
	tab.Complaints.Allow("frame-ancestors")
	tab.Open(hostPage(t, twocups.Start(t)+websocketsLesson, 1))
	tab.Poll("the browser to refuse", func() (string, bool) {
		return "no complaint", len(tab.Complaints.Matching("frame-ancestors")) > 0
	})
}
