package e2e

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"twocups/server/e2e/browser"
)

func TestBrowserALearnerPressesTheStepsOneByOne(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+websocketsLesson)
	echo := tab.Block("first-echo")
	echo.WaitState("closed")
	if n := tab.CountVisible(echo.Selector(".note")); n != 0 {
		t.Errorf("%d notes are shown before anything has happened", n)
	}

	echo.PressStep(1)
	echo.WaitState("open")
	echo.WaitDone(1)
	echo.WaitRows("client", "connecting to /echo", "open")
	echo.WaitRows("server", "Client connected!")
	echo.WaitText(echo.StepSelector(1)+" .note", "The opening handshake is done.")

	echo.FillStep(2, "Grüße")
	echo.PressStep(2)
	echo.WaitDone(2)
	echo.WaitRows("client", "connecting to /echo", "open",
		"→ Grüße [to the server · text · 7 bytes]", "← Grüße [to the client · text · 7 bytes · round trip]")
	echo.WaitRows("server", "Client connected!",
		"→ Grüße [to the server · text · 7 bytes]", "← Grüße [to the client · text · 7 bytes]")
	echo.WaitText(echo.StepSelector(2)+" .note", "Read your message")

	echo.PressStep(3)
	echo.WaitDone(3)
	echo.WaitState("closed")
	echo.WaitRow("client", "→ closing 1000 bye (normal closure) [to the server · close]")
	echo.WaitRow("client", "closed 1000 bye (normal closure)")
	echo.WaitRow("server", "Client disconnected! 1000 bye (normal closure)")
	echo.WaitText(echo.StepSelector(3)+" .note", "You hung up")
}

func TestBrowserRunAllRunsEveryStepOfEveryBlock(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+websocketsLesson)
	blocks := []string{"first-echo", "binary", "both", "lunch"}
	if n := tab.Count(".ws:not(.task)"); n != len(blocks) {
		t.Fatalf("%d blocks, want %d", n, len(blocks))
	}
	for _, name := range blocks { // all at the same time
		tab.Block(name).PressButton("run")
	}
	for _, name := range blocks {
		block := tab.Block(name)
		block.WaitAllDone()
		tab.WaitUntil(name+" to have ended its run", `!document.querySelector(%s).hasAttribute("data-running")`, "#"+name)
		if seen, all := tab.CountVisible(block.Selector(".note")), tab.Count(block.Selector(".note")); seen != all {
			t.Errorf("%s: %d of %d notes are shown after the run", name, seen, all)
		}
	}
}

func TestBrowserStopEndsARunAndKeepsTheConnection(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+websocketsLesson)
	binary := tab.Block("binary")
	// The script presses "Stop" as soon as the connection is open: the next step follows in 0.7 s, and a slow machine may be late.
	browser.Evaluate[bool](tab.Document, `new Promise((resolve) => {
		const press = (act) => document.querySelector("#binary button[data-act=" + act + "]").click();
		const stop = () => {
			if (globalThis.socket?.readyState !== WebSocket.OPEN) return;
			clearInterval(watch);
			press("stop");
			resolve(true);
		};
		const watch = setInterval(stop, 5);
		press("run");
	})`)
	binary.WaitDone(1)
	tab.WaitUntil("the run to stop", `!document.querySelector("#binary").hasAttribute("data-running")`)
	if last := binary.Outcomes(4); last[0] != "" {
		t.Errorf("the last step says %q though the run was stopped", last)
	}
	binary.WaitState("open")
	binary.PressStep(4)
	binary.WaitDone(4)
	binary.WaitState("closed")
}

func TestBrowserResetPutsTheBlockBackToHowItWasWritten(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+websocketsLesson)
	echo := tab.Block("first-echo")
	echo.PressStep(1)
	echo.WaitState("open")
	echo.FillStep(2, "changed")
	echo.PressStep(2)
	echo.WaitDone(1, 2)
	echo.PressButton("reset")
	echo.WaitRows("client")
	echo.WaitRows("server")
	echo.WaitState("closed")
	if value := browser.Evaluate[string](tab.Document, `document.querySelector(%s).value`, echo.StepSelector(2)+" input"); value != "Hello" {
		t.Errorf("the message is %q, want what the lesson says", value)
	}
	echo.PressButton("run")
	echo.WaitAllDone()
	echo.WaitRow("client", "→ Hello [to the server · text · 5 bytes]")
}

func TestBrowserALearnerSendsMoreOfTheirOwn(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+websocketsLesson)
	echo := tab.Block("first-echo")
	echo.Fill(".own input", "too early")
	echo.PressButton("send")
	tab.WaitText(echo.Selector(".own .outcome"), "Not sent: the connection is closed. Connect first.")

	echo.PressStep(1)
	echo.WaitState("open")
	echo.Fill(".own input", "one more")
	echo.PressButton("send")
	echo.WaitRow("client", "→ one more [to the server · text · 8 bytes]")
	echo.WaitRow("client", "← one more [to the client · text · 8 bytes · round trip]")
	echo.WaitRow("server", "→ one more [to the server · text · 8 bytes]")
}

