package e2e

import (
	"strconv"
	"strings"
	"testing"
)

const (
	lesson3 = "/lessons/http-against-websocket"
	embed3  = "/embed/http-against-websocket"
)

// table returns the rows of the first table that matches, each as its cells, by the
// first of them.
func (d document) table(selector string) map[string][]string {
	d.t.Helper()
	rows := evaluate[[][]string](d, `[...document.querySelector(%s).rows].map((row) => [...row.cells].map((cell) => cell.textContent))`, selector)
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

// choose chooses an option of a list.
func (f *frame) choose(selector, value string) {
	f.t.Helper()
	evaluate[bool](f.document, `(() => { document.querySelector(%s).value = %s; return true; })()`, selector, value)
}

// measured runs the comparison as it is set, and returns its table.
func (f *frame) measured() map[string][]string {
	f.t.Helper()
	f.press("#start")
	f.waitText("#said", "Done.")
	return f.table("table")
}

// What the lesson says of a run is what a run gives: its counts and the bytes of its
// frames to the last one. Header fields of HTTP differ from browser to browser, and
// times from run to run.
func TestBrowserTheLessonTellsWhatIsMeasured(t *testing.T) {
	t.Parallel()
	tab := visit(t, program.Start(t)+lesson3)
	recorded := tab.table("article .table table")
	page := tab.runProgram("compare")
	got := page.measured()
	for name, want := range recorded {
		switch {
		case got[name] == nil:
			if name != "10 messages" {
				t.Errorf("no row %q is measured", name)
			}
		case strings.HasPrefix(name, "Bytes "):
			if http, of := number(t, got[name][0]), number(t, want[0]); http < of*3/4 || http > of*4/3 {
				t.Errorf("%s over HTTP: %d, far from the %d that the lesson tells", name, http, of)
			}
			if name == "Bytes for each message, the handshake aside" && got[name][1] != want[1] {
				t.Errorf("%s: %s, the lesson tells %s", name, got[name][1], want[1])
			}
		case strings.Contains(name, "handshake"), strings.HasPrefix(name, "Time"):
		case strings.Join(got[name], " ") != strings.Join(want, " "):
			t.Errorf("%s: %q, the lesson tells %q", name, got[name], want)
		}
	}
	up, down := number(t, got["Bytes to the server"][1]), number(t, got["Bytes to the client"][1])
	handshake := strings.Split(got["of them, the opening handshake"][1], " + ")
	const messages, message = 10, 12
	if want := number(t, handshake[0]) + messages*(message+6) + 8; up != want { // and the close frame
		t.Errorf("%d bytes to the server, want %d", up, want)
	}
	if want := number(t, handshake[1]) + messages*(message+2) + 4; down != want {
		t.Errorf("%d bytes to the client, want %d", down, want)
	}
}

func TestBrowserManyMessagesAtOnceStandInLineOverHTTPAlone(t *testing.T) {
	t.Parallel()
	page := visit(t, program.Start(t)+lesson3).runProgram("compare")
	page.choose("#messages", "100")
	page.choose("#together", "1")
	page.choose("#delay", "50")
	got := page.measured()
	connections := number(t, got["TCP connections"][0])
	if trips := number(t, got["Round trips one after the other"][0]); connections > 6 || trips != (100+connections-1)/connections {
		t.Errorf("%d connections and %d round trips", connections, trips)
	}
	if want := "100 messages of 12 bytes, all at once, 50 ms away"; page.text("caption") != want {
		t.Errorf("the table is called %q, want %q", page.text("caption"), want)
	}
	if waits, openings := page.count(".wait"), page.count(".opening"); waits != 2*20 || openings != 1 {
		t.Errorf("%d messages and %d handshakes are drawn", waits, openings)
	}
}

func TestBrowserALearnerStopsAMeasuring(t *testing.T) {
	t.Parallel()
	tab := visit(t, program.Start(t)+lesson3)
	tab.complaints.allow("WebSocket")
	page := tab.runProgram("compare")
	page.choose("#messages", "1000")
	page.choose("#delay", "200")
	page.press("#start")
	page.wait("the first echo", `document.querySelector("#progress").value > 0`)
	page.press("#stop")
	page.waitText("#said", "Stopped.")
	page.choose("#messages", "1")
	page.choose("#delay", "0")
	if got := page.measured(); got["Requests"][0] != "1" {
		t.Errorf("measured %q", got)
	}
}

func TestBrowserTheButtonsOfAProgramKeepTheFocus(t *testing.T) {
	t.Parallel()
	tab := visit(t, program.Start(t)+lesson3)
	tab.complaints.allow("WebSocket") // of the measuring that is stopped
	hasFocus := func(f *frame, id string) {
		t.Helper()
		f.wait("the focus to be on #"+id, `document.activeElement.id === %s`, id)
	}
	compare := tab.runProgram("compare")
	compare.choose("#messages", "1000")
	compare.choose("#delay", "50")
	compare.press("#start")
	compare.wait("a measuring", `!document.querySelector("#progress").hidden`)
	hasFocus(compare, "start")
	compare.press("#start") // which does nothing now
	compare.press("#stop")
	compare.waitText("#said", "Stopped.")
	hasFocus(compare, "stop")
	compare.press("#stop") // neither does this
	hasFocus(compare, "stop")

	both := tab.runProgram("both")
	both.press("#start")
	both.waitText("#said", "Done.")
	hasFocus(both, "start")

	tab.open(strings.Replace(tab.address(), lesson3, "/lessons/push", 1))
	push := tab.runProgram("push")
	push.waitText("#status", "The match is on.")
	push.press("#stop")
	push.waitText("#status", "Stopped.")
	hasFocus(push, "stop")
}

func TestBrowserBothSpeakAtTheSameTime(t *testing.T) {
	t.Parallel()
	page := visit(t, program.Start(t)+lesson3).runProgram("both")
	page.press("#start")
	page.waitText("#said", "Done.")
	rows := evaluate[[][]string](page.document, `[...document.querySelectorAll("tbody tr")].map((row) => [...row.cells].map((cell) => cell.textContent))`)
	arrows := [2]int{page.count("svg g.client"), page.count("svg g.server")}
	if len(rows) != 20 || arrows != [2]int{10, 10} {
		t.Errorf("%d messages and %v arrows", len(rows), arrows)
	}
	for _, row := range rows {
		sent, _ := strconv.ParseFloat(row[1], 64)
		heard, _ := strconv.ParseFloat(row[2], 64)
		if heard < sent || sent == 0 {
			t.Errorf("sent by the %s at %s, heard at %s", row[0], row[1], row[2])
		}
	}
}

func TestBrowserTheComparisonRunsInASandboxedFrame(t *testing.T) {
	t.Parallel()
	tab := visit(t, hostPage(t, program.Start(t)+embed3, 1))
	embed := tab.frame("#e0")
	embed.press("#compare button[data-act=run]")
	embed.wait("the program to run", `document.querySelector("#compare iframe").height > 0`)
}
