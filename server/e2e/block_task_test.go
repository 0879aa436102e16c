package e2e

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"twocups/server/course"
	"twocups/server/e2e/browser"
)

func TestBrowserATaskIsSolvedByStepsOfTheLearnersOwn(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+websocketsLesson)
	task := tab.Block("conversation")
	task.PressButton("run") // the author's first steps
	task.WaitVerdict("Not yet. Still missing: Only after that does Bob say something.")
	tab.WaitUntil("the goals to be marked", `[...document.querySelectorAll("#conversation .goals li")].map((e) => e.dataset.met).join("") === "11000"`)
	task.WaitRow("client", "→ Bob, are you there? [alice · to the server · text · 19 bytes]")

	task.FillSteps("alice: connect /room\nbob: conect /room\nalice: mesage hi")
	task.PressButton("run")
	task.WaitText(task.Selector(".wrong"), `Line 2, column 6: unknown verb "conect" (want connect, message, binary, emit, emitWithAck, ack, disconnect or expect)`)
	task.WaitText(task.Selector(".wrong"), `Line 3, column 8: unknown verb "mesage"`)
	if invalid := browser.Evaluate[string](tab.Document, `document.querySelector("#conversation textarea").ariaInvalid`); invalid != "true" {
		t.Errorf("the editor with faults is invalid=%s", invalid)
	}

	task.FillSteps("alice: connect /room\nbob: connect /room\n# now she asks\nalice: message Hi?\nbob: expect message Hi?\nbob: message Hi!\nalice: expect message Hi!\nalice: disconnect 4000 bye")
	task.PressButton("run")
	task.WaitVerdict("Solved.")
	tab.WaitUntil("the goals to be marked", `[...document.querySelectorAll("#conversation .goals li")].map((e) => e.dataset.met).join("") === "11111"`)
	if wrong := task.Text(task.Selector(".wrong")); wrong != "" {
		t.Errorf("still wrong: %q", wrong)
	}
	task.WaitRow("server", "Client disconnected! 4000 bye [alice]")
	if steps := browser.Evaluate[string](tab.Document, `[...document.querySelectorAll("#conversation .steps li")].map((e) => e.innerText.replace(/\s+/g, " ")).join("|")`); !strings.HasPrefix(steps, "alice: connect /room ✓|bob: connect /room ✓|alice: message Hi? ✓|") {
		t.Errorf("the steps read %q", steps)
	}
	if title := browser.Evaluate[bool](tab.Document, `"solved" in document.querySelector("#conversation").dataset`); !title {
		t.Error("the task is not marked as solved")
	}

	tab.Reload() // the steps are remembered
	task.ScrollTo(task.Selector("textarea"))
	tab.WaitUntil("the learner's steps", `document.querySelector("#conversation textarea").value.includes("now she asks")`)
	tab.WaitUntil("the mark", `"solved" in document.querySelector("#conversation").dataset`)
	task.EnterInPrompt("help")
	task.WaitText(task.Selector(".prompt .outcome"), `column 1: "help" (want socket, alice or bob)`)
	task.PressButton("reset")
	tab.WaitUntil("nothing below the console", `document.querySelector("#conversation .prompt .outcome").textContent === ""`)
	tab.WaitUntil("the author's steps", `document.querySelector("#conversation textarea").value.endsWith("bob: message Loud and clear")`)
}

// The page waits a moment before it says what is missing. The learner may run other steps meanwhile.
func TestBrowserAVerdictOnStepsThatWereReplacedIsNotShown(t *testing.T) {
	t.Parallel()
	tab := browser.NewTab(t)
	tab.AddInitScript(`globalThis.held = new Map(); // the acts of the timers of 500 ms, which never call
		const [set, clear] = [setTimeout, clearTimeout];
		globalThis.setTimeout = (act, after, ...more) => {
			if (after !== 500) return set(act, after, ...more);
			const timer = set(() => {});
			held.set(timer, act);
			return timer;
		};
		globalThis.clearTimeout = (timer) => {
			held.delete(timer);
			clear(timer);
		};`)
	tab.Open(twocups.Start(t) + websocketsLesson)
	task := tab.Block("conversation")
	task.PressButton("run")
	tab.WaitUntil("the verdict to wait", `held.size === 1`)
	task.FillSteps("conect /echo")
	task.PressButton("run")
	task.WaitText(task.Selector(".wrong"), "Line 1, column 1")
	browser.Evaluate[bool](tab.Document, `held.forEach((act) => act()), true`)
	if verdict := task.Text(task.Selector(".verdict")); verdict != "" {
		t.Errorf("beside the faults of the steps the page says %q", verdict)
	}
}

