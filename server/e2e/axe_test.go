package e2e

import (
	"fmt"
	"os"
	"testing"
)

// Axe audits every page in the state that a learner finds it in, and after they
// have used it: light and dark, on a phone and on a desk.

// look is how a page is looked at: in a theme, in a window so many pixels wide.
type look struct {
	theme string
	width int64
}

// Each state of a page is audited in both themes and at both widths, though not in all
// four pairs of them, for no rule of a style sheet asks for both at once. A lesson is looked
// at in all four: as it is found in two, and in the others once it is used.
var (
	looks      = []look{{"light", 1280}, {"dark", 390}}
	otherLooks = []look{{"dark", 1280}, {"light", 390}}
)

func TestBrowserNoPageViolatesAccessibility(t *testing.T) {
	t.Parallel()
	folder := authorsFolder(t)
	change(t, folder, lesson2File, "connect /room", "conect /room")
	address, broken := program.Start(t), program.Start(t, "-lessons", folder)
	for _, test := range []struct {
		name, page string
		used       func(tab *tab)
	}{
		{"course", address + "/", nil},
		{"lesson-2-in-trouble", address + lesson2, showTrouble},
		{"lesson-2-task", address + lesson2, showTask},
		{"lesson-2-line", address + lesson2, showLine},
		{"lesson-2-wire", address + lesson2, showWire},
		{"lesson-2-handshake", address + lesson2, showHandshake},
		{"lesson-5-broken", address + lesson5, showBroken},
		{"lesson-8-packets", address + lesson8, showPackets},
		{"embed", address + embed2, nil},
		{"error", address + "/nothing", nil},
		{"embed-error", address + "/embed/nothing", nil},
		{"course-with-faults", broken + "/", nil},
		{"lesson-with-faults", broken + lesson2, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			tab := newTab(t)
			tab.complaints.allow("404")
			tab.open(test.page)
			if test.used != nil {
				test.used(tab)
			}
			tab.wantNoViolations(looks)
		})
	}
}

// wantNoViolations audits the page in each look.
func (tab *tab) wantNoViolations(looks []look) {
	tab.t.Helper()
	prepareAudit(tab.document)
	for _, look := range looks {
		tab.media("screen", look.theme)
		tab.size(look.width, 900)
		for _, violation := range audit(tab.document) {
			tab.t.Errorf("%s at %d pixels: %s", look.theme, look.width, violation)
		}
	}
}

// showTrouble has a block say what is wrong.
func showTrouble(tab *tab) {
	tab.t.Helper()
	evaluate[bool](tab.document, `globalThis.kept = WebSocket, delete globalThis.WebSocket`)
	echo := tab.block("first-echo")
	echo.take(1)
	tab.waitText(echo.at(".trouble:not([hidden])"), "This browser has no WebSocket.")
	binary := tab.block("binary")
	binary.take(1)
	tab.waitText(binary.at(".trouble:not([hidden])"), "This browser has no WebSocket.")
}

// showTask has a task say what is wrong with its steps, and what is missing, and a quiz
// show the answer to what is right and to what is wrong.
func showTask(tab *tab) {
	tab.t.Helper()
	task, quiz := tab.block("conversation"), tab.block("websockets-quiz")
	task.act("run")
	task.verdict("Not yet.")
	task.put(tab, "conect /echo")
	task.act("run")
	task.waitText(task.at(".wrong"), "Line 1, column 1")
	for _, choice := range []string{"1", "4"} {
		tab.press(quiz.at("fieldset:nth-of-type(3) li:nth-child(" + choice + ") label"))
	}
	tab.press(quiz.at("fieldset:nth-of-type(3) button"))
	quiz.waitText(quiz.at(".why"), "Not this one.")
}

// readAxe returns the source of axe-core, which make installs.
func readAxe(t testing.TB) string {
	t.Helper()
	source, err := os.ReadFile(os.Getenv("AXE"))
	if err != nil {
		t.Fatalf("no axe-core: run make test, which installs it, or name one in AXE=/path/to/axe.min.js: %v", err)
	}
	return string(source)
}

// prepareAudit hands axe to the document.
func prepareAudit(d document) {
	d.t.Helper()
	evaluate[bool](d, readAxe(d.t)+"; true")
}

// auditing runs axe's rules on the document, but for some, and on code the one that asks for a
// contrast of 7:1 (WCAG 2.2 §1.4.6).
const auditing = `(async () => {
	const rules = Object.fromEntries(%s.map((rule) => [rule, {enabled: false}]));
	const page = await axe.run(document, {rules, iframes: false, selectors: false, resultTypes: ["violations"]});
	const code = document.querySelector("pre") === null ? {violations: []}
		: await axe.run({include: [["pre"]]}, {runOnly: ["color-contrast-enhanced"], iframes: false, selectors: false, resultTypes: ["violations"]});
	return [...page.violations, ...code.violations];
})()`

// audit returns what axe finds wrong with the document, frames in it and some rules aside.
func audit(d document, but ...string) []string {
	d.t.Helper()
	found := evaluate[[]struct {
		ID, Help string
		Nodes    []struct {
			HTML, FailureSummary string
		}
	}](d, auditing, append([]string{}, but...))
	var violations []string
	for _, rule := range found {
		for _, node := range rule.Nodes {
			violations = append(violations, fmt.Sprintf("%s (%s): %.200s\n%s", rule.ID, rule.Help, node.HTML, node.FailureSummary))
		}
	}
	return violations
}
