package site_test

import (
	"net/http"
	"strings"
	"testing"
	"testing/fstest"

	"twocups/server/course"
)

const archive = "/projects/demo/server.zip"

func TestAProjectIsSavedUnderItsName(t *testing.T) {
	address := serve(t, newSite(t))
	response, body := get(t, address+archive)
	for name, want := range map[string]string{
		"Content-Type":           "application/zip",
		"Content-Disposition":    `attachment; filename="demo-server.zip"`,
		"Cache-Control":          "no-cache",
		"X-Content-Type-Options": "nosniff",
	} {
		if got := response.Header.Get(name); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
	if response.StatusCode != http.StatusOK || !strings.HasPrefix(body, "PK\x03\x04") || strings.Contains(body, ".env") {
		t.Errorf("got %s, %.100q, want a zip file without hidden files", response.Status, body)
	}
}

func TestAnArchiveThatTheClientHasIsNotSentAgain(t *testing.T) {
	address := serve(t, newSite(t))
	response, err := http.Head(address + archive)
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	if response.StatusCode != http.StatusOK || response.ContentLength <= 0 {
		t.Errorf("HEAD is answered %s with %d bytes announced", response.Status, response.ContentLength)
	}
	again, body := get(t, address+archive, "Accept-Encoding: identity", "If-None-Match: "+response.Header.Get("ETag"))
	if again.StatusCode != http.StatusNotModified || body != "" {
		t.Errorf("a client that has the archive gets %s with %d bytes", again.Status, len(body))
	}
}

func TestNoOtherFolderIsAProject(t *testing.T) {
	address := serve(t, newSite(t))
	for _, path := range []string{"/projects/", "/projects/demo.zip", "/projects/demo/server", "/projects/demo/server.zip/", "/projects/demo/%73erver.zips"} {
		response, body := get(t, address+path)
		if response.StatusCode != http.StatusNotFound || response.Header.Get("Content-Disposition") != "" || !strings.Contains(body, "Nothing here") {
			t.Errorf("%s is answered %s: %.100q", path, response.Status, body)
		}
	}
}

func TestShowReplacesTheProjects(t *testing.T) {
	s := newSite(t)
	address := serve(t, s)
	first, _ := get(t, address+archive)
	changed := fstest.MapFS{"01-first.md": files["01-first.md"], "demo/demo.html": files["demo/demo.html"], "demo/server/new.js": {Data: []byte("new")}}
	if err := s.Show(course.Load(changed)); err != nil {
		t.Fatal(err)
	}
	second, body := get(t, address+archive)
	if !strings.Contains(body, "new.js") || first.Header.Get("ETag") == second.Header.Get("ETag") {
		t.Errorf("got %s, %.100q, want the changed project", second.Status, body)
	}
	if err := s.Show(course.Load(fstest.MapFS{"03-last.md": files["03-last.md"]})); err != nil {
		t.Fatal(err)
	}
	if response, _ := get(t, address+archive); response.StatusCode != http.StatusNotFound {
		t.Errorf("a project that is gone is answered %s", response.Status)
	}
}
