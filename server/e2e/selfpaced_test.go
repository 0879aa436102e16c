package e2e

import (
	"slices"
	"strconv"
	"strings"
	"testing"
)

// lesson2 is the path of the lesson with the ws blocks.
const lesson2 = "/lessons/what-websockets-are"

func TestBrowserALearnerTakesTheStepsOneByOne(t *testing.T) {
	t.Parallel()
	tab := visit(t, program.Start(t)+lesson2)
	echo := tab.block("first-echo")
	echo.waitState("closed")
	if n := tab.seen(echo.at(".note")); n != 0 {
		t.Errorf("%d notes tell what happened before anything did", n)
	}

	echo.take(1)
	echo.waitState("open")
	echo.waitDone(1)
	echo.waitRows("client", "connecting to /echo", "open")
	echo.waitRows("server", "Client connected!")
	echo.waitText(echo.step(1)+" .note", "The opening handshake is done.")

	tab.write(echo.step(2)+" input", "Grüße")
	echo.take(2)
	echo.waitDone(2)
	echo.waitRows("client", "connecting to /echo", "open",
		"→ Grüße [to the server · text · 7 bytes]", "← Grüße [to the client · text · 7 bytes · round trip]")
	echo.waitRows("server", "Client connected!",
		"→ Grüße [to the server · text · 7 bytes]", "← Grüße [to the client · text · 7 bytes]")
	echo.waitText(echo.step(2)+" .note", "Read your message")

	echo.take(3)
	echo.waitDone(3)
	echo.waitState("closed")
	echo.waitRow("client", "→ closing 1000 bye (normal closure) [to the server · close]")
	echo.waitRow("client", "closed 1000 bye (normal closure)")
	echo.waitRow("server", "Client disconnected! 1000 bye (normal closure)")
	echo.waitText(echo.step(3)+" .note", "You hung up")
}

func TestBrowserRunAllTakesEveryStepOfEveryBlock(t *testing.T) {
	t.Parallel()
	tab := visit(t, program.Start(t)+lesson2)
	blocks := []string{"first-echo", "binary", "both", "lunch"}
	if n := tab.count(".ws:not(.task)"); n != len(blocks) {
		t.Fatalf("%d blocks, want %d", n, len(blocks))
	}
	for _, name := range blocks { // all of them at the same time
		tab.block(name).act("run")
	}
	for _, name := range blocks {
		block := tab.block(name)
		block.waitAllDone()
		tab.wait(name+" to have ended its run", `!document.querySelector(%s).hasAttribute("data-running")`, "#"+name)
		if seen, all := tab.seen(block.at(".note")), tab.count(block.at(".note")); seen != all {
			t.Errorf("%s: %d of %d notes are shown after the run", name, seen, all)
		}
	}
}

func TestBrowserStopEndsARunAndKeepsTheConnection(t *testing.T) {
	t.Parallel()
	tab := visit(t, program.Start(t)+lesson2)
	binary := tab.block("binary")
	binary.act("run")
	binary.waitDone(1)
	binary.act("stop")
	tab.wait("the run to stop", `!document.querySelector("#binary").hasAttribute("data-running")`)
	if last := binary.outcomes(4); last[0] != "" {
		t.Errorf("the last step says %q though the run was stopped", last)
	}
	binary.waitState("open")
	binary.take(4)
	binary.waitDone(4)
	binary.waitState("closed")
}

func TestBrowserResetPutsTheBlockBackToHowItWasWritten(t *testing.T) {
	t.Parallel()
	tab := visit(t, program.Start(t)+lesson2)
	echo := tab.block("first-echo")
	echo.take(1)
	echo.waitState("open")
	tab.write(echo.step(2)+" input", "changed")
	echo.take(2)
	echo.waitDone(1, 2)
	echo.act("reset")
	echo.waitRows("client")
	echo.waitRows("server")
	echo.waitState("closed")
	if value := evaluate[string](tab.document, `document.querySelector(%s).value`, echo.step(2)+" input"); value != "Hello" {
		t.Errorf("the message is %q, want what the lesson says", value)
	}
	echo.act("run")
	echo.waitAllDone()
	echo.waitRow("client", "→ Hello [to the server · text · 5 bytes]")
}

