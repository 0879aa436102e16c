package site_test

import (
	"html"
	"io/fs"
	"maps"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"twocups/server/asset"
	"twocups/server/course"
	"twocups/server/site"
	"twocups/static"
)

// filesText returns the text of all files of a folder with the extension.
func filesText(t *testing.T, fsys fs.FS, extension string) string {
	t.Helper()
	var all strings.Builder
	err := fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && path.Ext(name) == extension && !strings.HasPrefix(name, "gen/") {
			var text []byte
			text, err = fs.ReadFile(fsys, name)
			all.Write(text)
		}
		return err
	})
	if err != nil || all.Len() == 0 {
		t.Fatalf("no files *%s: %v", extension, err)
	}
	return all.String()
}

func templates(t *testing.T) string { return filesText(t, os.DirFS("."), ".tmpl") }
func scripts(t *testing.T) string   { return filesText(t, static.FS(), ".js") }

// submatches returns the first group of all matches, sorted and each once.
func submatches(pattern, text string) []string {
	found := map[string]bool{}
	for _, match := range regexp.MustCompile(pattern).FindAllStringSubmatch(text, -1) {
		found[match[1]] = true
	}
	return slices.Sorted(maps.Keys(found))
}

// The templates give ids of their own to a page, and make ids of the names of blocks. A heading of a
// lesson must not get an id of the page, and must not share an id with a block.
func TestALessonNeverGetsAnIDOfThePage(t *testing.T) {
	text := templates(t)
	ids := submatches(`id="(page-[a-z-]+)"`, text)
	suffixes := submatches(`id="\{\{(?:\.Name|\$name|\.Project\.Name)\}\}(-[a-z]+)?"`, text)
	if len(ids) < 5 || len(suffixes) < 4 {
		t.Fatalf("found only the ids %q and the suffixes %q", ids, suffixes)
	}
	const front = "---\ntitle: T\nsummary: S\nobjectives: [O]\nminutes: 1\n---\n"
	for _, id := range ids {
		lesson := course.Load(fstest.MapFS{"01-a.md": {Data: []byte(front + "## " + id + "\n")}}).Lessons[0]
		if len(lesson.Outline) != 1 || lesson.Outline[0].ID == id {
			t.Errorf("a heading has the id %q of the page: %v", id, lesson.Outline)
		}
	}
	for _, suffix := range suffixes {
		lesson := course.Load(fstest.MapFS{"01-a.md": {Data: []byte(front + "## b" + suffix + "\n\n```ws name=b\nconnect /echo\n```\n")}}).Lessons[0]
		if len(lesson.Faults) != 1 {
			t.Errorf("a heading and the block b share the id %q: %v", "b"+suffix, lesson.Faults)
		}
	}
}

func TestEachImageOfALessonIsServedAsAnImage(t *testing.T) {
	for _, extension := range course.ImageTypes {
		if mediaType := asset.MediaType("a" + extension); !strings.HasPrefix(mediaType, "image/") {
			t.Errorf("an image *%s is served as %s", extension, mediaType)
		}
	}
}

// The attribute data-act of a button names the act that a script does after a click.
func TestEachActOfATemplateIsKnownToAScript(t *testing.T) {
	js := scripts(t)
	acts := submatches(`data-act="([a-z]+)"`, templates(t))
	for _, act := range acts {
		if !regexp.MustCompile(`["'=]` + act + `["'\]]|\b` + act + `:`).MatchString(js) {
			t.Errorf("no script knows data-act=%q", act)
		}
	}
	for _, act := range submatches(`\[data-act=([a-z]+)\]`, js) {
		if !slices.Contains(acts, act) {
			t.Errorf("no template has data-act=%q, for which a script looks", act)
		}
	}
}

// A script or a style sheet reads each data attribute that a template writes.
func TestEachDataAttributeOfATemplateIsRead(t *testing.T) {
	readers := scripts(t)
	eachStylesheet(t, func(_, text string) { readers += text })
	for _, name := range submatches(`\bdata-([a-z]+)`, templates(t)) {
		if !regexp.MustCompile(`\[data-` + name + `\b|dataset\.` + name + `\b|\{[^}]*\b` + name + `\b[^}]*\} = [^;]*dataset|"data-` + name + `"`).MatchString(readers) {
			t.Errorf("nothing reads data-%s", name)
		}
	}
}

