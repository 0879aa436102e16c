package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"twocups/lessons"
	"twocups/lessons/play"
	"twocups/server/course"
)

var update = flag.Bool("update", false, "record the transcripts anew where a run has changed")

// Every ws block of every lesson is played against the real server, as written.
// What happens must be what its transcript has recorded, times aside.
func TestLessonsPlay(t *testing.T) {
	address := start(t)
	loaded := course.Load(lessons.FS())
	for _, fault := range loaded.AllFaults() {
		t.Error(fault)
	}
	for _, lesson := range loaded.Lessons {
		t.Run(lesson.Slug, func(t *testing.T) { playLesson(t, address, lesson) })
	}
}

func playLesson(t *testing.T, address string, lesson *course.Lesson) {
	var recorded []string
	changed := false
	for _, part := range lesson.Body {
		if part.Block == nil {
			continue
		}
		events := playBlock(t, address, part.Block)
		if got, want := summary(part.Block, events), summary(part.Block, part.Block.Transcript); got == want {
			events = part.Block.Transcript
		} else if changed = true; !*update {
			t.Errorf("block %s: the run has changed (make transcripts records it anew)\ngot:\n%s\nwant:\n%s", part.Block.Name, got, want)
		}
		recorded = append(recorded, fmt.Sprintf("  %q: %s", part.Block.Name, transcriptOf(events)))
	}
	if changed && *update {
		writeTranscripts(t, lesson, recorded)
	}
}

// playBlock runs all steps of a block, and returns what happened on both sides.
func playBlock(t *testing.T, address string, block *course.Block) []play.Event {
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	var steps []play.Step
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

// bothSidesEnded says whether for every connection that was opened both sides
// have told its end.
func bothSidesEnded(events []play.Event) bool {
	count := map[play.Kind]int{}
	for _, e := range events {
		count[e.Kind]++
	}
	return count[play.Closed] == 2*count[play.Connecting]
}

// summary returns what a run was, without what differs from run to run: the
// times, and, where several clients are at it, the order across them.
func summary(block *course.Block, events []play.Event) string {
	lines := map[play.Side][]string{}
	for _, e := range events {
		e.At = 0
		line, _ := json.Marshal(e)
		lines[e.Side] = append(lines[e.Side], string(line))
	}
	if block.Steps[0].Client != "" {
		slices.Sort(lines[play.Client])
		slices.Sort(lines[play.Server])
	}
	return strings.Join(slices.Concat(lines[play.Client], lines[play.Server]), "\n")
}

func writeTranscripts(t *testing.T, lesson *course.Lesson, recorded []string) {
	name := "../lessons/transcripts/" + strings.TrimSuffix(lesson.File, ".md") + ".json"
	text := "{\n" + strings.Join(recorded, ",\n") + "\n}\n"
	if err := os.MkdirAll("../lessons/transcripts", 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}