func TestBrowserALearnerSendsMoreOfTheirOwn(t *testing.T) {
	t.Parallel()
	tab := visit(t, program.Start(t)+lesson2)
	echo := tab.block("first-echo")
	tab.write(echo.at(".own input"), "too early")
	echo.act("send")
	tab.waitText(echo.at(".own .outcome"), "Not sent: the connection is closed. Connect first.")

	echo.take(1)
	echo.waitState("open")
	tab.write(echo.at(".own input"), "one more")
	echo.act("send")
	echo.waitRow("client", "→ one more [to the server · text · 8 bytes]")
	echo.waitRow("client", "← one more [to the client · text · 8 bytes · round trip]")
	echo.waitRow("server", "→ one more [to the server · text · 8 bytes]")
}

func TestBrowserTwoClientsOfABlockTalk(t *testing.T) {
	t.Parallel()
	tab := visit(t, program.Start(t)+lesson2)
	both := tab.block("both")
	both.take(1)
	both.waitDone(1) // what it says then moves the next step down
	both.take(2)
	both.waitDone(2)
	tab.wait("both strings to be open", `document.querySelectorAll("#both .string[data-state=open]").length === 2`)

	evaluate[bool](tab.document, `document.querySelector("#both .own select").value = "1", true`) // its list opens outside of the page
	tab.write(both.at(".own input"), "psst")
	both.act("send")
	both.waitRow("client", "→ psst [bob · to the server · text · 4 bytes]")
	both.waitRow("client", "← psst [alice · to the client · text · 4 bytes]")
	both.waitRow("server", "→ psst [bob · to the server · text · 4 bytes]")
	both.waitRow("server", "← psst [alice · to the client · text · 4 bytes]")
}

func TestBrowserMergedConsolesAreOrderedByTime(t *testing.T) {
	t.Parallel()
	tab := visit(t, program.Start(t)+lesson2)
	both := tab.block("both")
	both.act("run")
	both.waitDone(1)
	tab.press(both.at(".merge input")) // in the middle of the run
	both.waitAllDone()
	both.waitRow("client", "Client disconnected! 1000 bye (normal closure) [bob]")
	if n := tab.seen(both.at(".ends .console.server")); n != 0 {
		t.Error("the server console is still shown on its own")
	}
	var times []float64
	for _, text := range strings.Fields(evaluate[string](tab.document,
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
	rows := both.rows("client")
	for _, pair := range [][2]string{ // a cause, and its effect on the other side
		{"→ Are you still there? [alice · to the server · text · 20 bytes]", "← Are you still there? [bob · to the client · text · 20 bytes]"},
		{"connecting to /room [alice]", "Client connected! [alice]"},
	} {
		if cause, effect := slices.Index(rows, pair[0]), slices.Index(rows, pair[1]); cause < 0 || effect < cause {
			t.Errorf("%q is at %d, %q at %d in\n\t%s", pair[0], cause, pair[1], effect, strings.Join(rows, "\n\t"))
		}
	}

	tab.press(both.at(".merge input"))
	if client, server := len(both.rows("client")), len(both.rows("server")); client+server != len(rows) || server == 0 {
		t.Errorf("side by side again there are %d and %d rows, want %d in all", client, server, len(rows))
	}
}

func TestBrowserBadHexIsSaidAndNotSent(t *testing.T) {
	t.Parallel()
	tab := visit(t, program.Start(t)+lesson2)
	binary := tab.block("binary")
	binary.take(1)
	binary.waitState("open")
	tab.write(binary.step(3)+" input", "63 6x")
	binary.take(3)
	binary.waitOutcome(3, `bytes "6x" (want pairs of hexadecimal digits such as 48 69)`)
	if invalid := evaluate[string](tab.document, `document.querySelector(%s).ariaInvalid`, binary.step(3)+" input"); invalid != "true" {
		t.Errorf("aria-invalid is %q", invalid)
	}
	tab.write(binary.step(3)+" input", "00ff")
	binary.take(3)
	binary.waitDone(3)
	binary.waitRows("client", "connecting to /echo", "open",
		"→ 00 ff [to the server · binary · 2 bytes]", "← 00 ff [to the client · binary · 2 bytes · round trip]")
}

func TestBrowserTheConsolesAreMergedBeforeAnythingElse(t *testing.T) {
	t.Parallel()
	tab := visit(t, program.Start(t)+lesson2)
	echo := tab.block("first-echo")
	merge := func(side, empty string) {
		t.Helper()
		tab.press(echo.at(".merge input"))
		tab.waitText(echo.at(".console.client .side"), side)
		tab.waitText(echo.at(".console.client .empty"), empty)
	}
	merge("Both consoles, by time", "What both ends do.")
	merge("Client console", "What your browser does with its end.")
	merge("Both consoles, by time", "What both ends do.")
	echo.take(1)
	echo.waitRow("client", "Client connected!")
}
