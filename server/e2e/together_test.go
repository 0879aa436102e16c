package e2e

import (
	"testing"
)

func TestBrowserTwoWriteOneTextAlsoOverASlowLine(t *testing.T) {
	t.Parallel()
	tab := visit(t, program.Start(t)+"/lessons/together")
	alice, bob := tab.runShared("together")
	const text = `document.querySelector("#text").value`
	for _, page := range []*frame{alice, bob} {
		page.wait("the text", text+` === "Two cups and a string.\n" && document.querySelector("#status").textContent === "Here: Alice, Bob"`)
		page.press("#hold")
	}
	alice.press("#add")
	bob.press("#add")
	if got := evaluate[string](alice.document, text); got != "Two cups and a string.\nAlice was here.\n" {
		t.Errorf("while her line is held, Alice has %q", got)
	}
	// What is not the same at the beginning and at the end is one change, so Bob's ends before the last line feed.
	evaluate[bool](bob.document, `(() => {
		const area = document.querySelector("#text");
		area.setRangeText("Three 😀", 0, 3, "end");
		area.dispatchEvent(new Event("input"));
		return true;
	})()`)
	alice.press("#hold")
	bob.press("#hold")
	for _, page := range []*frame{alice, bob} {
		page.wait("both changes", text+` === "Three 😀 cups and a string.\nBob was here.\nAlice was here.\n"`)
	}
	if at := evaluate[int](bob.document, `document.querySelector("#text").selectionStart`); at != len("Three ")+2 {
		t.Errorf("Bob's cursor is at %d", at)
	}
}
