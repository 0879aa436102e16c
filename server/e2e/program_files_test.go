package e2e

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"twocups/lessons/programs/files"
	"twocups/server/e2e/browser"
)

// runFilesProgram runs the program of the lesson about files, and returns the iframes of Alice
// and Bob once both have joined.
func runFilesProgram(tab *browser.Tab) (alice, bob *browser.IFrame) {
	tab.T.Helper()
	alice, bob = tab.RunSharedProgram("files")
	for _, page := range []*browser.IFrame{alice, bob} {
		page.WaitText("#status", "Here: Alice, Bob.")
	}
	return alice, bob
}

// randomFile writes a file with random content, the same in each run.
func randomFile(t *testing.T, name string, size int) (path string, content []byte) {
	t.Helper()
	random := rand.NewChaCha8([32]byte{11})
	content = make([]byte, size)
	random.Read(content)
	path = filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path, content
}

// waitSaved waits until a file has this content.
func waitSaved(tab *browser.Tab, name string, content []byte) {
	tab.T.Helper()
	tab.Poll("the download of "+name, func() (string, bool) {
		got, err := os.ReadFile(name)
		return fmt.Sprintf("%d bytes of %d, %v", len(got), len(content), err), bytes.Equal(got, content)
	})
}

// progress is how far a file is in the sender's page: byte numbers from its beginning.
type progress struct{ Until, Sent, Arrived, Confirmed int }

func readProgress(d browser.Document) progress {
	d.T.Helper()
	return browser.Evaluate[progress](d, `Object.fromEntries(["Until", "Sent", "Arrived", "Confirmed"].map((name) =>
		[name, Number(document.querySelector("#" + name.toLowerCase()).textContent.replaceAll(",", ""))]))`)
}

// A learner sends a file with a malicious name to a slow receiver, and both connections are
// cut meanwhile. The limit for messages of a member does not apply to the pieces of a file.
func TestBrowserAFileIsHandedOverWhateverHappens(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t, "-member-rate", "1", "-member-burst", "1")+filesLesson)
	folder := tab.SaveDownloads()
	alice, bob := runFilesProgram(tab)
	path, content := randomFile(t, "<img src=x onerror=alert(1)>.txt", 160*files.MaxPiece+1) // slowly, it takes a minute
	alice.ChooseFile("#pick", path)
	bob.WaitText("#offers", "Alice offers _img src=x onerror=alert(1)_.txt: 5,242,881 bytes, text/plain.")
	alice.WaitText("#sending-name", "is offered: nothing is sent before somebody takes it.")
	if n := readProgress(alice.Document); n != (progress{}) {
		t.Errorf("before Bob takes the file, its progress is %+v", n)
	}

	bob.Press("#slow")
	bob.Press("#take")
	alice.WaitText("#sending-name", "is on its way to Bob.")
	alice.Poll("the sender to be held back", func() (string, bool) {
		n := readProgress(alice.Document)
		if n.Sent > n.Confirmed+files.Window*files.MaxPiece || n.Sent > n.Until {
			t.Errorf("more was sent than was granted: %+v", n)
		}
		return fmt.Sprintf("%+v", n), n.Confirmed > 0 && n.Arrived == n.Until && n.Until < len(content)
	})

	toAlice, toBob := alice.Record("#status"), bob.Record("#status")
	alice.Press("#cut") // a connection is back after 1.5 s
	toBob.WaitText("Here: Bob. Waiting for Alice to come back.")
	toBob.WaitText("Here: Alice, Bob.")
	bob.Press("#cut")
	toAlice.WaitText("Here: Alice. Waiting for Bob to come back.")
	bob.Press("#slow")
	bob.WaitText("#check", "All of it is here: 5,242,881 bytes, and the digest is that of the sender.")
	alice.WaitText("#sending-name", "is there.")
	if n := readProgress(alice.Document); n.Arrived != len(content) || n.Confirmed != len(content) {
		t.Errorf("at the end the progress is %+v", n)
	}

	bob.Press("#save")
	waitSaved(tab, filepath.Join(folder, "_img src=x onerror=alert(1)_.txt"), content)
}

