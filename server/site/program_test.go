package site_test

import (
	"net/http"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"twocups/server/course"
	"twocups/server/site"
)

// getProgram serves the programs of a folder and gets one of them.
func getProgram(t *testing.T, programs fstest.MapFS, name string, fields ...string) (*http.Response, string) {
	t.Helper()
	set, err := site.Assets(assets)
	if err != nil {
		t.Fatal(err)
	}
	s := site.New(site.Config{Assets: set, Programs: programs})
	return get(t, serve(t, s)+"/run/"+name, fields...)
}

func TestTheIframesTagsAreAtTheStartOfTheHead(t *testing.T) {
	const first = "|" // marks where the iframe's tags go
	for _, page := range []string{
		"<!doctype html><html><head>|<title>x</title></head></html>",
		"<!DOCTYPE html>\n<HTML>\n<HEAD lang=\"a>b\" id='>'>|\n<title>x</title>",
		"<!doctype html><head\n>|<title>x</title>",
		"<!-- a page -->\n<!DOCTYPE HTML>|<title>x</title><header></header>",
		"|<title>x</title><header>x</header>",
		"|",
	} {
		_, body := getProgram(t, fstest.MapFS{"a.html": {Data: []byte(strings.Replace(page, first, "", 1))}}, "a.html")
		start, end := strings.Index(body, `<link rel="icon" href="data:`), strings.Index(body, "></script>")
		if start < 0 || end < 0 || !strings.Contains(body[start:end], `<link rel="stylesheet" href="/static/css/iframe.`) {
			t.Errorf("%q comes without the iframe's tags: %q", page, body)
			continue
		}
		if got := body[:start] + first + body[end+len("></script>"):]; got != page {
			t.Errorf("got %q, want %q", got, page)
		}
	}
}

func TestAProgramsPageHasAGreatestSize(t *testing.T) {
	for size, want := range map[int]int{course.MaxInclude: http.StatusOK, course.MaxInclude + 1: http.StatusNotFound} {
		response, body := getProgram(t, fstest.MapFS{"a.html": {Data: []byte(strings.Repeat("a", size))}}, "a.html")
		if response.StatusCode != want || want != http.StatusOK && !strings.Contains(body, "too big to run in a lesson: it may have 262144 bytes") {
			t.Errorf("%d bytes are answered %s: %.100q", size, response.Status, body)
		}
	}
}

func TestAFileThatIsNoPageHasNoGreatestSizeAndIsServedInRanges(t *testing.T) {
	programs := fstest.MapFS{"a.js": {Data: []byte(strings.Repeat("a", 2*course.MaxInclude) + "end"), ModTime: time.Unix(1e9, 0)}}
	if response, body := getProgram(t, programs, "a.js"); response.StatusCode != http.StatusOK || len(body) != len(programs["a.js"].Data) {
		t.Errorf("got %s with %d bytes", response.Status, len(body))
	}
	response, body := getProgram(t, programs, "a.js", "Range: bytes=-3")
	if response.StatusCode != http.StatusPartialContent || body != "end" {
		t.Errorf("the last three bytes: %s %.10q", response.Status, body)
	}
	if response, _ = getProgram(t, programs, "a.js", "If-Modified-Since: "+response.Header.Get("Last-Modified")); response.StatusCode != http.StatusNotModified {
		t.Errorf("an unchanged file is answered %s", response.Status)
	}
}

func TestOnlyRegularFilesAreServed(t *testing.T) {
	files := fstest.MapFS{"pipe.js": {Mode: os.ModeNamedPipe}, "a/b.js": {}, "transcripts/01-a.json": {}, "a.md": {}}
	for _, name := range []string{"pipe.js", "a", "a/", "transcripts/01-a.json", "a.md", "none.js"} {
		if response, _ := getProgram(t, files, name); response.StatusCode != http.StatusNotFound {
			t.Errorf("%s is answered %s, want 404", name, response.Status)
		}
	}
}

func TestAPageMayOfferDownloadsWhereALessonAllowsIt(t *testing.T) {
	set, err := site.Assets(assets)
	if err != nil {
		t.Fatal(err)
	}
	page := &fstest.MapFile{Data: []byte("<!doctype html><title>x</title>")}
	folder := fstest.MapFS{"e/saves.html": page, "e/other.html": page, "01-a.md": {Data: []byte("---\ntitle: A\nsummary: S\nobjectives: [O]\nminutes: 1\n---\n\n" +
		"```program src=e/saves.html allow=downloads\n```\n\n```program src=e/other.html\n```\n")}}
	s := site.New(site.Config{Assets: set, Programs: folder})
	address := serve(t, s)
	for _, shown := range []bool{false, true} {
		for name, wants := range map[string]bool{"saves": true, "other": false} {
			response, _ := get(t, address+"/run/e/"+name+".html")
			policy := response.Header.Get("Content-Security-Policy")
			if may := strings.HasPrefix(policy, "sandbox allow-scripts allow-downloads; "); may != (wants && shown) || !strings.HasPrefix(policy, "sandbox allow-scripts") {
				t.Errorf("%s, with the course shown %v: %s", name, shown, policy)
			}
		}
		if err := s.Show(course.Load(folder)); err != nil {
			t.Fatal(err)
		}
	}
	_, lesson := get(t, address+"/lessons/a")
	if strings.Count(lesson, `data-allow="downloads"`) != 1 {
		t.Error("the lesson does not say which iframe may offer downloads")
	}
}
