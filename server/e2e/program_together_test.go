package e2e

import (
	"testing"

	"twocups/lessons/programs/together"
	"twocups/server/e2e/browser"
)

func TestBrowserTwoWriteOneTextAlsoOverASlowConnection(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+togetherLesson)
	alice, bob := tab.RunSharedProgram("together")
	const text = `document.querySelector("#text").value`
	for _, page := range []*browser.IFrame{alice, bob} {
		page.WaitUntil("the text", text+` === "Two cups and a string.\n" && document.querySelector("#status").textContent === "Here: Alice, Bob"`)
		page.Press("#hold")
	}
	alice.Press("#add")
	bob.Press("#add")
	if got := browser.Evaluate[string](alice.Document, text); got != "Two cups and a string.\nAlice was here.\n" {
		t.Errorf("while her messages are held back, Alice has %q", got)
	}
	// A change reaches from the first to the last character that differs. Bob's change therefore ends before the last line feed.
	browser.Evaluate[bool](bob.Document, `(() => {
		const area = document.querySelector("#text");
		area.setRangeText("Three 😀", 0, 3, "end");
		area.dispatchEvent(new Event("input"));
		return true;
	})()`)
	alice.Press("#hold")
	alice.WaitUntil("the server to have her change", `!flight`) // before Bob's
	bob.Press("#hold")
	for _, page := range []*browser.IFrame{alice, bob} {
		page.WaitUntil("both changes", text+` === "Three 😀 cups and a string.\nBob was here.\nAlice was here.\n"`)
	}
	if at := browser.Evaluate[int](bob.Document, `document.querySelector("#text").selectionStart`); at != len("Three ")+2 {
		t.Errorf("Bob's cursor is at %d", at)
	}
}

// While a message of Alice's is on its way, Bob makes more changes than the server keeps.
func TestBrowserWhatWasWrittenToATextThatIsTooOldIsNotLost(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t, "-member-rate", "1000", "-member-burst", "1000", "-instance-rate", "1000")+togetherLesson)
	alice, bob := tab.RunSharedProgram("together")
	alice.WaitUntil("both writers", `document.querySelector("#status").textContent === "Here: Alice, Bob"`)
	browser.Evaluate[bool](alice.Document, `(() => {
		socket.send = (message) => { globalThis.late = message; };
		return true;
	})()`)
	alice.Press("#add")
	browser.Evaluate[int](bob.Document, `(async () => {
		while (revision <= %s) {
			area.value = "*" + area.value.replaceAll("*", "") + "*".repeat(revision & 1);
			flush();
			while (flight) await new Promise((resolve) => setTimeout(resolve));
		}
		return revision;
	})()`, together.MaxChanges)
	browser.Evaluate[bool](alice.Document, `(() => {
		delete socket.send;
		socket.send(late);
		return true;
	})()`)
	for _, page := range []*browser.IFrame{alice, bob} {
		page.WaitUntil("both texts", `area.value.replaceAll("*", "") === "Two cups and a string.\nAlice was here.\n" && area.value.startsWith("*")`)
	}
}
