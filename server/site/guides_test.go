package site_test

import (
	"maps"
	"strings"
	"testing"
	"testing/fstest"

	"twocups/server/course"
	"twocups/server/site"
)

// withGuides returns the address of a site that shows a course and has guides.
func withGuides(t *testing.T, shown fstest.MapFS) string {
	t.Helper()
	set, err := site.Assets(assets)
	if err != nil {
		t.Fatal(err)
	}
	folder := maps.Clone(files)
	for _, slug := range []string{"learner", "teacher", "course-site", "author", "operator"} {
		folder["guides/"+slug+".md"] = &fstest.MapFile{Data: []byte("# The " + slug + "\n\nIn short & plain.\n\n## First\n\nSee [the first lesson](../01-first.md).\n\n### Second\n\n[Next](teacher.md).\n")}
	}
	s := site.New(site.Config{Assets: set, Programs: shown, Guides: folder})
	if err := s.Show(course.Load(shown)); err != nil {
		t.Fatal(err)
	}
	return serve(t, s)
}

func TestGuidesLookLikeTheirGoldens(t *testing.T) {
	address := withGuides(t, files)
	checkGolden(t, address, "guides", "/guides/")
	checkGolden(t, address, "guide", "/guides/author")
}

func TestAnAuthorsFolderIsShownBesideTheSameGuides(t *testing.T) {
	address := withGuides(t, fstest.MapFS{"01-mine.md": files["03-last.md"]})
	response, body := get(t, address+"/guides/author")
	if response.StatusCode != 200 || !strings.Contains(body, "<p>See the first lesson.</p>") {
		t.Errorf("got %d, want the guide without a link to a lesson that is not there:\n%s", response.StatusCode, body)
	}
	if _, body := get(t, address+"/lessons/mine"); !strings.Contains(body, `<a href="/guides/">Guides</a>`) {
		t.Errorf("the author's lesson has no link to the guides:\n%s", body)
	}
}

func TestTheGuidesAreFoundWithoutTheLastSlash(t *testing.T) {
	address := withGuides(t, files)
	if response, _ := get(t, address+"/guides"); response.Request.URL.Path != "/guides/" || response.StatusCode != 200 {
		t.Errorf("led to %s with %d", response.Request.URL, response.StatusCode)
	}
	if response, _ := get(t, address+"/guides/nobody"); response.StatusCode != 404 {
		t.Errorf("got %d for a guide that is not there, want 404", response.StatusCode)
	}
}
