package e2e

import (
	"fmt"
	"testing"
)

func TestBrowserNoPageScrollsSideways(t *testing.T) {
	t.Parallel()
	folder := authorsFolder(t)
	address := program.Start(t)
	change(t, folder, lesson2File, "connect /room", "conect /room")
	broken := program.Start(t, "-lessons", folder)
	for _, page := range []string{address + "/", address + lesson1, address + lesson2, address + embed2, address + "/nothing", broken + lesson2} {
		tab := newTab(t)
		tab.complaints.allow("404")
		tab.open(page)
		showAll(tab)
		for _, width := range []int64{320, 390, 768, 1280, 1920} {
			tab.size(width, 900)
			tab.wait(fmt.Sprintf("a window of %d pixels", width), `innerWidth === %s`, width)
			if wide := evaluate[string](tab.document, tooWide); wide != "" {
				t.Errorf("%s scrolls sideways at %d pixels: %s", page, width, wide)
			}
		}
	}
}

// showAll opens everything on the page that can be opened, and runs a block.
func showAll(tab *tab) {
	tab.t.Helper()
	evaluate[bool](tab.document, `document.querySelectorAll("details").forEach((e) => { e.open = true; }), true`)
	evaluate[bool](tab.document, `document.querySelectorAll(".below [data-act=recorded], .program [data-act=run]").forEach((e) => e.click()), true`)
	if tab.count("#first-echo") > 0 {
		echo := tab.block("first-echo")
		echo.act("run")
		echo.waitAllDone()
	}
}

// tooWide names what makes a page scroll sideways.
const tooWide = `(() => {
	const {scrollWidth, clientWidth} = document.documentElement;
	if (scrollWidth <= clientWidth) return "";
	const all = [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > clientWidth + 1);
	return scrollWidth + " pixels: " + all.slice(0, 5).map((e) => e.localName + "." + e.className).join(", ");
})()`

// minTarget is the least width and height of what a finger presses, in CSS
// pixels (WCAG 2.2 §2.5.8). Links within a sentence are exempt.
const minTarget = 24

func TestBrowserALearnerOnAPhone(t *testing.T) {
	t.Parallel()
	tab := newTab(t)
	tab.phone(390, 844)
	tab.open(program.Start(t) + lesson2)
	echo := tab.block("first-echo")
	echo.take(1)
	echo.waitState("open")
	echo.take(2)
	echo.waitDone(1, 2)
	echo.waitRow("server", "→ Hello [to the server · text · 5 bytes]")
	echo.take(3)
	echo.waitDone(3)
	echo.act("run")
	echo.waitAllDone()
	if wide := evaluate[string](tab.document, tooWide); wide != "" {
		t.Errorf("the page scrolls sideways: %s", wide)
	}
	small := evaluate[[]string](tab.document, `[...document.querySelectorAll("button, input, select, summary, nav a, .brand, .start")]
		.filter((e) => e.checkVisibility({visibilityProperty: true}))
		.filter((e) => {
			const {width, height} = (e.closest("label") ?? e).getBoundingClientRect();
			return width < %[1]s || height < %[1]s;
		}).map((e) => e.outerHTML)`, minTarget)
	for _, target := range small {
		t.Errorf("smaller than %d pixels: %s", minTarget, target)
	}
}
