package e2e

import (
	"os"
	"testing"

	"twocups/server/e2e/browser"
)

// cutAndPress cuts the connection of a page, and in the same task of the browser presses other
// controls and drops a file on the page. The page can't have connected again in between.
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

// waitConnected waits until the page is connected again.
func waitConnected(d browser.Document) {
	d.T.Helper()
	d.Poll("the connection to be back", func() (string, bool) {
		disabled := browser.Evaluate[string](d, `document.querySelector("#cut").ariaDisabled`)
		return "aria-disabled is " + disabled, disabled == "false"
	})
}

// While the connection is cut, the controls can't be used. So no press is lost, and no page
// shows a wrong state.
func TestBrowserAFileAndTheButtonsWaitForTheConnection(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+filesLesson)
	alice, bob := runFilesProgram(tab)
	alice.Press("#sample")
	bob.WaitText("#offers", "Alice offers made-up.txt")
	cutAndPress(bob.Document, "take")
	waitConnected(bob.Document)
	if !browser.Evaluate[bool](bob.Document, `document.querySelector("#getting").hidden`) {
		t.Error("Bob has taken a file while the connection was cut")
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

	alice.Press("#sample") // at once: no piece of the file before disturbs the transfer
	bob.WaitText("#offers", "Alice offers made-up.txt")
	bob.Press("#slow")
	bob.Press("#take")
	bob.WaitText("#check", "All of it is here: 3,145,728 bytes")
	alice.WaitText("#sending-name", "is there.")
}

// A browser does not copy a file that was chosen. It reads the file when a page asks for its
// bytes, and the file may be gone by then.
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

// The lesson asks its readers to try this.
func TestBrowserAFileWithAPieceOfTwoBytesInPlaceOfOne(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+filesLesson)
	byHand := tab.Block("by-hand")
	for step := 1; step <= 6; step++ { // the next step sends Alice's first piece
		byHand.PressStep(step)
		byHand.WaitDone(step)
	}
	byHand.EnterInPrompt(`alice.send(new Uint8Array([72, 105]))`)
	byHand.WaitRow("client", "closed 1008 a piece of another length than was announced (against the server's rules) [alice]")
	byHand.WaitRow("client", `← {"type":"ended","file":1,"why":"Alice was sent away: a piece of another length than was announced"} [bob · to the client · text · 99 bytes]`)
}
