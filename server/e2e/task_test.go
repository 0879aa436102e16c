package e2e

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"twocups/server/course"
)

// verdict waits until the task or the question says how it came out.
func (b block) verdict(want string) {
	b.t.Helper()
	b.waitText(b.at(".verdict"), want)
}

// put puts steps into the editor of a task.
func (b block) put(tab *tab, steps string) {
	b.t.Helper()
	tab.write(b.at("textarea"), steps)
}

func TestBrowserATaskIsSolvedByStepsOfTheLearnersOwn(t *testing.T) {
	t.Parallel()
	tab := visit(t, program.Start(t)+lesson2)
	task := tab.block("conversation")
	task.act("run") // as the author has begun it
	task.verdict("Not yet. Still missing: Only after that does Bob say something.")
	tab.wait("the goals to be marked", `[...document.querySelectorAll("#conversation .goals li")].map((e) => e.dataset.met).join("") === "11000"`)
	task.waitRow("client", "→ Bob, are you there? [alice · to the server · text · 19 bytes]")

	task.put(tab, "alice: connect /room\nbob: conect /room\nalice: mesage hi")
	task.act("run")
	task.waitText(task.at(".wrong"), `Line 2, column 6: unknown verb "conect" (want connect, message, binary, emit, emitWithAck, ack, disconnect or expect)`)
	task.waitText(task.at(".wrong"), `Line 3, column 8: unknown verb "mesage"`)
	if invalid := evaluate[string](tab.document, `document.querySelector("#conversation textarea").ariaInvalid`); invalid != "true" {
		t.Errorf("the editor with faults is invalid=%s", invalid)
	}

	task.put(tab, "alice: connect /room\nbob: connect /room\n# now she asks\nalice: message Hi?\nbob: expect message Hi?\nbob: message Hi!\nalice: expect message Hi!\nalice: disconnect 4000 bye")
	task.act("run")
	task.verdict("Solved.")
	tab.wait("the goals to be marked", `[...document.querySelectorAll("#conversation .goals li")].map((e) => e.dataset.met).join("") === "11111"`)
	if wrong := task.text(task.at(".wrong")); wrong != "" {
		t.Errorf("still wrong: %q", wrong)
	}
	task.waitRow("server", "Client disconnected! 4000 bye [alice]")
	if steps := evaluate[string](tab.document, `[...document.querySelectorAll("#conversation .steps li")].map((e) => e.innerText.replace(/\s+/g, " ")).join("|")`); !strings.HasPrefix(steps, "alice: connect /room ✓|bob: connect /room ✓|alice: message Hi? ✓|") {
		t.Errorf("the steps read %q", steps)
	}
	if title := evaluate[bool](tab.document, `"solved" in document.querySelector("#conversation").dataset`); !title {
		t.Error("the task is not marked as solved")
	}

	tab.open(tab.address()) // and it is remembered
	task.middle(task.at("textarea"))
	tab.wait("the learner's steps", `document.querySelector("#conversation textarea").value.includes("now she asks")`)
	tab.wait("the mark", `"solved" in document.querySelector("#conversation").dataset`)
	tab.enterInto(task, "help")
	task.waitText(task.at(".prompt .outcome"), `column 1: "help" (want socket, alice or bob)`)
	task.act("reset")
	tab.wait("nothing below the console", `document.querySelector("#conversation .prompt .outcome").textContent === ""`)
	tab.wait("the author's steps", `document.querySelector("#conversation textarea").value.endsWith("bob: message Loud and clear")`)
}

func TestBrowserATaskWorksBesideOtherBlocksWithAnyClients(t *testing.T) {
	t.Parallel()
	tab := visit(t, program.Start(t)+lesson2)
	echo, task := tab.block("first-echo"), tab.block("conversation")
	echo.take(1)
	echo.waitState("open")
	task.put(tab, "connect /echo\nmessage one\nexpect echo")
	task.act("run")
	task.verdict("Not yet. Still missing: Alice says something.")
	task.waitRow("server", "→ one [to the server · text · 3 bytes]")
	if n := tab.count(task.at(".string")); n != 1 {
		t.Errorf("%d strings for one client", n)
	}
	tab.press(task.at(".wire summary"))
	tab.wait("the frames of the task", `document.querySelectorAll("#conversation .frames li").length >= 4`)

	task.put(tab, "a: connect /echo\nb: connect /echo\nc: connect /echo")
	task.act("run")
	tab.wait("three strings that are open", `document.querySelectorAll("#conversation .string[data-state=open]").length === 3`)
	task.waitText(task.at(".connections"), "c")
	task.act("stop")
	task.act("reset")
	tab.wait("two strings that are closed", `document.querySelectorAll("#conversation .string[data-state=closed]").length === 2`)

	echo.waitState("open") // it has heard nothing of all this
	echo.take(2)
	echo.waitDone(2)
}

