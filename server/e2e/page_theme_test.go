package e2e

import (
	"testing"

	"twocups/server/e2e/browser"
)

func TestBrowserTheLookIsChosenAndRemembered(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+websocketsLesson)
	const light, dark = "rgb(251, 249, 244)", "rgb(18, 21, 26)"
	wantLook := func(button, paper string) {
		t.Helper()
		tab.WaitText(".theme", "Theme: "+button)
		if got := browser.Evaluate[string](tab.Document, `getComputedStyle(document.documentElement).backgroundColor`); got != paper {
			t.Errorf("with %s the paper is %s, want %s", button, got, paper)
		}
	}
	tab.EmulateMedia("screen", "dark")
	wantLook("system", dark)
	tab.EmulateMedia("screen", "light")
	wantLook("system", light)
	tab.Press(".theme")
	tab.Press(".theme")
	wantLook("dark", dark)
	tab.Reload()
	wantLook("dark", dark)
	tab.Press(".theme")
	wantLook("system", light)
	tab.Reload()
	wantLook("system", light)
}
