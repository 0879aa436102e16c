package e2e

import (
	"fmt"
	"io/fs"
	"net/http"
	"strings"
	"testing"

	"twocups/lessons"
	"twocups/server/e2e/browser"
)

// runReconnect runs the program that connects again, once its first connection is open. The program
// has more patience than in the lesson, and the server stays down for longer: a slow machine needs
// more than three seconds for a handshake or an answer.
func runReconnect(t *testing.T) (*browser.Tab, *browser.IFrame) {
	t.Helper()
	const script = "programs/trouble/client.js"
	source, err := fs.ReadFile(lessons.FS(), script)
	if err != nil {
		t.Fatal(err)
	}
	patient := string(source)
	for quick, slow := range map[string]string{"patience: 3_000,": "patience: 12_000,", "seconds: 20 ": "seconds: 30 "} {
		if !strings.Contains(patient, quick) {
			t.Fatalf("no %q in %s", quick, script)
		}
		patient = strings.Replace(patient, quick, slow, 1)
	}
	proxy := newProxy(t, twocups.Start(t))
	proxy.answerWith(func(w http.ResponseWriter, r *http.Request) bool {
		if !strings.HasSuffix(r.URL.Path, script) {
			return false
		}
		w.Header().Set("Content-Type", "text/javascript")
		w.Header().Set("Access-Control-Allow-Origin", "*") // the iframe is sandboxed
		fmt.Fprint(w, patient)
		return true
	})
	tab := browser.Visit(t, proxy.address+troubleLesson)
	page := tab.RunProgram("reconnect")
	page.WaitText("#status", "The line is open.")
	return tab, page
}

// A learner breaks the connection in each way, and the page shows what follows.
func TestBrowserAConnectionIsCutAndComesBack(t *testing.T) {
	t.Parallel()
	tab, page := runReconnect(t)

	page.Press("#cut")
	tab.WaitText("#reconnect .printed", "You: lost: 1006")
	page.WaitUntil("the connection to be open again", `document.querySelectorAll("#attempts .result").length === 1 && document.querySelector("#attempts .result").textContent === "open"`)
	page.WaitText("#status", "The line is open.")
	tab.WaitText("#reconnect .console", "the server vanishes, without a close frame")

	page.Press("#refuse")
	page.WaitText("#status", "Closed with 4403: you are not welcome here, and will not be. To try again would be useless.")
	tab.WaitText("#reconnect .printed", "You: no use in trying again")
	page.Press("#again")
	page.WaitText("#status", "The line is open.")

	status := page.Record("#status")
	page.Press("#deaf")
	status.WaitText("Nobody answers any more.")
	tab.WaitText("#reconnect .printed", "You: lost: 1006 no answer")
	page.WaitText("#status", "The line is open.")
}

// While the server is down, the page draws each attempt. When the network is back, the page
// doesn't wait any longer.
func TestBrowserAttemptsAreDrawnWhileTheServerIsDown(t *testing.T) {
	t.Parallel()
	_, page := runReconnect(t)
	page.Press("#down")
	const results = `[...document.querySelectorAll("#attempts .result")].map((result) => result.textContent)`
	page.WaitText("#attempts", "1013")
	page.WaitUntil("three attempts to fail", results+`.filter((result) => result === "1013").length >= 3`)
	words := browser.Evaluate[[]string](page.Document, `[...document.querySelectorAll("#attempts .words")].map((words) => words.textContent)`)
	for i, bound := range []string{"of 0.5 s", "of 1.0 s", "of 2.0 s"} {
		if !strings.HasSuffix(words[i], bound) {
			t.Errorf("attempt %d waits %q, want %q", i+1, words[i], bound)
		}
	}
	page.WaitUntil("the bars to be drawn", `[...document.querySelectorAll("#attempts .most")].every((bar) => bar.getBoundingClientRect().width > 0)`)
	page.WaitUntil("an attempt as soon as the network is back", `(() => {
		const online = document.querySelector("#online");
		if (online.ariaDisabled === "true") return false; // an attempt is under way
		online.click();
		return `+results+`.at(-1) === "tries";
	})()`)
}

func TestBrowserMessagesGetLostOrArriveTwiceOrOnce(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+troubleLesson)
	page := tab.RunProgram("lost")
	const received = `[...document.querySelectorAll("#said li")].map((line) => line.innerText.replaceAll(/\s+/g, " ").trim()).join(", ")`
	for _, way := range []struct{ press, status, received, row, marks string }{
		{"#hope", "5 sent, 3 arrived, 2 lost.", "one, two, three", "4", "4 four\nsent, lost"},
		{"#again", "5 sent, 3 of them sent again, 0 lost, 1 written down twice.", "one, two, three, three once more, four, five", "3", "3 three\nsent, sent again, answered"},
		{"#name", "5 sent, 3 of them sent again, 0 lost, 1 double ignored.", "one, two, three, four, five", "5", "5 five\nsent, sent again, answered"},
	} {
		page.Press(way.press)
		page.WaitText("#status", way.status)
		if got := browser.Evaluate[string](page.Document, received); got != way.received {
			t.Errorf("%s: the server has %s, want %s", way.press, got, way.received)
		}
		page.WaitText("#sent li:nth-child("+way.row+")", way.marks)
	}
}
