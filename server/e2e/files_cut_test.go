package e2e

import (
	"os"
	"testing"
)

// cutAndPress cuts the line of a page, presses other controls in the same moment, and drops
// a file on the page: no line is as quick to come back.
func (d document) cutAndPress(ids ...string) {
	d.t.Helper()
	status := evaluate[string](d, `((ids) => {
		for (const id of ["cut", ...ids]) document.getElementById(id).click();
		const dataTransfer = new DataTransfer();
		dataTransfer.items.add(new File(["x"], "dropped"));
		dispatchEvent(new DragEvent("drop", {dataTransfer, cancelable: true}));
		return document.querySelector("#status").textContent;
	})(%s)`, ids)
	if want := "The line is cut: send it when it is back."; status != want {
		d.t.Errorf("a file that is dropped now: %q, want %q", status, want)
	}
}

// waitActive waits until the line is back.
func (d document) waitActive() {
	d.t.Helper()
	d.poll("the line to be back", func() (string, bool) {
		disabled := evaluate[string](d, `document.querySelector("#cut").ariaDisabled`)
		return "aria-disabled is " + disabled, disabled == "false"
	})
}

// Nothing that is pressed while the line is cut is lost, or told wrongly: it can't be
// pressed.
func TestBrowserAFileAndTheButtonsWaitForTheLine(t *testing.T) {
	t.Parallel()
	tab := visit(t, program.Start(t)+lesson11)
	alice, bob := runFiles(tab)
	alice.press("#sample")
	bob.waitText("#offers", "Alice offers made-up.txt")
	bob.cutAndPress("take")
	bob.waitActive()
	if !evaluate[bool](bob.document, `document.querySelector("#getting").hidden`) {
		t.Error("Bob has taken a file while the line was cut")
	}
	bob.press("#slow")
	bob.press("#take")
	bob.waitText("#offers", "Nobody offers you a file.")
	bob.press("#take")
	bob.waitText("#status", "One file at a time: wait until this one is here, or cancel it.")

	alice.waitText("#sending-name", "is on its way to Bob.")
	alice.cutAndPress("stop-sending", "sample", "pick")
	alice.waitActive()
	alice.press("#stop-sending")
	alice.waitText("#sending-name", "made-up.txt, 3,145,728 bytes, did not arrive: Alice has cancelled it.")

	alice.press("#sample") // at once: nothing of the file before comes in its way
	bob.waitText("#offers", "Alice offers made-up.txt")
	bob.press("#slow")
	bob.press("#take")
	bob.waitText("#check", "All of it is here: 3,145,728 bytes")
	alice.waitText("#sending-name", "is there.")
}

// A browser does not keep a file that was chosen: it reads when it has to, and may find
// nothing any more.
func TestBrowserAFileThatIsGoneWhenItIsTakenEndsForBoth(t *testing.T) {
	t.Parallel()
	tab := visit(t, program.Start(t)+lesson11)
	alice, bob := runFiles(tab)
	path, _ := aFile(t, "gone.bin", 100_000)
	alice.chooseFile("#pick", path)
	bob.waitText("#offers", "Alice offers gone.bin")
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	bob.press("#take")
	const why = "did not arrive: Alice has cancelled it: the file can't be read any more."
	bob.waitText("#getting-name", "gone.bin from Alice "+why)
	alice.waitText("#sending-name", "gone.bin, 100,000 bytes, "+why)
	path, _ = aFile(t, "small.bin", 5)
	alice.chooseFile("#pick", path)
	bob.waitText("#offers", "Alice offers small.bin: 5 bytes")
	bob.press("#take")
	alice.waitText("#sending-name", "is there.")
}

// As the lesson has its readers try it.
func TestBrowserAFileWithAPieceOfTwoBytesInPlaceOfOne(t *testing.T) {
	t.Parallel()
	tab := visit(t, program.Start(t)+lesson11)
	byHand := tab.block("by-hand")
	for step := 1; step <= 6; step++ { // the next one is Alice's first piece
		byHand.take(step)
		byHand.waitDone(step)
	}
	tab.enterInto(byHand, `alice.send(new Uint8Array([72, 105]))`)
	byHand.waitRow("client", "closed 1008 a piece of another length than was announced (against the server's rules) [alice]")
	byHand.waitRow("client", `← {"type":"ended","file":1,"why":"Alice was sent away: a piece of another length than was announced"} [bob · to the client · text · 99 bytes]`)
}