func TestBrowserATaskWorksBesideOtherBlocksWithAnyClients(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+websocketsLesson)
	echo, task := tab.Block("first-echo"), tab.Block("conversation")
	echo.PressStep(1)
	echo.WaitState("open")
	task.FillSteps("connect /echo\nmessage one\nexpect echo")
	task.PressButton("run")
	task.WaitVerdict("Not yet. Still missing: Alice says something.")
	task.WaitRow("server", "→ one [to the server · text · 3 bytes]")
	if n := tab.Count(task.Selector(".string")); n != 1 {
		t.Errorf("%d strings for one client", n)
	}
	task.Press(".wire summary")
	tab.WaitUntil("the frames of the task", `document.querySelectorAll("#conversation .frames li").length >= 4`)

	task.FillSteps("a: connect /echo\nb: connect /echo\nc: connect /echo")
	task.PressButton("run")
	tab.WaitUntil("three strings that are open", `document.querySelectorAll("#conversation .string[data-state=open]").length === 3`)
	task.WaitText(task.Selector(".connections"), "c")
	task.PressButton("stop")
	task.PressButton("reset")
	tab.WaitUntil("two strings that are closed", `document.querySelectorAll("#conversation .string[data-state=closed]").length === 2`)

	echo.WaitState("open") // the other block's connection is untouched
	echo.PressStep(2)
	echo.WaitDone(2)
}

func TestBrowserEveryTaskIsSolvedByItsOwnSolution(t *testing.T) {
	t.Parallel()
	address := twocups.Start(t)
	for _, lesson := range builtInCourse().Lessons {
		tab := browser.Visit(t, address+"/lessons/"+lesson.Slug)
		for _, part := range lesson.Body {
			if part.Task == nil {
				continue
			}
			task := tab.Block(part.Task.Name)
			if part.Task.Answer != nil {
				solveByAnswer(tab, task, part.Task.Answer)
				continue
			}
			if n := tab.CountVisible(task.Selector(".hint")); n != 1 {
				t.Errorf("%s: %d hints are there at first, want one", part.Task.Name, n)
			}
			for n := range part.Task.Hints {
				task.Press(".hint:not([open]) summary")
				if open := tab.Count(task.Selector(".hint[open]")); open != n+1 {
					t.Errorf("%s: %d hints are open, want %d", part.Task.Name, open, n+1)
				}
			}
			task.Press(".solution summary")
			task.Press("[data-act=solution]")
			task.PressButton("run")
			task.WaitVerdict("Solved.")
		}
	}
}

// solveByAnswer types each wrong answer of a task, and then each accepted one.
func solveByAnswer(tab *browser.Tab, task browser.Block, a *course.AnswerTask) {
	tab.T.Helper()
	task.ScrollTo(task.Selector("input"))
	for _, wrong := range a.Wrong {
		for _, answer := range wrong.Answers {
			task.Fill("input", answer)
			tab.PressKeys(kb.Enter)
			hint := browser.Evaluate[string](tab.Document, `[...document.querySelectorAll(%s)].find((e) => [...e.querySelectorAll(":scope > code")].some((c) => c.textContent === %s)).querySelector("span").innerText`, task.Selector(".others li"), answer)
			task.WaitVerdict("Not yet. " + hint)
		}
	}
	task.Fill("input", "nobody thinks of this")
	task.PressButton("answer")
	task.WaitVerdict("Not yet. Have another look")
	for _, answer := range a.Accepted {
		if a.Kind == course.NumberAnswer {
			task.Fill("input", answer+" KB")
			task.PressButton("answer")
			task.WaitVerdict("Not yet.")
			answer += " bytes"
		}
		task.Fill("input", " "+answer+" ")
		task.PressButton("answer")
		task.WaitVerdict("Solved.")
	}
}

func TestBrowserATaskIsSolvedByKeyboardAlone(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+closingLesson)
	task := tab.Block("two-goodbyes")
	tab.TabTo(task.Selector(".hint summary"))
	tab.PressKeys(kb.Enter)
	tab.WaitUntil("the hint", `document.querySelector("#two-goodbyes .hint").open`)
	tab.PressKeys(kb.Tab)
	tab.WantFocus(task.Selector(".hint + .hint summary"))
	tab.TabTo(task.Selector("textarea"))
	tab.PressKeys(kb.End, kb.ModifierCtrl)
	tab.PressKeys("\ralice: message close 4100 lunch\ralice: expect close 4100\rbob: disconnect 4200")
	tab.PressKeys(kb.Enter, kb.ModifierCtrl)
	task.WaitVerdict("Solved.")
	tab.WantFocus(task.Selector("textarea"))
	tab.PressKeys(kb.Tab) // leaves the editor
	tab.WantFocus(task.Selector("[data-act=run]"))
}

func TestBrowserATaskAndAQuizNeedNoStorage(t *testing.T) {
	t.Parallel()
	embed := visitEmbed(t, twocups.Start(t), websocketsLesson)
	task, quiz := embed.Block("conversation"), embed.Block("websockets-quiz")
	task.PressButton("run")
	task.WaitVerdict("Not yet. Still missing: Only after that does Bob say something.")
	quiz.Press("fieldset:nth-of-type(2) li:nth-child(2) label")
	quiz.Press("fieldset:nth-of-type(2) button")
	quiz.WaitText(quiz.Selector("fieldset:nth-of-type(2) .why"), "Right. The sender says text or binary")
}
