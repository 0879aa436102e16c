package site_test

import (
	"flag"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"twocups/server/course"
	"twocups/server/site"
)

var update = flag.Bool("update", false, "write the golden files")

// files is a small lessons' folder with one of everything that a page shows.
var files = fstest.MapFS{
	"01-first.md": {Data: []byte(`---
title: First & foremost
summary: One of everything.
objectives: [See it]
minutes: 5
needs: [Eyes]
---
Some *text*.

## A section

### Inside it

` + "```ws name=hi title=\"Say hi\"\nalice: connect /echo\n> Open **now**.\nalice: message <b>\nalice: expect echo\nalice: binary 00 ff\nbob: connect /echo v1\nbob: disconnect 1000\n```\n\n" +
		"```program name=demo title=Demo src=demo/demo.html press=\"#x\"\nhello\n```\n\n```project name=home title=\"At home\" src=demo/server\nnpm ci\nnpm start\n```\n\n" +
		"```task name=leave title=\"Leave & say why\"\nSay **why**.\n\n=== hint\nFirst hint?\n=== hint\nSecond.\n=== start\nalice: connect /echo\n# <here>\n" +
		"=== check\nalice: client closed 4001 \"<b>\"\n> With *4001*.\n=== solution\nalice: connect /echo\n> Hello.\nalice: disconnect 4001 <b>\n=== wrong\nalice: connect /echo\n```\n\n" +
		"```task name=code\nWhich?\n=== answer number\n1006\n=== hint\nThink.\n=== wrong\n1005\n> **No** & none.\n=== solution\nNobody sent it.\n```\n\n" +
		"```quiz name=quiz\nOne?\n- [x] yes\n> Since *so*.\n- [ ] no\n> Since not.\n\nMore?\n- [x] a\n> A.\n- [x] b\n> B.\n```\n")},
	"02-broken.md":              {Data: []byte("---\ntitel: Broken\n---\n")},
	"03-last.md":                {Data: []byte("---\ntitle: Last\nsummary: S\nobjectives: [O]\nminutes: 1\n---\nThe end.\n")},
	"transcripts/01-first.json": {Data: []byte(`{"hi":[{"at":0,"side":"client","client":"alice","kind":"connecting","opcode":"continuation","size":0,"text":"/echo"},{"at":1.5,"side":"server","client":"alice","kind":"received","opcode":"text","size":3,"text":"<b>"}]}`)},
	"demo/demo.html":            {Data: []byte("<!doctype html><html><head><title>Demo</title></head><body></body></html>")},
	"demo/demo.js":              {Data: []byte("console.log('hello')")},
	"demo/server/server.js":     {Data: []byte("listen()")},
	"demo/server/lib/a.js":      {Data: []byte("a")},
	"demo/server/lib/b.js":      {Data: []byte("b")},
	"demo/server/.env":          {Data: []byte("hidden")},
	"demo/.secret":              {Data: []byte("hidden")},
}

var assets = fstest.MapFS{
	"css/page.css": {Data: []byte("p{}")}, "page/page.js": {Data: []byte("1")}, "page/block.js": {Data: []byte("2")},
	"page/program.js": {Data: []byte("3")}, "page/theme.js": {Data: []byte("4")}, "page/storage.js": {Data: []byte("5")},
	"live/iframe.js": {Data: []byte("6")}, "css/iframe.css": {Data: []byte("p{}")}, "css/task.css": {Data: []byte("p{}")},
	"css/tokens.css": {Data: []byte("p{}")},
}

func newSite(t testing.TB) *site.Site {
	set, err := site.Assets(assets)
	if err != nil {
		t.Fatal(err)
	}
	s := site.New(site.Config{Assets: set, Programs: files})
	if err := s.Show(course.Load(files)); err != nil {
		t.Fatal(err)
	}
	return s
}

func serve(t testing.TB, handler http.Handler) string {
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return server.URL
}

