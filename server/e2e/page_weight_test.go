package e2e

import (
	"strings"
	"testing"

	"twocups/server/e2e/browser"
)

// maxPageBytes is how many bytes a lesson may load before a step is pressed. The slowest phone
// in a class loads them in a second.
const maxPageBytes = 30_000

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
				t.Errorf("%s asks for %s before a step is pressed", path, request)
			}
		}
		t.Logf("%s: %d bytes in %d requests", path, tab.Traffic.Bytes(), len(requests))
		if bytes := tab.Traffic.Bytes(); bytes > maxPageBytes || bytes == 0 {
			t.Errorf("%s takes %d bytes, want at most %d", path, bytes, maxPageBytes)
		}
	}
}
