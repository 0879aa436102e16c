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
)

// lesson1 is the path of the lesson with most of the programs.
const lesson1 = "/lessons/event-driven-programming"

// Every program prints what its lesson says, when the elements that the lesson
// names are pressed in turn, and can then be used by everybody.
func TestBrowserProgramsPrintWhatTheirLessonsSay(t *testing.T) {
	t.Parallel()
	address := program.Start(t)
	for _, lesson := range theCourse().Lessons {
		tab := visit(t, address+"/lessons/"+lesson.Slug)
		for _, part := range lesson.Body {
			if part.Program != nil {
				t.Run(part.Program.Name, func(t *testing.T) { wantOutput(t, tab, part.Program) })
			}
		}
	}
}

func wantOutput(t *testing.T, tab *tab, program *course.Program) {
	figure := "#" + program.Name
	tab.press(figure + " button[data-act=run]")
	tab.wait("the frame to tell its height", `document.querySelector(%s)?.height > 0`, figure+" iframe")
	frames := map[string]*frame{}
	for _, name := range append([]string{""}, program.Clients...) {
		frames[name] = tab.frame(figure + " iframe" + named(name))
	}
	for press := range strings.SplitSeq(program.Press, ", ") {
		if name, selector, ok := strings.Cut(press, ": "); ok && frames[name] != nil {
			frames[name].middle(selector) // all are there before anybody does something
		}
	}
	for press := range strings.SplitSeq(program.Press, ", ") {
		if press == "" {
			break // it runs by itself
		}
		name, selector, ok := strings.Cut(press, ": ")
		if !ok || frames[name] == nil {
			name, selector = "", press
		}
		if selector != "" { // some print all by themselves
			frames[name].press(selector)
		}
	}
	tab.waitOutput(program)
	for name, frame := range frames {
		if name != "" || len(frames) == 1 { // any of several has its name
			frame.wantNoViolations()
		}
	}
}

// waitOutput waits until a program has printed what its lesson says.
func (tab *tab) waitOutput(program *course.Program) {
	tab.t.Helper()
	want := inOrder(strings.Split(program.Output, "\n"), program.Clients)
	tab.poll(fmt.Sprintf("the program to print %q", want), func() (string, bool) {
		printed := evaluate[[]string](tab.document, `[...document.querySelectorAll(%s)].map((line) => line.textContent)`, "#"+program.Name+" .printed li")
		return fmt.Sprintf("%q", printed), slices.Equal(inOrder(printed, program.Clients), want)
	})
}

// named selects the frame of a client; "" selects any.
func named(client string) string {
	if client == "" {
		return ""
	}
	return fmt.Sprintf("[name=%q]", client)
}

// inOrder puts lines in the order of the clients who printed them: what one prints may
// come before or after what another does.
func inOrder(lines, clients []string) []string {
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

func TestBrowserAProgramRunsAnewAndCanBeStopped(t *testing.T) {
	t.Parallel()
	tab := visit(t, program.Start(t)+lesson1)
	run := "#turns button[data-act=run]"
	for range 2 {
		tab.press(run)
		tab.wait("the program to start anew", `document.querySelector("#turns iframe")?.height > 0 && document.querySelectorAll("#turns .printed li").length === 0`)
		frame := tab.frame("#turns iframe")
		frame.press("#alice")
		tab.waitText("#turns .printed", "Bob has the ball.")
		frame.press("#stop")
		tab.waitText("#turns .printed", "Stopped.")
	}
}

// What makes a program print to the page around it takes no name away from the program.
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
	tab := visit(t, program.Start(t, "-lessons", folder)+"/lessons/mine")
	tab.press("#names button[data-act=run]")
	tab.waitText("#names .printed", "6")
}

func TestBrowserOfTwoPressesOfRunTheLaterCounts(t *testing.T) {
	t.Parallel()
	proxy := newProxy(t, program.Start(t))
	asks, later := make(chan bool, 2), make(chan bool)
	defer close(later)
	proxy.answers(func(_ http.ResponseWriter, r *http.Request) bool {
		if r.Method == http.MethodHead && len(asks) == 0 {
			asks <- true
			<-later // the first is held up on its way
		}
		return false
	})
	tab := visit(t, proxy.address+lesson1)
	tab.press("#hello button[data-act=run]")
	<-asks
	asks <- true
	tab.runProgram("hello")
	evaluate[bool](tab.document, `document.querySelector("#hello iframe").kept = true`)
	later <- true
	tab.wait("both to be answered", `performance.getEntriesByType("resource").filter(({ initiatorType }) => initiatorType === "fetch").length === 2`)
	tab.frame("#hello iframe").press("#hello")
	tab.waitText("#hello .printed", "The page is ready.\nThe button was clicked.")
	if !evaluate[bool](tab.document, `Boolean(document.querySelector("#hello iframe").kept)`) {
		t.Error("the first press took the place of the second")
	}
}
