package e2e

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"twocups/server/course"
	"twocups/server/e2e/browser"
)

// Every program prints what its lesson promises, after the elements that the lesson names are
// pressed in turn. The program's page is then accessible.
func TestBrowserProgramsPrintWhatTheirLessonsSay(t *testing.T) {
	t.Parallel()
	address := twocups.Start(t)
	for _, lesson := range builtInCourse().Lessons {
		tab := browser.Visit(t, address+"/lessons/"+lesson.Slug)
		for _, part := range lesson.Body {
			if part.Program != nil {
				t.Run(part.Program.Name, func(t *testing.T) { wantOutput(t, tab, part.Program) })
			}
		}
	}
}

func wantOutput(t *testing.T, tab *browser.Tab, program *course.Program) {
	t.Helper()
	tab.RunProgram(program.Name)
	iframes := tab.ProgramIFrames(program.Name, program.Clients)
	presses := pressesOf(program)
	for _, press := range presses {
		if press.client != "" {
			iframes[press.client].ScrollTo(press.selector) // every client is there before the first press
		}
	}
	for _, press := range presses {
		iframes[press.client].Press(press.selector)
	}
	waitOutput(tab, program)
	for client, iframe := range iframes {
		if client != "" || len(iframes) == 1 { // the first of several is there under its own name too
			iframe.WantNoViolations()
		}
	}
}

// press is a press on an element of a program. The program's info string lists its presses.
type press struct {
	client   string // "" in a program that has one client
	selector string
}

// pressesOf returns the presses of a program, in the order of its lesson. A program that runs
// by itself has none.
func pressesOf(program *course.Program) []press {
	var presses []press
	for text := range strings.SplitSeq(program.Press, ", ") {
		client, selector, found := strings.Cut(text, ": ")
		if !found || !slices.Contains(program.Clients, client) {
			client, selector = "", text
		}
		if selector != "" {
			presses = append(presses, press{client, selector})
		}
	}
	return presses
}

// waitOutput waits until a program has printed what its lesson promises.
func waitOutput(tab *browser.Tab, program *course.Program) {
	tab.T.Helper()
	want := byClient(strings.Split(program.Output, "\n"), program.Clients)
	tab.Poll(fmt.Sprintf("the program to print %q", want), func() (string, bool) {
		printed := browser.Evaluate[[]string](tab.Document, `[...document.querySelectorAll(%s)].map((line) => line.textContent)`, "#"+program.Name+" .printed li")
		return fmt.Sprintf("%q", printed), slices.Equal(byClient(printed, program.Clients), want)
	})
}

// byClient sorts lines by the client that has printed them, and keeps the order of each
// client's own lines. The order in which clients take turns differs from run to run.
func byClient(lines, clients []string) []string {
	lines = slices.Clone(lines)
	slices.SortStableFunc(lines, func(a, b string) int {
		of := func(line string) int {
			name, _, _ := strings.Cut(line, ": ")
			return slices.Index(clients, name)
		}
		return of(a) - of(b)
	})
	return lines
}

func TestBrowserAProgramRunsAgainAndCanBeStopped(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+eventsLesson)
	run := "#turns button[data-act=run]"
	for range 2 {
		tab.Press(run)
		tab.WaitUntil("the program to start again", `document.querySelector("#turns iframe")?.height > 0 && document.querySelectorAll("#turns .printed li").length === 0`)
		iframe := tab.IFrame("#turns iframe")
		iframe.Press("#alice")
		tab.WaitText("#turns .printed", "Bob has the ball.")
		iframe.Press("#stop")
		tab.WaitText("#turns .printed", "Stopped.")
	}
}

// The script that reports a program's output to the page takes no global name from the program.
func TestBrowserAProgramMayUseAnyName(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	for name, text := range map[string]string{
		"01-mine.md":     "---\ntitle: Mine\nsummary: Mine.\nobjectives: [One]\nminutes: 1\n---\n\n```program name=names title=\"Names\" src=mine/page.html\n6\n```\n",
		"mine/page.html": `<!doctype html><html lang="en"><title>Names</title><script src="page.js"></script></html>`,
		"mine/page.js":   "const print = 1, report = 2, valueText = 3;\nconsole.log(print + report + valueText);\n",
	} {
		if err := os.MkdirAll(filepath.Join(folder, "mine"), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	tab := browser.Visit(t, twocups.Start(t, "-lessons", folder)+"/lessons/mine")
	tab.Press("#names button[data-act=run]")
	tab.WaitText("#names .printed", "6")
}

func TestBrowserTheLaterOfTwoPressesOfRunCounts(t *testing.T) {
	t.Parallel()
	proxy := newProxy(t, twocups.Start(t))
	requested, release := make(chan bool, 2), make(chan bool)
	defer close(release)
	proxy.answerWith(func(_ http.ResponseWriter, r *http.Request) bool {
		if r.Method == http.MethodHead && len(requested) == 0 {
			requested <- true
			<-release // the first is delayed
		}
		return false
	})
	tab := browser.Visit(t, proxy.address+eventsLesson)
	tab.Press("#hello button[data-act=run]")
	<-requested
	requested <- true // so that the proxy does not delay the second
	tab.RunProgram("hello")
	browser.Evaluate[bool](tab.Document, `document.querySelector("#hello iframe").isSecond = true`)
	release <- true
	tab.WaitUntil("both to be answered", `performance.getEntriesByType("resource").filter(({ initiatorType }) => initiatorType === "fetch").length === 2`)
	tab.IFrame("#hello iframe").Press("#hello")
	tab.WaitText("#hello .printed", "The page is ready.\nThe button was clicked.")
	if !browser.Evaluate[bool](tab.Document, `Boolean(document.querySelector("#hello iframe").isSecond)`) {
		t.Error("the iframe of the first press replaced that of the second")
	}
}
