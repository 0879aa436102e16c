package main

import (
	"math"
	"strings"
	"testing"
	"testing/fstest"

	"twocups/server/course"
)

const lesson = "---\ntitle: A\nsummary: B\nobjectives: [C]\nminutes: 7\n---\n" +
	"The cat sat. It `was` happy!\n\n- One word\n- table\n\n```js\nnot.counted = true;\n```\n\n" +
	"```ws\nconnect /echo\n> It is open.\nmessage x\n```\n"

func TestALessonIsMeasured(t *testing.T) {
	c := course.Load(fstest.MapFS{"01-a.md": {Data: []byte(lesson)}})
	if faults := c.AllFaults(); len(faults) > 0 {
		t.Fatal(faults)
	}
	m := measureLesson(c.Lessons[0])
	if m.words != 12 || m.sentences != 5 || m.syllables != 15 || m.lines != 1 {
		t.Errorf("measured %+v", m)
	}
	if want := 12.0/wordsPerMinute + 1.0/linesPerMinute + 2*minutesPerStep; math.Abs(m.minutes-want) > 1e-9 {
		t.Errorf("it takes %v minutes, want %v", m.minutes, want)
	}
	var out strings.Builder
	if err := report(&out, c); err != nil || !strings.Contains(out.String(), "   12    0.1        7        1  01-a.md\n") {
		t.Errorf("reported %v:\n%s", err, out.String())
	}
}

func TestSyllables(t *testing.T) {
	for word, want := range map[string]int{"cat": 1, "happy!": 2, "message": 2, "table": 2, "handshake": 2, "the": 1, "opening": 3, "rhythm": 1} {
		if got := syllables(word); got != want {
			t.Errorf("%s has %d, want %d", word, got, want)
		}
	}
}
