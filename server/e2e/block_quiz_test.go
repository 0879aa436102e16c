package e2e

import (
	"testing"

	"github.com/chromedp/chromedp/kb"

	"twocups/server/e2e/browser"
)

const closingQuiz = "closing-quiz"

func TestBrowserAQuizAnswersWhatWasChosen(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+closingLesson)
	quiz := tab.Block(closingQuiz)
	first, last := quiz.Selector("fieldset:nth-of-type(1)"), quiz.Selector("fieldset:nth-of-type(3)")
	tab.Press(first + " button")
	quiz.WaitText(first+" .verdict", "Choose first.")
	if n := tab.CountVisible(quiz.Selector("details")); n != 0 {
		t.Errorf("%d answers are there before anything was chosen", n)
	}
	tab.Press(first + " li:nth-child(2) label")
	tab.Press(first + " button")
	quiz.WaitText(first+" .why", "Not this one. Perhaps. Or the network went away")
	tab.Press(first + " li:nth-child(3) label")
	if text := quiz.Text(first + " .why"); text != "" {
		t.Errorf("the answer to another choice is still there: %q", text)
	}
	tab.Press(first + " button")
	quiz.WaitText(first+" .why", "Right. And that is all you know.")

	tab.Press(last + " li:nth-child(1) label")
	tab.Press(last + " button")
	quiz.WaitText(last+" .verdict", "There is more that is right.")
	tab.Press(last + " li:nth-child(3) label")
	tab.Press(last + " li:nth-child(4) label")
	tab.Press(last + " li:nth-child(5) label")
	tab.Press(last + " button")
	quiz.WaitText(last+" li:nth-child(5) .why", "Not this one. Nobody sends 1006.")
	if text := quiz.Text(last + " .verdict"); text != "" {
		t.Errorf("all right choices were made, and the verdict is %q", text)
	}

	tab.Reload() // the answers are remembered
	quiz.ScrollTo(first)
	quiz.WaitText(first+" .why", "Right. And that is all you know.")
	quiz.WaitText(last+" li:nth-child(5) .why", "Not this one.")
}

func TestBrowserAQuizIsAnsweredByKeyboardAlone(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+closingLesson)
	quiz := tab.Block(closingQuiz)
	tab.TabTo(quiz.Selector("fieldset:nth-of-type(1) input"))
	tab.PressKeys(" ")
	tab.PressKeys(kb.ArrowDown)
	tab.PressKeys(kb.ArrowDown)
	tab.PressKeys(kb.Enter) // in the field: Enter works without the button
	quiz.WaitText(quiz.Selector("fieldset:nth-of-type(1) .why"), "Right.")
	tab.WantFocus(quiz.Selector("fieldset:nth-of-type(1) li:nth-child(3) input"))
	tab.PressKeys(kb.Tab)
	tab.WantFocus(quiz.Selector("fieldset:nth-of-type(1) button"))
	tab.TabTo(quiz.Selector("fieldset:nth-of-type(3) li:nth-child(1) input"))
	tab.PressKeys(" ")
	tab.TabTo(quiz.Selector("fieldset:nth-of-type(3) button"))
	tab.PressKeys(kb.Enter)
	quiz.WaitText(quiz.Selector("fieldset:nth-of-type(3) .why"), "Right. We are done")
}

// Every choice of every quiz shows its own answer, which begins with whether the choice is right.
func TestBrowserEveryChoiceHasItsAnswer(t *testing.T) {
	t.Parallel()
	address := twocups.Start(t)
	for _, lesson := range builtInCourse().Lessons {
		tab := browser.Visit(t, address+"/lessons/"+lesson.Slug)
		for _, part := range lesson.Body {
			if part.Quiz == nil {
				continue
			}
			quiz := tab.Block(part.Quiz.Name)
			quiz.ScrollTo(quiz.Selector("fieldset"))
			quiz.Press("button[data-act=check]")
			quiz.WaitText(quiz.Selector(".verdict"), "Choose first.") // the quiz's script is there
			wrong := browser.Evaluate[[]string](tab.Document, `[...document.querySelectorAll(%s)].flatMap((field) => [...field.querySelectorAll("li")].map((choice) => {
				choice.querySelector("input").click();
				field.querySelector("button").click();
				const said = choice.querySelector(".why").innerText;
				if (choice.querySelector("input").type === "checkbox") choice.querySelector("input").click();
				return said.startsWith("right" in choice.dataset ? "Right. " : "Not this one. ") ? "" : choice.innerText + ": " + said;
			})).filter(Boolean)`, quiz.Selector("fieldset"))
			for _, choice := range wrong {
				t.Errorf("%s: %s", part.Quiz.Name, choice)
			}
		}
	}
}

func TestBrowserWithoutJavaScriptATaskAndAQuizAreWhole(t *testing.T) {
	t.Parallel()
	tab := newTabWithoutScripts(t)
	tab.Open(twocups.Start(t) + websocketsLesson)
	for _, part := range []string{"#conversation .goals li", "#conversation .given pre", "#websockets-quiz li > label"} {
		if seen, all := tab.CountVisible(part), tab.Count(part); seen < all || all == 0 {
			t.Errorf("%d of %d %s are shown", seen, all, part)
		}
	}
	if n := tab.CountVisible("main :is(button, input, select, textarea)"); n != 0 {
		t.Errorf("%d controls are shown that do nothing", n)
	}
	tab.Press("#conversation .hint summary")
	tab.WaitText("#conversation .hint", "Has he heard Alice when he speaks?")
	tab.Press("#conversation .solution summary")
	tab.WaitText("#conversation .solution", "alice: disconnect 4000")
	tab.Press("#websockets-quiz li:nth-child(1) summary")
	tab.WaitText("#websockets-quiz li:nth-child(1) details", "Not this one. That is how one plane of HTTP works.")
}