func TestBrowserAFileIsCancelledAndAnotherOneArrives(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+filesLesson)
	alice, bob := runFilesProgram(tab)
	bob.Press("#take") // takes the next file that comes
	bob.WaitText("#offers", "Waiting for a file …")
	bob.Press("#slow")
	alice.Press("#sample")
	bob.WaitText("#getting-name", "made-up.txt from Alice")
	alice.Press("#sample")
	alice.WaitText("#status", "One file at a time: wait for this one, or cancel it.")
	bob.Press("#stop-getting")
	alice.WaitText("#sending-name", "did not arrive: Bob has cancelled it.")
	bob.WaitText("#getting-name", "did not arrive: Bob has cancelled it.")
	if !browser.Evaluate[bool](bob.Document, `document.activeElement.id === "take"`) {
		t.Error("the focus was on a button that is gone, and is lost")
	}

	// An empty file that is dropped on the page.
	browser.Evaluate[bool](alice.Document, `(() => {
		const dataTransfer = new DataTransfer();
		dataTransfer.items.add(new File([], "empty"));
		return !document.querySelector("#pick").dispatchEvent(new DragEvent("drop", {dataTransfer, bubbles: true, cancelable: true}));
	})()`)
	bob.WaitText("#offers", "Alice offers empty: 0 bytes.")
	bob.Press("#take")
	bob.WaitText("#check", "All of it is here: 0 bytes")

	path, _ := randomFile(t, "big.bin", files.MaxFile+1)
	alice.ChooseFile("#pick", path)
	alice.WaitText("#status", "The server says: a file has 0 to 16777216 bytes.")
	path, _ = randomFile(t, "small.bin", 5)
	alice.ChooseFile("#pick", path)
	bob.WaitText("#offers", "Alice offers small.bin: 5 bytes, application/octet-stream.")
}

// A member who joins by the link has the program's page in a tab, and not in one of our iframes.
// In the tab, only the policy of that page decides whether the file can be saved.
func TestBrowserAFileIsSavedInATabOfItsOwn(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+filesLesson)
	alice, _ := runFilesProgram(tab)
	other := browser.Visit(t, browser.Evaluate[string](tab.Document, `document.querySelector("#files .others a").href`))
	folder := other.SaveDownloads()
	other.Press(".start")
	other.WaitUntil("the page", `document.querySelector("#status")?.textContent === "Say who you are."`)
	other.Fill("#name", "Carol")
	other.Press("#join")
	other.WaitText("#status", "Here: Alice, Bob, Carol.")
	other.WantFocus("#sample")
	path, content := randomFile(t, "photo.jpg", 100_000)
	alice.ChooseFile("#pick", path)
	other.WaitText("#offers", "Alice offers photo.jpg")
	other.Press("#take")
	other.WaitText("#save", "Save photo.jpg")
	other.Press("#save")
	waitSaved(other, filepath.Join(folder, "photo.jpg"), content)
}

// The pages of a sender and of a receiver are accessible during a transfer and after it.
func TestBrowserThePagesOfFilesInUseViolateNoAccessibility(t *testing.T) {
	t.Parallel()
	address := twocups.Start(t)
	const page = "/run/programs/files/client.html?instance=AAAAAAAAAAAAAAAAAAAAAA&name="
	alice, bob := browser.Visit(t, address+page+"Alice"), browser.Visit(t, address+page+"Bob")
	alice.WaitText("#status", "Here: Alice, Bob.")
	alice.Press("#sample")
	bob.Press("#slow")
	bob.Press("#take")
	for _, state := range []string{"#stop-getting:not([hidden])", "#saved:not([hidden])"} {
		bob.WaitUntil(state, `document.querySelector(%s) !== null`, state)
		for _, tab := range []*browser.Tab{alice, bob} {
			tab.Complaints.Allow("Applying inline style") // by axe
			tab.WantNoViolations(browser.Looks)
		}
		if state == "#stop-getting:not([hidden])" {
			bob.Press("#slow")
		}
	}
}

func TestBrowserSHA256OfTheLessonIsThatOfGo(t *testing.T) {
	t.Parallel()
	tab := browser.NewTab(t)
	tab.Open(twocups.Start(t) + "/run/programs/files/bytes.html")
	random := rand.NewChaCha8([32]byte{180, 4})
	var inputs []string
	for size := range 300 {
		input := make([]byte, size)
		random.Read(input)
		inputs = append(inputs, base64.StdEncoding.EncodeToString(input))
	}
	inputs = append(inputs, base64.StdEncoding.EncodeToString([]byte(strings.Repeat("\xFF", 100_000))))
	// Each input is added in pieces of 1, 2, 3 … bytes.
	got := browser.Evaluate[[]string](tab.Document, `import("/run/programs/files/sha256.js").then(({SHA256}) => %s.map((input) => {
		const bytes = Uint8Array.from(atob(input), (c) => c.charCodeAt(0));
		const digest = new SHA256();
		for (let at = 0, size = 1; at < bytes.length; at += size, size++) digest.update(bytes.subarray(at, at + size));
		return digest.hex();
	}))`, inputs)
	for i, input := range inputs {
		message, _ := base64.StdEncoding.DecodeString(input)
		if want := sha256.Sum256(message); got[i] != hex.EncodeToString(want[:]) {
			t.Errorf("SHA-256 of %d bytes is %s, want %x", len(message), got[i], want)
		}
	}
}
