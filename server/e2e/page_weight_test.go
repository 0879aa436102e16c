package e2e

import (
	"strings"
	"testing"

	"twocups/server/e2e/browser"
)

// firstPage is how many bytes a lesson may take over the wire before a step is
// taken: what the slowest phone in a class loads in a second.
const firstPage = 30_000

func TestBrowserAFirstLessonPageIsLight(t *testing.T) {
	t.Parallel()
	address := twocups.Start(t)
	for _, path := range []string{eventsLesson, websocketsLesson} {
		tab := browser.Visit(t, address+path)
		tab.WaitUntil("the scripts to have run", `document.querySelector(".theme").dataset.theme`)
		requests := tab.Traffic.Requests()
		for _, request := range requests {
			if "http://"+request.Host != address {
				t.Errorf("%s asks another host: %s", path, request)
			}
			if strings.Contains(request.Path, "wasm") {
				t.Errorf("%s asks for %s before a step is taken", path, request)
			}
		}
		t.Logf("%s: %d bytes in %d requests", path, tab.Traffic.Bytes(), len(requests))
		if bytes := tab.Traffic.Bytes(); bytes > firstPage || bytes == 0 {
			t.Errorf("%s takes %d bytes, want at most %d", path, bytes, firstPage)
		}
	}
}