// get gets a page with header fields given as "Name: value".
func get(t testing.TB, url string, fields ...string) (*http.Response, string) {
	t.Helper()
	request, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, field := range fields {
		name, value, _ := strings.Cut(field, ": ")
		if request.Header.Set(name, value); name == "Host" {
			request.Host = value
		}
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response, string(body)
}

func TestPagesLookLikeTheirGoldens(t *testing.T) {
	address := serve(t, newSite(t))
	for name, path := range map[string]string{
		"index": "/", "lesson": "/lessons/first", "embed": "/embed/first", "broken": "/lessons/broken", "missing": "/lessons/none", "missing-embed": "/embed/none",
	} {
		checkGolden(t, address, name, path)
	}
}

// checkGolden compares the page at a path with its golden file.
func checkGolden(t *testing.T, address, name, path string) {
	t.Helper()
	t.Run(name, func(t *testing.T) {
		_, got := get(t, address+path)
		golden := "testdata/" + name + ".golden"
		if *update {
			if err := os.WriteFile(golden, []byte(got), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s is not as in %s (go test -update rewrites it):\n%s", path, golden, got)
		}
	})
}

func TestRoutesAnswerWithTheirStatusAndPolicy(t *testing.T) {
	address := serve(t, newSite(t))
	for _, test := range []struct {
		path, policy string
		status       int
	}{
		{"/", "frame-ancestors 'self'", 200},
		{"/lessons/first", "frame-ancestors 'self'", 200},
		{"/lessons/broken", "frame-ancestors 'self'", 200},
		{"/embed/first", "trusted-types 'none'", 200},
		{"/run/demo/demo.html", "sandbox allow-scripts", 200},
		{"/run/demo/demo.js", "sandbox allow-scripts", 200},
		{"/lessons/none", "default-src 'none'", 404},
		{"/embed/none", "default-src 'none'", 404},
		{"/favicon.ico", "default-src 'none'", 404},
		{"/run/01-first.md", "default-src 'none'", 404},
		{"/run/demo/.secret", "default-src 'none'", 404},
		{"/run/demo/none.html", "default-src 'none'", 404},
		{"/run/demo", "default-src 'none'", 404},
		{"/run/demo/..%2f01-first.md", "default-src 'none'", 404},
		{"/static/none.js", "default-src 'none'", 404},
	} {
		t.Run(test.path, func(t *testing.T) {
			response, _ := get(t, address+test.path)
			policy := response.Header.Get("Content-Security-Policy")
			if response.StatusCode != test.status || !strings.Contains(policy, test.policy) || strings.Contains(policy, "unsafe-inline") {
				t.Errorf("got %d with %q, want %d with %q", response.StatusCode, policy, test.status, test.policy)
			}
			embeddable := strings.HasPrefix(test.path, "/embed/") || test.status == 200 && strings.HasPrefix(test.path, "/run/")
			if embeddable == strings.Contains(policy, "frame-ancestors") {
				t.Errorf("got %q, want a page that other sites may show in an iframe: %v", policy, embeddable)
			}
		})
	}
}

func TestOnlyGetAndHeadAreAnswered(t *testing.T) {
	response, err := http.Post(serve(t, newSite(t))+"/", "text/plain", nil)
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	if response.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("got %d, want 405", response.StatusCode)
	}
}

func TestAProgramRunsWithTheIframesScriptFirst(t *testing.T) {
	_, body := get(t, serve(t, newSite(t))+"/run/demo/demo.html")
	iframe, own := strings.Index(body, `<script src="/static/live/iframe.`), strings.Index(body, "<title>Demo")
	if iframe < 0 || own < iframe {
		t.Errorf("the iframe's script does not come first:\n%s", body)
	}
}

func TestShowReplacesThePages(t *testing.T) {
	s := newSite(t)
	address := serve(t, s)
	first, _ := get(t, address+"/lessons/last")
	changed := fstest.MapFS{"03-last.md": {Data: []byte(strings.Replace(string(files["03-last.md"].Data), "The end.", "The new end.", 1))}}
	if err := s.Show(course.Load(changed)); err != nil {
		t.Fatal(err)
	}
	second, body := get(t, address+"/lessons/last")
	if !strings.Contains(body, "The new end.") {
		t.Errorf("the page is still the old one:\n%s", body)
	}
	if first.Header.Get("ETag") == second.Header.Get("ETag") {
		t.Error("the entity tag of the changed page is the old one, so no page would reload")
	}
	if response, _ := get(t, address+"/lessons/first"); response.StatusCode != 404 {
		t.Errorf("a lesson that is gone answers %d, want 404", response.StatusCode)
	}
}

func TestASiteWithoutACourseSaysSo(t *testing.T) {
	set, err := site.Assets(assets)
	if err != nil {
		t.Fatal(err)
	}
	response, body := get(t, serve(t, site.New(site.Config{Assets: set, Programs: files})))
	if response.StatusCode != 503 || response.Header.Get("Retry-After") != "1" || !strings.Contains(body, "The lessons are being loaded") {
		t.Errorf("got %d, after %s, %q, want 503 and a sentence", response.StatusCode, response.Header.Get("Retry-After"), body)
	}
}