// A custom property can't reach into the icon, which is the URL of an image.
func TestTheIconHasAColourOfTheTokens(t *testing.T) {
	_, page := get(t, serve(t, newSite(t))+"/")
	tokens, err := fs.ReadFile(static.FS(), tokensFile)
	if err != nil {
		t.Fatal(err)
	}
	colours := submatches(`%23([0-9a-f]{6})`, page)
	for _, colour := range colours {
		if !strings.Contains(string(tokens), "#"+colour) {
			t.Errorf("the icon has the colour #%s, which is not in static/%s", colour, tokensFile)
		}
	}
	if len(colours) != 1 {
		t.Errorf("the icon has the colours %q, want one", colours)
	}
}

// linkingFiles is a course whose lesson has links of each kind.
var linkingFiles = fstest.MapFS{
	"01-first.md": {Data: []byte("---\ntitle: T\nsummary: S\nobjectives: [O]\nminutes: 1\n---\n" +
		"[Next](02-next.md#h), [code](demo/a.js) ![A cup](demo/cup.svg)\n\n" +
		"```program title=Demo src=demo/demo.html clients=\"Alice, Bob\"\n```\n\n```project src=demo/server\nnpm start\n```\n")},
	"02-next.md":            {Data: []byte("---\ntitle: N\nsummary: S\nobjectives: [O]\nminutes: 1\n---\n## H\n\n[Back](01-first.md)\n")},
	"demo/demo.html":        {Data: []byte("<!doctype html>")},
	"demo/a.js":             {Data: []byte("1")},
	"demo/cup.svg":          {Data: []byte("<svg xmlns='http://www.w3.org/2000/svg'/>")},
	"demo/server/server.js": {Data: []byte("1")},
	"guides/author.md":      {Data: []byte("# A\n\nS.\n\n[One](teacher.md), [two](../01-first.md)\n")},
	"guides/teacher.md":     {Data: []byte("# T\n\nS.\n")},
	"guides/learner.md":     {Data: []byte("# L\n\nS.\n")},
	"guides/course-site.md": {Data: []byte("# C\n\nS.\n")},
	"guides/operator.md":    {Data: []byte("# O\n\nS.\n")},
}

// The course and the templates write addresses into the pages. The site must have a route for each
// of these addresses.
func TestEachAddressOnAPageLeadsSomewhere(t *testing.T) {
	set, err := site.Assets(assets)
	if err != nil {
		t.Fatal(err)
	}
	loaded := course.Load(linkingFiles)
	for _, fault := range loaded.AllFaults() {
		t.Fatal(fault)
	}
	s := site.New(site.Config{Assets: set, Programs: linkingFiles, Guides: linkingFiles})
	if err := s.Show(loaded); err != nil {
		t.Fatal(err)
	}
	root := serve(t, s)
	visited := map[string]bool{}
	var visit func(page string)
	visit = func(page string) {
		response, body := get(t, root+page)
		if visited[page] = true; response.StatusCode != 200 {
			t.Errorf("%s is answered with %s", page, response.Status)
		}
		base := response.Request.URL
		for _, address := range submatches(`(?:href|src)="([^"]+)"`, body) {
			target, err := base.Parse(html.UnescapeString(address))
			if err != nil || target.Scheme != "http" {
				continue
			}
			path := target.Path
			if strings.HasPrefix(path, "/join/") {
				path += "?instance=" + aKey // which the page's script adds
			}
			if !visited[path] {
				visit(path)
			}
		}
	}
	visit("/")
	visit("/embed/first")
	for _, path := range []string{"/lessons/next", "/embed/next", "/run/demo/demo.html", "/run/demo/a.js", "/run/demo/cup.svg", "/projects/demo/server.zip", "/join/demo/demo.html?instance=" + aKey, "/guides/teacher"} {
		if !visited[path] {
			t.Errorf("no page leads to %s", path)
		}
	}
}
