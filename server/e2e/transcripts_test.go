package e2e

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"twocups/lessons"
	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
	"twocups/lessons/play/wsblock"
	"twocups/server/course"
)

var (
	update = flag.Bool("update", false, "record the transcripts anew where a run has changed")
	played = flag.String("play", "", "play the lessons of this `folder`, a path from here, instead of the built-in ones")
)

// stage is where the lessons of a folder are played.
type stage struct {
	files  fs.FS
	folder string // where the files are
	update bool   // record what has changed
}

// Every ws block of every lesson is played against the real server, as written.
// What happens must be what its transcript has recorded, times aside.
func TestLessonsPlay(t *testing.T) {
	s := stage{files: lessons.FS(), folder: "../../lessons", update: *update}
	if *played != "" {
		s.files, s.folder = os.DirFS(*played), *played
	}
	s.play(t)
}

func TestAnAuthorRecordsLessonsOfTheirOwn(t *testing.T) {
	folder := t.TempDir()
	lesson := "---\ntitle: Mine\nsummary: Mine.\nobjectives: [One]\nminutes: 1\n---\n\n" +
		"```ws name=mine\nconnect /echo\nmessage Hello\nexpect echo\ndisconnect 1000\n```\n"
	if err := os.WriteFile(filepath.Join(folder, "01-mine.md"), []byte(lesson), 0o600); err != nil {
		t.Fatal(err)
	}
	s := stage{files: os.DirFS(folder), folder: folder, update: true}
	s.play(t)
	loaded := course.Load(s.files)
	if faults := loaded.AllFaults(); len(faults) > 0 {
		t.Fatal(faults)
	}
	block := loaded.Lessons[0].Body[0].Block
	if got := summary(block.Transcript); !bothSidesEnded(block.Transcript) || !strings.Contains(got, `"text":"Hello"`) {
		t.Errorf("recorded:\n%s", got)
	}
	s.update = false
	s.play(t) // which finds what was recorded
}

// play plays all lessons of the folder.
func (s stage) play(t *testing.T) {
	address := program.Start(t)
	loaded := course.Load(withoutTranscripts{s.files}) // a stale one is a fault, and would keep the lesson from being played
	for _, fault := range loaded.AllFaults() {
		t.Error(fault)
	}
	for _, lesson := range loaded.Lessons {
		t.Run(lesson.Slug, func(t *testing.T) {
			s.playLesson(t, address, lesson)
			playTasks(t, address, lesson)
		})
	}
}

// withoutTranscripts is a lessons' folder in which nothing has been recorded.
type withoutTranscripts struct{ fs.FS }

func (f withoutTranscripts) Open(name string) (fs.File, error) {
	if strings.HasPrefix(name, "transcripts/") {
		return nil, fs.ErrNotExist
	}
	return f.FS.Open(name)
}

func (s stage) playLesson(t *testing.T, address string, lesson *course.Lesson) {
	name := "transcripts/" + strings.TrimSuffix(lesson.File, ".md") + ".json"
	transcripts := s.readTranscripts(t, name)
	var recorded []string
	changed := false
	for _, part := range lesson.Body {
		block := part.Block
		if block == nil {
			continue
		}
		events := playBlock(t, address, block)
		if got, want := summary(events), summary(transcripts[block.Name]); got == want {
			events = transcripts[block.Name] // with the times that it has
		} else if changed = true; !s.update {
			t.Errorf("block %s: the run has changed (make transcripts records it anew)\ngot:\n%s\nwant:\n%s", block.Name, got, want)
		}
		recorded = append(recorded, fmt.Sprintf("  %q: %s", block.Name, transcriptOf(events)))
	}
	if s.update && (changed || len(recorded) != len(transcripts)) {
		s.writeTranscripts(t, name, recorded)
	}
}

func (s stage) readTranscripts(t *testing.T, name string) map[string][]play.Event {
	text, err := fs.ReadFile(s.files, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	transcripts := map[string][]play.Event{}
	if err == nil {
		err = json.Unmarshal(text, &transcripts)
	}
	if err != nil && !s.update {
		t.Fatal(err)
	}
	return transcripts
}

// playBlock runs all steps of a block, and returns what happened on both sides.
func playBlock(t *testing.T, address string, block *course.Block) []play.Event {
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	var steps []wsblock.Step
	for _, s := range block.Steps {
		steps = append(steps, s.Step)
	}
	p := newPage(t, address, block.Name, steps)
	p.watch(ctx)
	p.player.Run()
	p.until(ctx, func() bool { return !p.view.Running && bothSidesEnded(p.seen) })
	for i, step := range p.view.Steps {
		if step.Status.String() != "done" {
			t.Errorf("block %s, step %q: %v %s", block.Name, steps[i], step.Status, step.Outcome)
		}
	}
	cancel()
	p.readers.Wait()
	return p.seen
}

// elsewhere is how the server tells that a client has left a namespace that is not the main
// one: the main one's end is an event of its own.
const elsewhere = "Client disconnected from /"

// bothSidesEnded says whether for every connection that was opened both sides
// have told its end. What a raw client opens has a server's side alone.
func bothSidesEnded(events []play.Event) bool {
	type end struct {
		side   rfc6455.Side
		client string
	}
	open := map[end]int{}
	for _, e := range events {
		switch e.Kind {
		case play.Connecting:
			open[end{rfc6455.Client, e.Client}]++
			open[end{rfc6455.Server, e.Client}]++
		case play.Opened:
			if e.Side == rfc6455.Server && !hasConnected(events, e.Client) {
				open[end{rfc6455.Server, e.Client}]++
			}
		case play.Closed:
			open[end{e.Side, e.Client}]--
		case play.Remark:
			if strings.HasPrefix(e.Text, elsewhere) {
				open[end{e.Side, e.Client}]--
			}
		}
	}
	return !slices.ContainsFunc(slices.Collect(maps.Values(open)), func(count int) bool { return count != 0 })
}

// hasConnected says whether a client has a side of its own.
func hasConnected(events []play.Event, client string) bool {
	return slices.ContainsFunc(events, func(e play.Event) bool { return e.Kind == play.Connecting && e.Client == client })
}

// summary returns what a run was, without what differs from run to run: the
// times, and, where there are several connections, the order across them.
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

func (s stage) writeTranscripts(t *testing.T, name string, recorded []string) {
	file := filepath.Join(s.folder, name)
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