func TestBrowserTwoClientsOfABlockTalk(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+websocketsLesson)
	both := tab.Block("both")
	both.PressStep(1)
	both.WaitDone(1) // its note moves the next step down
	both.PressStep(2)
	both.WaitDone(2)
	tab.WaitUntil("both strings to be open", `document.querySelectorAll("#both .string[data-state=open]").length === 2`)

	browser.Evaluate[bool](tab.Document, `document.querySelector("#both .own select").value = "1", true`) // the browser draws the open list outside of the page
	both.Fill(".own input", "psst")
	both.PressButton("send")
	both.WaitRow("client", "→ psst [bob · to the server · text · 4 bytes]")
	both.WaitRow("client", "← psst [alice · to the client · text · 4 bytes]")
	both.WaitRow("server", "→ psst [bob · to the server · text · 4 bytes]")
	both.WaitRow("server", "← psst [alice · to the client · text · 4 bytes]")
}

func TestBrowserMergedConsolesAreOrderedByTime(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+websocketsLesson)
	both := tab.Block("both")
	both.PressButton("run")
	both.WaitDone(1)
	both.Press(".merge input") // during the run
	both.WaitAllDone()
	for _, client := range []string{"alice", "bob"} { // the server reports each connection by itself
		both.WaitRow("client", "Client disconnected! 1000 bye (normal closure) ["+client+"]")
	}
	if n := tab.CountVisible(both.Selector(".ends .console.server")); n != 0 {
		t.Error("the server console is still shown on its own")
	}
	var times []float64
	for _, text := range strings.Fields(browser.Evaluate[string](tab.Document,
		`[...document.querySelectorAll("#both .ends .client li")].map((row) => row.dataset.when).join(" ")`)) {
		when, err := strconv.ParseFloat(text, 64)
		if err != nil {
			t.Fatal(err)
		}
		times = append(times, when)
	}
	if !slices.IsSorted(times) {
		t.Errorf("rows at %v, want them in the order of time", times)
	}
	rows := both.Rows("client")
	for _, pair := range [][2]string{ // a cause and its effect on the other side
		{"→ Are you still there? [alice · to the server · text · 20 bytes]", "← Are you still there? [bob · to the client · text · 20 bytes]"},
		{"connecting to /room [alice]", "Client connected! [alice]"},
	} {
		if cause, effect := slices.Index(rows, pair[0]), slices.Index(rows, pair[1]); cause < 0 || effect < cause {
			t.Errorf("%q is at %d, %q at %d in\n\t%s", pair[0], cause, pair[1], effect, strings.Join(rows, "\n\t"))
		}
	}

	both.Press(".merge input")
	if client, server := len(both.Rows("client")), len(both.Rows("server")); client+server != len(rows) || server == 0 {
		t.Errorf("side by side again there are %d and %d rows, want %d in all", client, server, len(rows))
	}
}

func TestBrowserBadHexIsReportedAndNotSent(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+websocketsLesson)
	binary := tab.Block("binary")
	binary.PressStep(1)
	binary.WaitState("open")
	binary.FillStep(3, "63 6x")
	binary.PressStep(3)
	binary.WaitOutcome(3, `bytes "6x" (want pairs of hexadecimal digits such as 48 69)`)
	if invalid := browser.Evaluate[string](tab.Document, `document.querySelector(%s).ariaInvalid`, binary.StepSelector(3)+" input"); invalid != "true" {
		t.Errorf("aria-invalid is %q", invalid)
	}
	binary.FillStep(3, "00ff")
	binary.PressStep(3)
	binary.WaitDone(3)
	binary.WaitRows("client", "connecting to /echo", "open",
		"→ 00 ff [to the server · binary · 2 bytes]", "← 00 ff [to the client · binary · 2 bytes · round trip]")
}

func TestBrowserTheConsolesAreMergedBeforeAnythingElse(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+websocketsLesson)
	echo := tab.Block("first-echo")
	merge := func(side, empty string) {
		t.Helper()
		echo.Press(".merge input")
		tab.WaitText(echo.Selector(".console.client .side"), side)
		tab.WaitText(echo.Selector(".console.client .empty"), empty)
	}
	merge("Both consoles, by time", "What both ends do.")
	merge("Client console", "What your browser does with its end.")
	merge("Both consoles, by time", "What both ends do.")
	echo.PressStep(1)
	echo.WaitRow("client", "Client connected!")
}
