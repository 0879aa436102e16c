package course

import (
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"twocups/lessons"
)

func TestTheGuidesInTheBinaryHaveNoFaults(t *testing.T) {
	for _, guide := range LoadGuides(lessons.FS(), Load(lessons.FS())) {
		for _, f := range guide.Faults {
			t.Error(f.Error())
		}
	}
}

func TestTheFolderOfGuidesHoldsOnlyTheGuides(t *testing.T) {
	entries, err := fs.ReadDir(lessons.FS(), guidesFolder)
	if err != nil {
		t.Fatal(err)
	}
	var slugs []string
	for _, entry := range entries {
		slugs = append(slugs, strings.TrimSuffix(entry.Name(), ".md"))
	}
	want := slices.Sorted(slices.Values(guideSlugs))
	if !slices.Equal(slugs, want) {
		t.Errorf("the folder has %q, want %q", slugs, want)
	}
}

// guideFiles returns a folder with a lesson and the five guides. The author's guide has the
// given text.
func guideFiles(author string) fstest.MapFS {
	files := fstest.MapFS{"01-first.md": {Data: []byte("---\ntitle: T\nsummary: S\nobjectives: [O]\nminutes: 1\n---\nText.\n")}}
	for _, slug := range guideSlugs {
		files[path.Join(guidesFolder, slug+".md")] = &fstest.MapFile{Data: []byte("# For " + slug + "\n\nIn short.\n\n## How to begin\n\nText.\n")}
	}
	files["guides/author.md"] = &fstest.MapFile{Data: []byte(author)}
	return files
}

// authorsGuide returns the author's guide of a folder.
func authorsGuide(files fstest.MapFS, shown *Course) *Guide {
	all := LoadGuides(files, shown)
	return all[slices.IndexFunc(all, func(g *Guide) bool { return g.Slug == "author" })]
}

func TestAGuideIsItsTitleItsSummaryAndItsBody(t *testing.T) {
	files := guideFiles("# For authors\n\nHow to write\na lesson.\n\n## Start\n\nSee [teachers](teacher.md#how-to-begin), [the start](#start), [lesson 1](../01-first.md#x) and [elsewhere](https://example.com/).\n")
	guide := authorsGuide(files, Load(files))
	if len(guide.Faults) > 0 {
		t.Fatal(guide.Faults)
	}
	want := Guide{File: "guides/author.md", Slug: "author", Title: "For authors", Summary: "How to write a lesson.", Body: `<h2 id="start">Start</h2>
<p>See <a href="teacher#how-to-begin">teachers</a>, <a href="#start">the start</a>, <a href="../lessons/first#x">lesson 1</a> and <a href="https://example.com/">elsewhere</a>.</p>
`}
	if guide.File != want.File || guide.Slug != want.Slug || guide.Title != want.Title || guide.Summary != want.Summary || guide.Body != want.Body {
		t.Errorf("read %+v, want %+v", *guide, want)
	}
	if len(guide.Outline) != 1 || guide.Outline[0] != (Heading{2, "start", "Start"}) {
		t.Errorf("outline %+v", guide.Outline)
	}
}

func TestALinkToALessonThatIsNotShownIsItsText(t *testing.T) {
	files := guideFiles("# For authors\n\nShort.\n\nSee [lesson *one*](../01-first.md).\n")
	guide := authorsGuide(files, &Course{})
	if want := "<p>See lesson <em>one</em>.</p>\n"; string(guide.Body) != want || len(guide.Faults) > 0 {
		t.Errorf("body %q with the faults %v, want %q", guide.Body, guide.Faults, want)
	}
}

func TestFaultsOfAGuideNameTheirPlace(t *testing.T) {
	for _, test := range []struct{ guide, want string }{
		{"Text.\n", `guides/author.md:1:1: no title (want "# Title" on the first line)`},
		{"# A\n", `guides/author.md:1:1: no summary (want a paragraph below the title)`},
		{"# A\n\n## B\n", `guides/author.md:3:1: no summary (want a paragraph below the title)`},
		{"# A\n\nSome *text*.\n", `guides/author.md:3:1: summary with Markdown (want plain text)`},
		{"# A\n\nS.\n\n[x](nobody.md)\n", `guides/author.md:5:1: link "nobody.md" (want a guide such as teacher.md, a lesson such as ../02-name.md, #heading, https://… or mailto:…)`},
		{"# A\n\nS.\n\n[x](01-first.md)\n", `guides/author.md:5:1: link "01-first.md" (want a guide such as teacher.md, a lesson such as ../02-name.md, #heading, https://… or mailto:…)`},
		{"# A\n\nS.\n\n[x](teacher.md#how-to-begim)\n", `guides/author.md:5:1: link to the unknown heading "how-to-begim" of "guides/teacher.md" (did you mean "how-to-begin"?)`},
		{"# A\n\nS.\n\n[x](#y)\n", `guides/author.md:5:1: link to the unknown heading "y" (there is none)`},
		{"# A\n\nS.\n\n```ws\nconnect /echo\n```\n", `guides/author.md:5:4: ws block in a guide, where nothing runs (want it inside a block of Markdown, with a longer fence)`},
		{"# A\n\nS.\n\n![x](y.png)\n", `guides/author.md:5:1: image "y.png" in a guide (want words)`},
		{"# A\n\nS.\n\n<b>x</b>\n", `guides/author.md:5:1: raw HTML "<b>"`},
	} {
		files := guideFiles(test.guide)
		guide := authorsGuide(files, Load(files))
		if len(guide.Faults) == 0 || !strings.HasPrefix(guide.Faults[0].Error(), test.want) {
			t.Errorf("%q has the faults %v, want %s", test.guide, guide.Faults, test.want)
		}
		if guide.Body != "" {
			t.Errorf("%q has faults and a body", test.guide)
		}
	}
}

func TestAMissingGuideIsAFault(t *testing.T) {
	files := guideFiles("")
	delete(files, "guides/author.md")
	if guide := authorsGuide(files, &Course{}); len(guide.Faults) != 1 || guide.Faults[0].File != "guides/author.md" {
		t.Errorf("faults %v, want one of the missing file", guide.Faults)
	}
}
