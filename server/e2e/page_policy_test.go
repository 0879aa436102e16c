package e2e

import (
	"strings"
	"testing"

	"twocups/server/e2e/browser"
)

// The browser refuses what the Content-Security-Policy forbids, and the driver reports it.
func TestBrowserRefusesWhatThePolicyForbids(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+websocketsLesson)
	for _, test := range []struct{ attempt, complaint string }{
		{`document.body.append(Object.assign(document.createElement("script"), {textContent: "globalThis.ran = true"}))`, "TrustedScript"},
		{`document.body.setAttribute("style", "color: red")`, "style-src 'self'"},
		{`document.body.append(Object.assign(new Image(), {src: "https://example.org/pixel.gif"}))`, "img-src 'self' data:"},
		{`document.body.innerHTML = "<b>hi</b>"`, "TrustedHTML"},
	} {
		tab.Complaints.Allow(test.complaint)
		if browser.Evaluate[bool](tab.Document, `(() => { try { `+test.attempt+`; } catch { } return Boolean(globalThis.ran); })()`) {
			t.Errorf("%s was allowed", test.attempt)
		}
		tab.Poll("a complaint about "+test.complaint, func() (string, bool) {
			return strings.Join(tab.Complaints.Matching(""), "\n"), len(tab.Complaints.Matching(test.complaint)) > 0
		})
	}
}

func TestBrowserReportsWhatItsConsoleShowsInRed(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+"/")
	browser.Evaluate[bool](tab.Document, `console.error("one"), setTimeout(() => { throw new Error("two"); }), Promise.reject(new Error("three")), fetch("/nothing"), true`)
	for _, complaint := range []string{"one", "two", "three", "404"} {
		tab.Poll("a complaint about "+complaint, func() (string, bool) {
			return strings.Join(tab.Complaints.Matching(""), "\n"), len(tab.Complaints.Matching(complaint)) > 0
		})
		tab.Complaints.Allow(complaint)
	}
}
