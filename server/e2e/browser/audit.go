package browser

import (
	"fmt"
	"os"
	"testing"
)

// Look is the color scheme and the width in which a page is audited.
type Look struct {
	ColorScheme string // light or dark
	Width       int64  // of the viewport, in CSS pixels
}

// The looks in which pages are audited. No rule of a style sheet depends on the color scheme
// and the width at the same time, so two looks cover both. A test that audits two states of a
// page audits one state in Looks and the other state in OtherLooks, and so covers all four
// combinations.
var (
	Looks      = []Look{{"light", 1280}, {"dark", 390}}
	OtherLooks = []Look{{"dark", 1280}, {"light", 390}}
)

// WantNoViolations checks with axe that the page is accessible in each look.
func (tab *Tab) WantNoViolations(looks []Look) {
	tab.T.Helper()
	loadAxe(tab.Document)
	for _, look := range looks {
		tab.EmulateMedia("screen", look.ColorScheme)
		tab.Resize(look.Width, 900)
		for _, violation := range audit(tab.Document) {
			tab.T.Errorf("%s at %d pixels: %s", look.ColorScheme, look.Width, violation)
		}
	}
}

// WantNoViolations checks with axe that the iframe's document is accessible in each of
// [Looks]. The rules that demand a heading and a landmark are for whole pages, and do not
// apply: the lesson around the iframe has both.
func (f *IFrame) WantNoViolations() {
	f.T.Helper()
	f.Tab.Complaints.Allow("Applying inline style") // by axe
	loadAxe(f.Document)
	for _, look := range Looks {
		f.Tab.Resize(look.Width, 900)
		f.EmulateMedia("screen", look.ColorScheme)
		for _, violation := range audit(f.Document, "landmark-one-main", "page-has-heading-one") {
			f.T.Errorf("in an iframe, %s at %d pixels: %s", look.ColorScheme, look.Width, violation)
		}
	}
	f.Tab.Resize(1280, 900)
}

// loadAxe runs axe-core's script in a document.
func loadAxe(d Document) {
	d.T.Helper()
	Evaluate[bool](d, readAxe(d.T)+"; true")
}

// readAxe returns the source of axe-core, which make installs.
func readAxe(t testing.TB) string {
	t.Helper()
	source, err := os.ReadFile(os.Getenv("AXE"))
	if err != nil {
		t.Fatalf("no axe-core: run make test, which installs it, or set AXE=/path/to/axe.min.js: %v", err)
	}
	return string(source)
}

// runAxe runs axe's rules on a document, except the given rules. On code it also runs the rule
// that demands a contrast of 7:1 (WCAG 2.2 §1.4.6).
const runAxe = `(async () => {
	const rules = Object.fromEntries(%s.map((rule) => [rule, {enabled: false}]));
	const page = await axe.run(document, {rules, iframes: false, selectors: false, resultTypes: ["violations"]});
	const code = document.querySelector("pre") === null ? {violations: []}
		: await axe.run({include: [["pre"]]}, {runOnly: ["color-contrast-enhanced"], iframes: false, selectors: false, resultTypes: ["violations"]});
	return [...page.violations, ...code.violations];
})()`

// audit returns the violations that axe finds in a document, without its iframes. It doesn't run
// the rules in without.
func audit(d Document, without ...string) []string {
	d.T.Helper()
	found := Evaluate[[]struct {
		ID, Help string
		Nodes    []struct {
			HTML, FailureSummary string
		}
	}](d, runAxe, append([]string{}, without...))
	var violations []string
	for _, rule := range found {
		for _, node := range rule.Nodes {
			violations = append(violations, fmt.Sprintf("%s (%s): %.200s\n%s", rule.ID, rule.Help, node.HTML, node.FailureSummary))
		}
	}
	return violations
}
