package e2e

import (
	"fmt"
	"testing"

	"twocups/server/e2e/browser"
)

func TestBrowserNoPageScrollsSideways(t *testing.T) {
	t.Parallel()
	folder := authorsFolder(t)
	address := twocups.Start(t)
	replaceInFile(t, folder, websocketsFile, "connect /room", "conect /room")
	broken := twocups.Start(t, "-lessons", folder)
	for _, page := range []string{address + "/", address + eventsLesson, address + websocketsLesson, address + embedOf(websocketsLesson), address + "/nothing", broken + websocketsLesson} {
		tab := browser.NewTab(t)
		tab.Complaints.Allow("404")
		tab.Open(page)
		openEverything(tab)
		for _, width := range []int64{320, 390, 768, 1280, 1920} {
			tab.Resize(width, 900)
			tab.WaitUntil(fmt.Sprintf("a window of %d pixels", width), `innerWidth === %s`, width)
			if wide := browser.Evaluate[string](tab.Document, overflowing); wide != "" {
				t.Errorf("%s scrolls sideways at %d pixels: %s", page, width, wide)
			}
		}
	}
}

func TestBrowserARowOfABlockEndsWhereTheBlockDoes(t *testing.T) {
	t.Parallel()
	tab := browser.NewTab(t)
	tab.Open(twocups.Start(t) + websocketsLesson)
	for _, width := range []int64{390, 1280} {
		tab.Resize(width, 900)
		tab.WaitUntil(fmt.Sprintf("a window of %d pixels", width), `innerWidth === %s`, width)
		short := browser.Evaluate[float64](tab.Document, `(() => {
			const row = document.querySelector("#first-echo .own");
			return row.getBoundingClientRect().right - row.querySelector("button").getBoundingClientRect().right;
		})()`)
		if short < -1 || short > 1 {
			t.Errorf("at %d pixels the button Send ends %v pixels before its row", width, short)
		}
	}
}

// openEverything opens everything on the page that can be opened, and runs the programs and one
// block.
func openEverything(tab *browser.Tab) {
	tab.T.Helper()
	browser.Evaluate[bool](tab.Document, `document.querySelectorAll("details").forEach((e) => { e.open = true; }), true`)
	browser.Evaluate[bool](tab.Document, `document.querySelectorAll(".below [data-act=recorded], .program [data-act=run]").forEach((e) => e.click()), true`)
	if tab.Count("#first-echo") > 0 {
		echo := tab.Block("first-echo")
		echo.PressButton("run")
		echo.WaitAllDone()
	}
}

// overflowing is JavaScript that names the elements that make a page scroll sideways, or "".
const overflowing = `(() => {
	const {scrollWidth, clientWidth} = document.documentElement;
	if (scrollWidth <= clientWidth) return "";
	const all = [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > clientWidth + 1);
	return scrollWidth + " pixels: " + all.slice(0, 5).map((e) => e.localName + "." + e.className).join(", ");
})()`

// minTarget is the least width and height of a control, in CSS pixels (WCAG 2.2 §2.5.8). Links
// in a sentence are exempt.
const minTarget = 24

func TestBrowserALearnerOnAPhone(t *testing.T) {
	t.Parallel()
	tab := browser.NewTab(t)
	tab.EmulatePhone(390, 844)
	tab.Open(twocups.Start(t) + websocketsLesson)
	echo := tab.Block("first-echo")
	echo.PressStep(1)
	echo.WaitState("open")
	echo.PressStep(2)
	echo.WaitDone(1, 2)
	echo.WaitRow("server", "→ Hello [to the server · text · 5 bytes]")
	echo.PressStep(3)
	echo.WaitDone(3)
	echo.PressButton("run")
	echo.WaitAllDone()
	if wide := browser.Evaluate[string](tab.Document, overflowing); wide != "" {
		t.Errorf("the page scrolls sideways: %s", wide)
	}
	small := browser.Evaluate[[]string](tab.Document, `[...document.querySelectorAll("button, input, select, summary, nav a, .brand, .start")]
		.filter((e) => e.checkVisibility({visibilityProperty: true}))
		.filter((e) => {
			const {width, height} = (e.closest("label") ?? e).getBoundingClientRect();
			return width < %[1]s || height < %[1]s;
		}).map((e) => e.outerHTML)`, minTarget)
	for _, target := range small {
		t.Errorf("smaller than %d pixels: %s", minTarget, target)
	}
}
