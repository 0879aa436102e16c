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

	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/runtime"

	"twocups/lessons/programs/files"
)

const lesson11 = "/lessons/files"

// runFiles runs the program of lesson 11, and returns Alice's page and Bob's once both are
// in.
func runFiles(tab *tab) (alice, bob *frame) {
	tab.t.Helper()
	alice, bob = tab.runShared("files")
	for _, page := range []*frame{alice, bob} {
		page.waitText("#status", "Here: Alice, Bob.")
	}
	return alice, bob
}

// chooseFile has a learner choose a file of their own in a page's picker.
func (d document) chooseFile(selector, name string) {
	d.t.Helper()
	found := command(d, runtime.Evaluate, runtime.EvaluateParams{Expression: script(d.t, `document.querySelector(%s)`, []any{selector})})
	command(d, dom.SetFileInputFiles, dom.SetFileInputFilesParams{Files: []string{name}, ObjectID: found.Result.ObjectID})
}

// aFile writes a file that nobody could guess.
func aFile(t *testing.T, name string, size int) (path string, content []byte) {
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

// wantSaved waits until the file is there, with this content.
func (tab *tab) wantSaved(name string, content []byte) {
	tab.t.Helper()
	tab.poll("the download of "+name, func() (string, bool) {
		got, err := os.ReadFile(name)
		return fmt.Sprintf("%d bytes of %d, %v", len(got), len(content), err), bytes.Equal(got, content)
	})
}

// numbers are what a sender's page says of its file, in bytes.
type numbers struct{ Until, Sent, Arrived, Confirmed int }

func (d document) numbers() numbers {
	d.t.Helper()
	return evaluate[numbers](d, `Object.fromEntries(["Until", "Sent", "Arrived", "Confirmed"].map((name) =>
		[name, Number(document.querySelector("#" + name.toLowerCase()).textContent.replaceAll(",", ""))]))`)
}

// A learner's own file, with a name that means harm, to a receiver who is slow, over a line
// that is cut at both ends. How fast hands may send messages, does not count for pieces.
func TestBrowserAFileIsHandedOverWhateverHappens(t *testing.T) {
	t.Parallel()
	tab := visit(t, program.Start(t, "-member-rate", "1", "-member-burst", "1")+lesson11)
	folder := tab.downloads()
	alice, bob := runFiles(tab)
	path, content := aFile(t, "<img src=x onerror=alert(1)>.txt", 40*files.MaxPiece+1)
	alice.chooseFile("#pick", path)
	bob.waitText("#offers", "Alice offers _img src=x onerror=alert(1)_.txt: 1,310,721 bytes, text/plain.")
	alice.waitText("#sending-name", "is offered: nothing is sent before somebody takes it.")
	if n := alice.numbers(); n != (numbers{}) {
		t.Errorf("before that it is at %+v", n)
	}

	bob.press("#slow")
	bob.press("#take")
	alice.waitText("#sending-name", "is on its way to Bob.")
	alice.poll("the sender to be held back", func() (string, bool) {
		n := alice.numbers()
		if n.Sent > n.Confirmed+files.Window*files.MaxPiece || n.Sent > n.Until {
			t.Errorf("more was sent than was granted: %+v", n)
		}
		return fmt.Sprintf("%+v", n), n.Confirmed > 0 && n.Arrived == n.Until && n.Until < len(content)
	})

	alice.press("#cut")
	bob.waitText("#status", "Here: Bob. Waiting for Alice to come back.")
	bob.waitText("#status", "Here: Alice, Bob.")
	bob.press("#cut")
	alice.waitText("#status", "Here: Alice. Waiting for Bob to come back.")
	bob.press("#slow")
	bob.waitText("#check", "All of it is here: 1,310,721 bytes, and the digest is that of the sender.")
	alice.waitText("#sending-name", "is there.")
	if n := alice.numbers(); n.Arrived != len(content) || n.Confirmed != len(content) {
		t.Errorf("in the end it is at %+v", n)
	}

	bob.press("#save")
	tab.wantSaved(filepath.Join(folder, "_img src=x onerror=alert(1)_.txt"), content)
}

func TestBrowserAFileIsCancelledAndAnotherOneArrives(t *testing.T) {
	t.Parallel()
	tab := visit(t, program.Start(t)+lesson11)
	alice, bob := runFiles(tab)
	bob.press("#take") // the next one that comes
	bob.waitText("#offers", "Waiting for a file …")
	bob.press("#slow")
	alice.press("#sample")
	bob.waitText("#getting-name", "made-up.txt from Alice")
	alice.press("#sample")
	alice.waitText("#status", "One file at a time: wait for this one, or cancel it.")
	bob.press("#stop-getting")
	alice.waitText("#sending-name", "did not arrive: Bob has cancelled it.")
	bob.waitText("#getting-name", "did not arrive: Bob has cancelled it.")
	if !evaluate[bool](bob.document, `document.activeElement.id === "take"`) {
		t.Error("the focus was on a button that is gone, and is lost")
	}

	// It is dropped this time, and has no bytes at all.
	evaluate[bool](alice.document, `(() => {
		const dataTransfer = new DataTransfer();
		dataTransfer.items.add(new File([], "empty"));
		return !document.querySelector("#pick").dispatchEvent(new DragEvent("drop", {dataTransfer, bubbles: true, cancelable: true}));
	})()`)
	bob.waitText("#offers", "Alice offers empty: 0 bytes.")
	bob.press("#take")
	bob.waitText("#check", "All of it is here: 0 bytes")

	path, _ := aFile(t, "big.bin", files.MaxFile+1)
	alice.chooseFile("#pick", path)
	alice.waitText("#status", "The server says: a file has 0 to 16777216 bytes.")
	path, _ = aFile(t, "small.bin", 5)
	alice.chooseFile("#pick", path)
	bob.waitText("#offers", "Alice offers small.bin: 5 bytes, application/octet-stream.")
}

// Somebody who has joined in a tab of their own is not in a frame of ours: there the
// policy of the page alone lets the file be saved.
func TestBrowserAFileIsSavedInATabOfItsOwn(t *testing.T) {
	t.Parallel()
	tab := visit(t, program.Start(t)+lesson11)
	alice, _ := runFiles(tab)
	other := visit(t, evaluate[string](tab.document, `document.querySelector("#files .others a").href`))
	folder := other.downloads()
	other.press(".start")
	other.wait("the page", `document.querySelector("#status")?.textContent === "Say who you are."`)
	other.write("#name", "Carol")
	other.press("#join")
	other.waitText("#status", "Here: Alice, Bob, Carol.")
	other.wantFocus("#sample")
	path, content := aFile(t, "photo.jpg", 100_000)
	alice.chooseFile("#pick", path)
	other.waitText("#offers", "Alice offers photo.jpg")
	other.press("#take")
	other.waitText("#save", "Save photo.jpg")
	other.press("#save")
	other.wantSaved(filepath.Join(folder, "photo.jpg"), content)
}

// In use, the page of a sender and that of a receiver look otherwise than at first.
func TestBrowserThePagesOfFilesInUseViolateNoAccessibility(t *testing.T) {
	t.Parallel()
	address := program.Start(t)
	const page = "/run/programs/files/client.html?instance=AAAAAAAAAAAAAAAAAAAAAA&name="
	alice, bob := visit(t, address+page+"Alice"), visit(t, address+page+"Bob")
	alice.waitText("#status", "Here: Alice, Bob.")
	alice.press("#sample")
	bob.press("#slow")
	bob.press("#take")
	for _, state := range []string{"#stop-getting:not([hidden])", "#saved:not([hidden])"} {
		bob.wait(state, `document.querySelector(%s) !== null`, state)
		for _, tab := range []*tab{alice, bob} {
			tab.complaints.allow("Applying inline style") // by axe
			tab.wantNoViolations(looks)
		}
		if state == "#stop-getting:not([hidden])" {
			bob.press("#slow")
		}
	}
}

func TestBrowserSHA256OfTheLessonIsThatOfGo(t *testing.T) {
	t.Parallel()
	tab := newTab(t)
	tab.open(program.Start(t) + "/run/programs/files/bytes.html")
	random := rand.NewChaCha8([32]byte{180, 4})
	var inputs []string
	for size := range 300 {
		input := make([]byte, size)
		random.Read(input)
		inputs = append(inputs, base64.StdEncoding.EncodeToString(input))
	}
	inputs = append(inputs, base64.StdEncoding.EncodeToString([]byte(strings.Repeat("\xFF", 100_000))))
	// Each comes in pieces of 1, 2, 3 … bytes.
	got := evaluate[[]string](tab.document, `import("/run/programs/files/sha256.js").then(({SHA256}) => %s.map((input) => {
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
