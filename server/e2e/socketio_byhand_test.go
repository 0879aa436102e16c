package e2e

import (
	"io/fs"
	"strings"
	"testing"

	"twocups/lessons"
	"twocups/server/e2e/browser"
)

// The lesson about Socket.IO asks its readers to speak the protocol in the browser's console.
// The answers are those that the lesson lists.
func TestBrowserALearnerSpeaksSocketIOByHand(t *testing.T) {
	t.Parallel()
	typed, err := fs.ReadFile(lessons.FS(), "programs/packets/byhand.js")
	if err != nil {
		t.Fatal(err)
	}
	tab := browser.Visit(t, twocups.Start(t)+socketIOLesson)
	browser.Evaluate[bool](tab.Document, `(() => { globalThis.packets = []; console.log = (text) => packets.push(text); return true; })()`)
	tab.EnterInDevTools(string(typed) + `""`)
	tab.WaitUntil("three packets", `packets.length === 3`)
	for i, want := range []string{`0{"sid":"`, `40{"sid":"`, `42["echo","hello"]`} {
		if packets := browser.Evaluate[[]string](tab.Document, "packets"); !strings.HasPrefix(packets[i], want) {
			t.Errorf("packet %d is %s, want %s…", i, packets[i], want)
		}
	}
}
