package e2e

import (
	"testing"

	"github.com/chromedp/chromedp"
)

func TestBrowserTheLookIsChosenAndRemembered(t *testing.T) {
	t.Parallel()
	tab := visit(t, program.Start(t)+lesson2)
	const light, dark = "rgb(251, 249, 244)", "rgb(18, 21, 26)"
	wantLook := func(button, paper string) {
		t.Helper()
		tab.waitText(".theme", "Theme: "+button)
		if got := evaluate[string](tab.document, `getComputedStyle(document.documentElement).backgroundColor`); got != paper {
			t.Errorf("with %s the paper is %s, want %s", button, got, paper)
		}
	}
	tab.media("screen", "dark")
	wantLook("system", dark)
	tab.media("screen", "light")
	wantLook("system", light)
	tab.press(".theme")
	tab.press(".theme")
	wantLook("dark", dark)
	tab.do(chromedp.Reload())
	wantLook("dark", dark)
	tab.press(".theme")
	wantLook("system", light)
	tab.do(chromedp.Reload())
	wantLook("system", light)
}
