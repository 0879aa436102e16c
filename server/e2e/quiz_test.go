package e2e

import (
	"testing"

	"github.com/chromedp/chromedp/kb"
)

const lesson6Quiz = "closing-quiz"

func TestBrowserAQuizAnswersWhatWasChosen(t *testing.T) {
	t.Parallel()
	tab := visit(t, program.Start(t)+lesson6)
	quiz := tab.block(lesson6Quiz)
	first, last := quiz.at("fieldset:nth-of-type(1)"), quiz.at("fieldset:nth-of-type(3)")
	tab.press(first + " button")
	quiz.waitText(first+" .verdict", "Choose first.")
	if n := tab.seen(quiz.at("details")); n != 0 {
		t.Errorf("%d answers are there before anything was chosen", n)
	}
	tab.press(first + " li:nth-child(2) label")
	tab.press(first + " button")
	quiz.waitText(first+" .why", "Not this one. Perhaps. Or the network went away")
	tab.press(first + " li:nth-child(3) label")
	if says := quiz.text(first + " .why"); says != "" {
		t.Errorf("the answer to another choice is still there: %q", says)
	}
	tab.press(first + " button")
	quiz.waitText(first+" .why", "Right. And that is all you know.")

	tab.press(last + " li:nth-child(1) label")
	tab.press(last + " button")
	quiz.waitText(last+" .verdict", "There is more that is right.")
	tab.press(last + " li:nth-child(3) label")
	tab.press(last + " li:nth-child(4) label")
	tab.press(last + " li:nth-child(5) label")
	tab.press(last + " button")
	quiz.waitText(last+" li:nth-child(5) .why", "Not this one. Nobody sends 1006.")
	if says := quiz.text(last + " .verdict"); says != "" {
		t.Errorf("all that is right was chosen, and the quiz says %q", says)
	}

	tab.open(tab.address()) // and it is remembered
	quiz.middle(first)
	quiz.waitText(first+" .why", "Right. And that is all you know.")
	quiz.waitText(last+" li:nth-child(5) .why", "Not this one.")
}

func TestBrowserAQuizIsAnsweredByKeyboardAlone(t *testing.T) {
	t.Parallel()
	tab := visit(t, program.Start(t)+lesson6)
	quiz := tab.block(lesson6Quiz)
	tab.tabTo(quiz.at("fieldset:nth-of-type(1) input"))
	tab.key(" ")
	tab.key(kb.ArrowDown)
	tab.key(kb.ArrowDown)
	tab.key(kb.Enter) // in the field: no need to go on to the button
	quiz.waitText(quiz.at("fieldset:nth-of-type(1) .why"), "Right.")
	tab.wantFocus(quiz.at("fieldset:nth-of-type(1) li:nth-child(3) input"))
	tab.key(kb.Tab)
	tab.wantFocus(quiz.at("fieldset:nth-of-type(1) button"))
	tab.tabTo(quiz.at("fieldset:nth-of-type(3) li:nth-child(1) input"))
	tab.key(" ")
	tab.tabTo(quiz.at("fieldset:nth-of-type(3) button"))
	tab.key(kb.Enter)
	quiz.waitText(quiz.at("fieldset:nth-of-type(3) .why"), "Right. We are done")
}

// Every choice of every quiz shows its own answer, which says whether it is right.
func TestBrowserEveryChoiceHasItsAnswer(t *testing.T) {
	t.Parallel()
	address := program.Start(t)
	for _, lesson := range theCourse().Lessons {
		tab := visit(t, address+"/lessons/"+lesson.Slug)
		for _, part := range lesson.Body {
			if part.Quiz == nil {
				continue
			}
			quiz := tab.block(part.Quiz.Name)
			quiz.middle(quiz.at("fieldset"))
			tab.press(quiz.at("button[data-act=check]"))
			quiz.waitText(quiz.at(".verdict"), "Choose first.") // so the quiz is bound
			wrong := evaluate[[]string](tab.document, `[...document.querySelectorAll(%s)].flatMap((field) => [...field.querySelectorAll("li")].map((choice) => {
				choice.querySelector("input").click();
				field.querySelector("button").click();
				const said = choice.querySelector(".why").innerText;
				if (choice.querySelector("input").type === "checkbox") choice.querySelector("input").click();
				return said.startsWith("right" in choice.dataset ? "Right. " : "Not this one. ") ? "" : choice.innerText + ": " + said;
			})).filter(Boolean)`, quiz.at("fieldset"))
			for _, choice := range wrong {
				t.Errorf("%s: %s", part.Quiz.Name, choice)
			}
		}
	}
}

func TestBrowserWithoutJavaScriptATaskAndAQuizAreWhole(t *testing.T) {
	t.Parallel()
	tab := withoutScripts(t)
	tab.open(program.Start(t) + lesson2)
	for _, part := range []string{"#conversation .goals li", "#conversation .given pre", "#websockets-quiz li > label"} {
		if seen, all := tab.seen(part), tab.count(part); seen < all || all == 0 {
			t.Errorf("%d of %d %s are shown", seen, all, part)
		}
	}
	if n := tab.seen("main :is(button, input, select, textarea)"); n != 0 {
		t.Errorf("%d controls are shown that do nothing", n)
	}
	tab.press("#conversation .hint summary")
	tab.waitText("#conversation .hint", "Has he heard Alice when he speaks?")
	tab.press("#conversation .solution summary")
	tab.waitText("#conversation .solution", "alice: disconnect 4000")
	tab.press("#websockets-quiz li:nth-child(1) summary")
	tab.waitText("#websockets-quiz li:nth-child(1) details", "Not this one. That is how one plane of HTTP works.")
}
