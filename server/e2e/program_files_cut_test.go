package e2e

import (
	"os"
	"testing"

	"twocups/server/e2e/browser"
)

// cutAndPress cuts the line of a page, presses other controls in the same moment, and drops
// a file on the page: no line is as quick to come back.
func cutAndPress(d browser.Document, ids ...string) {
	d.T.Helper()
	status := browser.Evaluate[string](d, `((ids) => {
		for (const id of ["cut", ...ids]) document.getElementById(id).click();
		const dataTransfer = new DataTransfer();
		dataTransfer.items.add(new File(["x"], "dropped"));
		dispatchEvent(new DragEvent("drop", {dataTransfer, cancelable: true}));
		return document.querySelector("#status").textContent;
	})(%s)`, ids)
	if want := "The line is cut: send it when it is back."; status != want {
		d.T.Errorf("a file that is dropped now: %q, want %q", status, want)
	}
}

// waitActive waits until the line is back.
func waitConnected(d browser.Document) {
	d.T.Helper()
	d.Poll("the line to be back", func() (string, bool) {
		disabled := browser.Evaluate[string](d, `document.querySelector("#cut").ariaDisabled`)
		return "aria-disabled is " + disabled, disabled == "false"
	})
}

// Nothing that is pressed while the line is cut is lost, or told wrongly: it can't be
// pressed.
func TestBrowserAFileAndTheButtonsWaitForTheConnection(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+filesLesson)
	alice, bob := runFilesProgram(tab)
	alice.Press("#sample")
	bob.WaitText("#offers", "Alice offers made-up.txt")
	cutAndPress(bob.Document, "take")
	waitConnected(bob.Document)
	if !browser.Evaluate[bool](bob.Document, `document.querySelector("#getting").hidden`) {
		t.Error("Bob has taken a file while the line was cut")
	}
	bob.Press("#slow")
	bob.Press("#take")
	bob.WaitText("#offers", "Nobody offers you a file.")
	bob.Press("#take")
	bob.WaitText("#status", "One file at a time: wait until this one is here, or cancel it.")

	alice.WaitText("#sending-name", "is on its way to Bob.")
	cutAndPress(alice.Document, "stop-sending", "sample", "pick")
	waitConnected(alice.Document)
	alice.Press("#stop-sending")
	alice.WaitText("#sending-name", "made-up.txt, 3,145,728 bytes, did not arrive: Alice has cancelled it.")

	alice.Press("#sample") // at once: nothing of the file before comes in its way
	bob.WaitText("#offers", "Alice offers made-up.txt")
	bob.Press("#slow")
	bob.Press("#take")
	bob.WaitText("#check", "All of it is here: 3,145,728 bytes")
	alice.WaitText("#sending-name", "is there.")
}

// A browser does not keep a file that was chosen: it reads when it has to, and may find
// nothing any more.
func TestBrowserAFileThatIsGoneWhenItIsTakenEndsForBoth(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+filesLesson)
	alice, bob := runFilesProgram(tab)
	path, _ := randomFile(t, "gone.bin", 100_000)
	alice.ChooseFile("#pick", path)
	bob.WaitText("#offers", "Alice offers gone.bin")
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	bob.Press("#take")
	const why = "did not arrive: Alice has cancelled it: the file can't be read any more."
	bob.WaitText("#getting-name", "gone.bin from Alice "+why)
	alice.WaitText("#sending-name", "gone.bin, 100,000 bytes, "+why)
	path, _ = randomFile(t, "small.bin", 5)
	alice.ChooseFile("#pick", path)
	bob.WaitText("#offers", "Alice offers small.bin: 5 bytes")
	bob.Press("#take")
	alice.WaitText("#sending-name", "is there.")
}

// As the lesson has its readers try it.
func TestBrowserAFileWithAPieceOfTwoBytesInPlaceOfOne(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+filesLesson)
	byHand := tab.Block("by-hand")
	for step := 1; step <= 6; step++ { // the next one is Alice's first piece
		byHand.PressStep(step)
		byHand.WaitDone(step)
	}
	byHand.EnterInPrompt(`alice.send(new Uint8Array([72, 105]))`)
	byHand.WaitRow("client", "closed 1008 a piece of another length than was announced (against the server's rules) [alice]")
	byHand.WaitRow("client", `← {"type":"ended","file":1,"why":"Alice was sent away: a piece of another length than was announced"} [bob · to the client · text · 99 bytes]`)
}