func TestBrowserEveryTaskIsSolvedByItsOwnSolution(t *testing.T) {
	t.Parallel()
	address := program.Start(t)
	for _, lesson := range theCourse().Lessons {
		tab := visit(t, address+"/lessons/"+lesson.Slug)
		for _, part := range lesson.Body {
			if part.Task == nil {
				continue
			}
			task := tab.block(part.Task.Name)
			if part.Task.Answer != nil {
				solveByAnswer(tab, task, part.Task.Answer)
				continue
			}
			if n := tab.seen(task.at(".hint")); n != 1 {
				t.Errorf("%s: %d hints are there at first, want one", part.Task.Name, n)
			}
			for n := range part.Task.Hints {
				tab.press(task.at(".hint:not([open]) summary"))
				if open := tab.count(task.at(".hint[open]")); open != n+1 {
					t.Errorf("%s: %d hints are open, want %d", part.Task.Name, open, n+1)
				}
			}
			tab.press(task.at(".solution summary"))
			tab.press(task.at("[data-act=solution]"))
			task.act("run")
			task.verdict("Solved.")
		}
	}
}

// solveByAnswer types each wrong answer of a task, and then each that is accepted.
func solveByAnswer(tab *tab, task block, a *course.AnswerTask) {
	tab.t.Helper()
	task.middle(task.at("input"))
	for _, wrong := range a.Wrong {
		for _, answer := range wrong.Answers {
			tab.write(task.at("input"), answer)
			tab.key(kb.Enter)
			said := evaluate[string](tab.document, `[...document.querySelectorAll(%s)].find((e) => [...e.querySelectorAll(":scope > code")].some((c) => c.textContent === %s)).querySelector("span").innerText`, task.at(".others li"), answer)
			task.verdict("Not yet. " + said)
		}
	}
	tab.write(task.at("input"), "nobody thinks of this")
	task.act("answer")
	task.verdict("Not yet. Have another look")
	for _, answer := range a.Accepted {
		if a.Kind == course.NumberAnswer {
			tab.write(task.at("input"), answer+" KB")
			task.act("answer")
			task.verdict("Not yet.")
			answer += " bytes"
		}
		tab.write(task.at("input"), " "+answer+" ")
		task.act("answer")
		task.verdict("Solved.")
	}
}

func TestBrowserATaskIsSolvedByKeyboardAlone(t *testing.T) {
	t.Parallel()
	tab := visit(t, program.Start(t)+"/lessons/the-closing-handshake")
	task := tab.block("two-goodbyes")
	tab.tabTo(task.at(".hint summary"))
	tab.key(kb.Enter)
	tab.wait("the hint", `document.querySelector("#two-goodbyes .hint").open`)
	tab.key(kb.Tab)
	tab.wantFocus(task.at(".hint + .hint summary"))
	tab.tabTo(task.at("textarea"))
	tab.do(chromedp.KeyEvent(kb.End, chromedp.KeyModifiers(kb.ModifierCtrl)))
	tab.key("\ralice: message close 4100 lunch\ralice: expect close 4100\rbob: disconnect 4200")
	tab.do(chromedp.KeyEvent(kb.Enter, chromedp.KeyModifiers(kb.ModifierCtrl)))
	task.verdict("Solved.")
	tab.wantFocus(task.at("textarea"))
	tab.key(kb.Tab) // which does not stay in the editor
	tab.wantFocus(task.at("[data-act=run]"))
}

func TestBrowserATaskAndAQuizNeedNoStorage(t *testing.T) {
	t.Parallel()
	tab := visit(t, hostPage(t, program.Start(t)+embed2, 1))
	frame := tab.frame("#e0")
	task, quiz := frame.block("conversation"), frame.block("websockets-quiz")
	task.act("run")
	task.verdict("Not yet. Still missing: Only after that does Bob say something.")
	frame.press(quiz.at("fieldset:nth-of-type(2) li:nth-child(2) label"))
	frame.press(quiz.at("fieldset:nth-of-type(2) button"))
	quiz.waitText(quiz.at("fieldset:nth-of-type(2) .why"), "Right. The sender says text or binary")
}
