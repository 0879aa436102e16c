package e2e

import (
	"io/fs"
	"strings"
	"testing"

	"twocups/lessons"
)

// What lesson 8 has a learner enter into the browser's console gets the answers that
// the lesson lists.
func TestBrowserALearnerSpeaksSocketIOByHand(t *testing.T) {
	t.Parallel()
	typed, err := fs.ReadFile(lessons.FS(), "programs/packets/byhand.js")
	if err != nil {
		t.Fatal(err)
	}
	tab := visit(t, program.Start(t)+lesson8)
	evaluate[bool](tab.document, `(() => { globalThis.heard = []; console.log = (text) => heard.push(text); return true; })()`)
	tab.enter(string(typed) + `""`)
	tab.wait("three packets", `heard.length === 3`)
	for i, want := range []string{`0{"sid":"`, `40{"sid":"`, `42["echo","hello"]`} {
		if heard := evaluate[[]string](tab.document, "heard"); !strings.HasPrefix(heard[i], want) {
			t.Errorf("packet %d is %s, want %s…", i, heard[i], want)
		}
	}
}
