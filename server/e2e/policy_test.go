package e2e

import (
	"strings"
	"testing"
)

// What a page must not do, the browser refuses, and the tests hear of it.
func TestBrowserRefusesWhatThePolicyForbids(t *testing.T) {
	t.Parallel()
	tab := visit(t, program.Start(t)+lesson2)
	for _, test := range []struct{ attempt, complaint string }{
		{`document.body.append(Object.assign(document.createElement("script"), {textContent: "globalThis.ran = true"}))`, "TrustedScript"},
		{`document.body.setAttribute("style", "color: red")`, "style-src 'self'"},
		{`document.body.append(Object.assign(new Image(), {src: "https://example.org/pixel.gif"}))`, "img-src 'self' data:"},
		{`document.body.innerHTML = "<b>hi</b>"`, "TrustedHTML"},
	} {
		tab.complaints.allow(test.complaint)
		if evaluate[bool](tab.document, `(() => { try { `+test.attempt+`; } catch { } return Boolean(globalThis.ran); })()`) {
			t.Errorf("%s was let through", test.attempt)
		}
		tab.poll("a complaint about "+test.complaint, func() (string, bool) {
			return strings.Join(tab.complaints.matching(""), "\n"), len(tab.complaints.matching(test.complaint)) > 0
		})
	}
}

func TestBrowserTellsWhatItsConsoleShowsInRed(t *testing.T) {
	t.Parallel()
	tab := visit(t, program.Start(t)+"/")
	evaluate[bool](tab.document, `console.error("one"), setTimeout(() => { throw new Error("two"); }), Promise.reject(new Error("three")), fetch("/nothing"), true`)
	for _, complaint := range []string{"one", "two", "three", "404"} {
		tab.poll("a complaint about "+complaint, func() (string, bool) {
			return strings.Join(tab.complaints.matching(""), "\n"), len(tab.complaints.matching(complaint)) > 0
		})
		tab.complaints.allow(complaint)
	}
}
