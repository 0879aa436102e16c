package e2e

import (
	"strconv"
	"strings"
	"testing"

	"twocups/server/e2e/browser"
)

// tableRows returns the rows of the first table that matches. The key of a row is its first cell,
// and the value is its other cells.
func tableRows(d browser.Document, selector string) map[string][]string {
	d.T.Helper()
	rows := browser.Evaluate[[][]string](d, `[...document.querySelector(%s).rows].map((row) => [...row.cells].map((cell) => cell.textContent))`, selector)
	table := map[string][]string{}
	for _, row := range rows {
		table[row[0]] = row[1:]
	}
	return table
}

func number(t *testing.T, text string) int {
	t.Helper()
	n, err := strconv.Atoi(strings.ReplaceAll(text, ",", ""))
	if err != nil {
		t.Errorf("%q is no number", text)
	}
	return n
}

// chooseOption chooses an option of a list.
func chooseOption(f *browser.IFrame, selector, value string) {
	f.T.Helper()
	browser.Evaluate[bool](f.Document, `(() => { document.querySelector(%s).value = %s; return true; })()`, selector, value)
}

// runComparison runs the comparison with its current settings, and returns its table.
func runComparison(f *browser.IFrame) map[string][]string {
	f.T.Helper()
	f.Press("#start")
	f.WaitText("#said", "Done.")
	return tableRows(f.Document, "table")
}

// The table in the lesson comes from a real run. A run in the test has exactly the same counts and
// the same bytes of frames. The header fields of HTTP differ from browser to browser, so their
// bytes are only similar. Times differ from run to run, and are not compared.
func TestBrowserTheLessonTellsWhatIsMeasured(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+comparisonLesson)
	recorded := tableRows(tab.Document, "article .table table")
	page := tab.RunProgram("compare")
	got := runComparison(page)
	for name, want := range recorded {
		switch {
		case got[name] == nil:
			if name != "10 messages" {
				t.Errorf("the run has no row %q", name)
			}
		case strings.HasPrefix(name, "Bytes "):
			if http, of := number(t, got[name][0]), number(t, want[0]); http < of*3/4 || http > of*4/3 {
				t.Errorf("%s over HTTP: %d, far from the %d in the lesson", name, http, of)
			}
			if name == "Bytes for each message, the handshake aside" && got[name][1] != want[1] {
				t.Errorf("%s: %s, the lesson has %s", name, got[name][1], want[1])
			}
		case strings.Contains(name, "handshake"), strings.HasPrefix(name, "Time"):
		case strings.Join(got[name], " ") != strings.Join(want, " "):
			t.Errorf("%s: %q, the lesson has %q", name, got[name], want)
		}
	}
	up, down := number(t, got["Bytes to the server"][1]), number(t, got["Bytes to the client"][1])
	handshake := strings.Split(got["of them, the opening handshake"][1], " + ")
	const messages, message = 10, 12
	if want := number(t, handshake[0]) + messages*(message+6) + 8; up != want { // 8 bytes of the close frame
		t.Errorf("%d bytes to the server, want %d", up, want)
	}
	if want := number(t, handshake[1]) + messages*(message+2) + 4; down != want {
		t.Errorf("%d bytes to the client, want %d", down, want)
	}
}

func TestBrowserManyMessagesAtOnceQueueOverHTTPAlone(t *testing.T) {
	t.Parallel()
	page := browser.Visit(t, twocups.Start(t)+comparisonLesson).RunProgram("compare")
	chooseOption(page, "#messages", "100")
	chooseOption(page, "#together", "1")
	chooseOption(page, "#delay", "50")
	got := runComparison(page)
	connections := number(t, got["TCP connections"][0])
	if trips := number(t, got["Round trips one after the other"][0]); connections > 6 || trips != (100+connections-1)/connections {
		t.Errorf("%d connections and %d round trips", connections, trips)
	}
	if want := "100 messages of 12 bytes, all at once, 50 ms away"; page.Text("caption") != want {
		t.Errorf("the table is called %q, want %q", page.Text("caption"), want)
	}
	if waits, openings := page.Count(".wait"), page.Count(".opening"); waits != 2*20 || openings != 1 {
		t.Errorf("%d messages and %d handshakes are drawn", waits, openings)
	}
}

func TestBrowserALearnerStopsAMeasurement(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+comparisonLesson)
	tab.Complaints.Allow("WebSocket")
	page := tab.RunProgram("compare")
	chooseOption(page, "#messages", "1000")
	chooseOption(page, "#delay", "200")
	page.Press("#start")
	page.WaitUntil("the first echo", `document.querySelector("#progress").value > 0`)
	page.Press("#stop")
	page.WaitText("#said", "Stopped.")
	chooseOption(page, "#messages", "1")
	chooseOption(page, "#delay", "0")
	if got := runComparison(page); got["Requests"][0] != "1" {
		t.Errorf("measured %q", got)
	}
}

func TestBrowserTheButtonsOfAProgramKeepTheFocus(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+comparisonLesson)
	tab.Complaints.Allow("WebSocket") // closed by the measurement that is stopped
	waitFocus := func(f *browser.IFrame, id string) {
		t.Helper()
		f.WaitUntil("the focus to be on #"+id, `document.activeElement.id === %s`, id)
	}
	compare := tab.RunProgram("compare")
	chooseOption(compare, "#messages", "1000")
	chooseOption(compare, "#delay", "50")
	compare.Press("#start")
	compare.WaitUntil("a measurement", `!document.querySelector("#progress").hidden`)
	waitFocus(compare, "start")
	compare.Press("#start") // does nothing during a measurement
	compare.Press("#stop")
	compare.WaitText("#said", "Stopped.")
	waitFocus(compare, "stop")
	compare.Press("#stop") // does nothing either
	waitFocus(compare, "stop")

	both := tab.RunProgram("both")
	both.Press("#start")
	both.WaitText("#said", "Done.")
	waitFocus(both, "start")

	tab.Open(strings.Replace(tab.Address(), comparisonLesson, pushLesson, 1))
	push := tab.RunProgram("push")
	push.WaitText("#status", "The match is on.")
	push.Press("#stop")
	push.WaitText("#status", "Stopped.")
	waitFocus(push, "stop")
}

func TestBrowserBothSpeakAtTheSameTime(t *testing.T) {
	t.Parallel()
	page := browser.Visit(t, twocups.Start(t)+comparisonLesson).RunProgram("both")
	page.Press("#start")
	page.WaitText("#said", "Done.")
	rows := browser.Evaluate[[][]string](page.Document, `[...document.querySelectorAll("tbody tr")].map((row) => [...row.cells].map((cell) => cell.textContent))`)
	arrows := [2]int{page.Count("svg g.client"), page.Count("svg g.server")}
	if len(rows) != 20 || arrows != [2]int{10, 10} {
		t.Errorf("%d messages and %v arrows", len(rows), arrows)
	}
	for _, row := range rows {
		sent, _ := strconv.ParseFloat(row[1], 64)
		received, _ := strconv.ParseFloat(row[2], 64)
		if received < sent || sent == 0 {
			t.Errorf("sent by the %s at %s, received at %s", row[0], row[1], row[2])
		}
	}
}

func TestBrowserTheComparisonRunsInASandboxedIFrame(t *testing.T) {
	t.Parallel()
	embed := visitEmbed(t, twocups.Start(t), comparisonLesson)
	embed.Press("#compare button[data-act=run]")
	embed.WaitUntil("the program to run", `document.querySelector("#compare iframe").height > 0`)
}
