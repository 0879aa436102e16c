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
	"twocups/server/e2e/browser"
)

// authorsFolder returns a copy of the lessons' folder, as an author has it, with the first two
// lessons of the course.
func authorsFolder(t testing.TB) string {
	t.Helper()
	folder := t.TempDir()
	if err := os.CopyFS(folder, lessons.FS()); err != nil {
		t.Fatal(err)
	}
	for _, lesson := range builtInCourse().Lessons[2:] {
		transcript := "transcripts/" + strings.TrimSuffix(lesson.File, ".md") + ".json"
		for _, file := range []string{lesson.File, transcript} {
			if err := os.Remove(filepath.Join(folder, file)); err != nil && !errors.Is(err, fs.ErrNotExist) {
				t.Fatal(err)
			}
		}
	}
	return folder
}

// replaceInFile replaces a text in a file of a folder, wherever the text is.
func replaceInFile(t testing.TB, folder, file, old, new string) {
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

const websocketsFile = "02-what-websockets-are.md"

func TestBrowserAnAuthorSeesTheirChangeAtOnce(t *testing.T) {
	t.Parallel()
	folder := authorsFolder(t)
	tab := browser.Visit(t, twocups.Start(t, "-lessons", folder)+websocketsLesson)
	replaceInFile(t, folder, websocketsFile, "title: What WebSockets are", "title: What strings are")
	tab.WaitText("h1", "What strings are")
	tab.WaitUntil("the page to be loaded", `document.readyState === "complete"`)

	echo := tab.Block("first-echo") // the blocks of the reloaded page work too
	echo.PressStep(1)
	echo.WaitState("open")
	replaceInFile(t, folder, websocketsFile, "message Hello\n", "message Hello, author\n")
	tab.WaitUntil("the new message", `document.querySelector(%s)?.value === "Hello, author"`, echo.StepSelector(2)+" input")
}

func TestBrowserABrokenLessonShowsItsFaultsAndTheOthersWork(t *testing.T) {
	t.Parallel()
	folder := authorsFolder(t)
	address := twocups.Start(t, "-lessons", folder)
	tab := browser.Visit(t, address+websocketsLesson)
	blocks := tab.Count(".ws")
	replaceInFile(t, folder, websocketsFile, "connect /room\n>", "conect /room\n>") // in one of the blocks only
	tab.WaitText(".faults", `unknown verb "conect" (want connect, message, binary, emit, emitWithAck, ack, disconnect or expect)`)
	if places := tab.Text(".faults ol code"); !strings.Contains(places, websocketsFile+":") || strings.Count(places, "\n") != 1 {
		t.Errorf("the faults are at %q, want two places in the file", places)
	}
	if n := tab.Count(".ws"); n != 0 {
		t.Errorf("the broken lesson shows %d blocks", n)
	}

	other := browser.Visit(t, address+eventsLesson)
	if n := other.Count(".program"); n == 0 {
		t.Error("the other lesson shows no programs")
	}

	replaceInFile(t, folder, websocketsFile, "conect /room\n>", "connect /room\n>")
	tab.WaitUntil("the lesson to be back", fmt.Sprintf(`document.querySelectorAll(".ws").length === %d`, blocks))
}
