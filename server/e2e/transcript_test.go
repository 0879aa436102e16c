package e2e

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"twocups/lessons"
	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
	"twocups/lessons/play/wsblock"
	"twocups/server/course"
	"twocups/server/e2e/headless"
)

var (
	update     = flag.Bool("update", false, "replace each recorded transcript whose run has changed")
	playFolder = flag.String("play", "", "play the lessons of this `folder`, relative to the package, instead of the built-in lessons")
)

// lessonsFolder is a folder of lessons that a test plays.
type lessonsFolder struct {
	files  fs.FS
	path   string // of the same files, to write transcripts to
	update bool   // record the runs that have changed
}

// Every ws block of every lesson is played against the real server, as written. The events
// must be those of its transcript, times aside.
func TestLessonsPlay(t *testing.T) {
	folder := lessonsFolder{files: lessons.FS(), path: "../../lessons", update: *update}
	if *playFolder != "" {
		folder.files, folder.path = os.DirFS(*playFolder), *playFolder
	}
	folder.play(t)
}

func TestAnAuthorRecordsLessonsOfTheirOwn(t *testing.T) {
	loaded := recordLesson(t, "---\ntitle: Mine\nsummary: Mine.\nobjectives: [One]\nminutes: 1\n---\n\n"+
		"```ws name=mine\nconnect /echo\nmessage Hello\nexpect echo\ndisconnect 1000\n```\n")
	recorded := loaded.Lessons[0].Body[0].Block.Transcript
	if got := summary(recorded); !headless.BothSidesEnded(recorded) || !strings.Contains(got, `"text":"Hello"`) {
		t.Errorf("recorded:\n%s", got)
	}
}

// recordLesson records the transcripts of a lesson in a folder of its own, plays the lesson
// against them, and returns the course in the folder.
func recordLesson(t *testing.T, lesson string) *course.Course {
	t.Helper()
	path := t.TempDir()
	if err := os.WriteFile(filepath.Join(path, "01-mine.md"), []byte(lesson), 0o600); err != nil {
		t.Fatal(err)
	}
	folder := lessonsFolder{files: os.DirFS(path), path: path, update: true}
	folder.play(t)
	folder.update = false
	folder.play(t)
	loaded := course.Load(folder.files)
	if faults := loaded.AllFaults(); len(faults) > 0 {
		t.Fatal(faults)
	}
	return loaded
}

// play plays all lessons of the folder.
func (f lessonsFolder) play(t *testing.T) {
	address := twocups.Start(t)
	loaded := course.Load(withoutTranscripts{f.files}) // an outdated transcript is a fault, and a lesson with faults has no blocks
	for _, fault := range loaded.AllFaults() {
		t.Error(fault)
	}
	for _, lesson := range loaded.Lessons {
		t.Run(lesson.Slug, func(t *testing.T) {
			f.playLesson(t, address, lesson)
			playTasks(t, address, lesson)
		})
	}
}

// withoutTranscripts is a folder of lessons without its transcripts.
type withoutTranscripts struct{ fs.FS }

func (f withoutTranscripts) Open(name string) (fs.File, error) {
	if strings.HasPrefix(name, "transcripts/") {
		return nil, fs.ErrNotExist
	}
	return f.FS.Open(name)
}

func (f lessonsFolder) playLesson(t *testing.T, address string, lesson *course.Lesson) {
	name := "transcripts/" + strings.TrimSuffix(lesson.File, ".md") + ".json"
	transcripts := f.readTranscripts(t, name)
	var recorded []string
	changed := false
	for _, part := range lesson.Body {
		block := part.Block
		if block == nil {
			continue
		}
		events := playBlock(t, address, block)
		if got, want := summary(events), summary(transcripts[block.Name]); got == want {
			events = transcripts[block.Name] // keeps the recorded times
		} else if changed = true; !f.update {
			t.Errorf("block %s: the run has changed (make transcripts records it)\ngot:\n%s\nwant:\n%s", block.Name, got, want)
		}
		recorded = append(recorded, fmt.Sprintf("  %q: %s", block.Name, headless.Transcript(events)))
	}
	if f.update && (changed || len(recorded) != len(transcripts)) {
		f.writeTranscripts(t, name, recorded)
	}
}

func (f lessonsFolder) readTranscripts(t *testing.T, name string) map[string][]play.Event {
	text, err := fs.ReadFile(f.files, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	transcripts := map[string][]play.Event{}
	if err == nil {
		err = json.Unmarshal(text, &transcripts)
	}
	if err != nil && !f.update {
		t.Fatal(err)
	}
	return transcripts
}

// playBlock runs all steps of a block, and returns the events of both sides.
func playBlock(t *testing.T, address string, block *course.Block) []play.Event {
	var steps []wsblock.Step
	for _, s := range block.Steps {
		steps = append(steps, s.Step)
	}
	page := headless.Open(t, address, block.Name, steps)
	defer page.Close()
	page.Run()
	page.WaitUntil(page.Finished)
	for i, step := range page.View.Steps {
		if step.Status.String() != "done" {
			t.Errorf("block %s, step %q: %v %s", block.Name, steps[i], step.Status, step.Outcome)
		}
	}
	return page.Events
}

// summary returns events as text that is the same in each run. It leaves the times out. If there
// are several connections, it sorts the events of each side, because their order differs too.
func summary(events []play.Event) string {
	lines := map[rfc6455.Side][]string{}
	connections := 0
	for _, e := range events {
		e.At, e.RoundTrip = 0, 0
		line, _ := json.Marshal(e)
		lines[e.Side] = append(lines[e.Side], string(line))
		if e.Side == rfc6455.Server && e.Kind == play.Opened {
			connections++
		}
	}
	if connections > 1 {
		slices.Sort(lines[rfc6455.Client])
		slices.Sort(lines[rfc6455.Server])
	}
	return strings.Join(slices.Concat(lines[rfc6455.Client], lines[rfc6455.Server]), "\n")
}

func (f lessonsFolder) writeTranscripts(t *testing.T, name string, recorded []string) {
	file := filepath.Join(f.path, name)
	if len(recorded) == 0 {
		if err := os.Remove(file); err != nil {
			t.Fatal(err)
		}
		return
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		t.Fatal(err)
	}
	text := "{\n" + strings.Join(recorded, ",\n") + "\n}\n"
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}
