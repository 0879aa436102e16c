package e2e

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"twocups/lessons"
)

// authorsFolder returns a folder as an author has it, with the first two lessons of the
// course in it.
func authorsFolder(t testing.TB) string {
	t.Helper()
	folder := t.TempDir()
	if err := os.CopyFS(folder, lessons.FS()); err != nil {
		t.Fatal(err)
	}
	for _, lesson := range theCourse().Lessons[2:] {
		transcript := "transcripts/" + strings.TrimSuffix(lesson.File, ".md") + ".json"
		for _, file := range []string{lesson.File, transcript} {
			if err := os.Remove(filepath.Join(folder, file)); err != nil && !errors.Is(err, fs.ErrNotExist) {
				t.Fatal(err)
			}
		}
	}
	return folder
}

// change replaces a text in a file of the author's.
func change(t testing.TB, folder, file, old, new string) {
	t.Helper()
	name := filepath.Join(folder, file)
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), old) {
		t.Fatalf("no %q in %s", old, file)
	}
	if err := os.WriteFile(name, []byte(strings.ReplaceAll(string(text), old, new)), 0o600); err != nil {
		t.Fatal(err)
	}
}

const lesson2File = "02-what-websockets-are.md"

func TestBrowserAnAuthorSeesTheirChangeAtOnce(t *testing.T) {
	t.Parallel()
	folder := authorsFolder(t)
	tab := visit(t, program.Start(t, "-lessons", folder)+lesson2)
	change(t, folder, lesson2File, "title: What WebSockets are", "title: What strings are")
	tab.waitText("h1", "What strings are")
	tab.wait("the page to be whole", `document.readyState === "complete"`)

	echo := tab.block("first-echo") // the page that came is as live as the one before
	echo.take(1)
	echo.waitState("open")
	change(t, folder, lesson2File, "message Hello\n", "message Hello, author\n")
	tab.wait("the new message", `document.querySelector(%s)?.value === "Hello, author"`, echo.step(2)+" input")
}

func TestBrowserABrokenLessonShowsItsFaultsAndTheOthersWork(t *testing.T) {
	t.Parallel()
	folder := authorsFolder(t)
	address := program.Start(t, "-lessons", folder)
	tab := visit(t, address+lesson2)
	blocks := tab.count(".ws")
	change(t, folder, lesson2File, "connect /room\n>", "conect /room\n>") // with a note below: in one block of several
	tab.waitText(".faults", `unknown verb "conect" (want connect, message, binary, emit, emitWithAck, ack, disconnect or expect)`)
	if places := tab.text(".faults ol code"); !strings.Contains(places, lesson2File+":") || strings.Count(places, "\n") != 1 {
		t.Errorf("the faults are at %q, want two places in the file", places)
	}
	if n := tab.count(".ws"); n != 0 {
		t.Errorf("the broken lesson shows %d blocks", n)
	}

	other := visit(t, address+lesson1)
	if n := other.count(".program"); n == 0 {
		t.Error("the other lesson shows no programs")
	}

	change(t, folder, lesson2File, "conect /room\n>", "connect /room\n>")
	tab.wait("the lesson to be back", fmt.Sprintf(`document.querySelectorAll(".ws").length === %d`, blocks))
}
