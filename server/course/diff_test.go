package course

import (
	"fmt"
	"strings"
	"testing"

	"twocups/server/course/folder"
	"twocups/server/course/highlight"
)

// stages makes a folder with one lesson and two versions of some files.
func stages(info, body string) map[string]string {
	return map[string]string{
		"01-a.md":  front + "```diff " + info + "\n" + body + "```\n",
		"s/1/a.js": "a\n", "s/2/a.js": "b\n", "s/1/same.js": "x\r\n", "s/2/same.js": "x",
		"t/1/same.js": "x", "t/2/same.js": "x\n", "t/1/README.md": "one", "t/2/README.md": "two",
		"u/1/a.bin": "a\x00", "u/2/a.bin": "b\xff", "u/1/empty/.x": "",
	}
}

func TestFaultsOfDiffs(t *testing.T) {
	const from, to = "from=s/1/a.js", "to=s/2/a.js"
	long := stages("from=s/1/a.js to=long.js", "")
	long["long.js"] = strings.Repeat("a\n", highlight.MaxLines+1)
	checkFaults(t, []faultCase{
		{"no from", stages(to, ""), []string{"01-a.md:8:4: diff with one file (want from= and to=)"}},
		{"no to", stages(from, ""), []string{"01-a.md:8:4: diff with one file (want from= and to=)"}},
		{"a body", stages(from+" "+to, "+a\n"), []string{"01-a.md:9:1: lines below a diff of files (want an empty block or no from= and no to=)"}},
		{"unknown keys", stages(from+" "+to+" mark=1", ""), []string{`01-a.md:8:35: unknown key "mark" of a diff block (want from or to)`}},
		{"missing", stages("from=s/1/b.js to=s/2/b.js", ""), []string{`01-a.md:8:14: from "s/1/b.js" does not exist (want a file of the lessons' folder)`}},
		{"climbing", stages("from=../a to=s/2", ""), []string{`01-a.md:8:14: from "../a" (want a path in the lessons' folder such as programs/events/hello.js)`}},
		{"a file and a folder", stages(from+" to=s/2", ""), []string{`01-a.md:8:26: to "s/2" does not exist (want a file of the lessons' folder)`}},
		{"the same", stages("from=s/1/same.js to=s/2/same.js", ""), []string{`01-a.md:8:29: to "s/2/same.js" is as from (want files that differ)`}},
		{"the same folders", stages("from=t/1 to=t/2", ""), []string{`01-a.md:8:21: to "t/2" is as "t/1" (want folders that differ)`}},
		{"no text", stages("from=u/1/a.bin to=s/2/a.js", ""), []string{`01-a.md:8:14: from "u/1/a.bin": NUL character (want text without it)`}},
		{"no text in a folder", stages("from=u/1 to=u/2", ""), []string{`01-a.md:8:21: diff of "a.bin", which is no text (want text in UTF-8)`}},
		{"an empty folder", stages("from=u/1/empty to=u/2", ""), []string{`01-a.md:8:14: from "u/1/empty": folder without files (want a project)`}},
		{"a long file", long, []string{fmt.Sprintf(`01-a.md:8:26: diff of "long.js", which has %d lines (want at most %d)`, highlight.MaxLines+1, highlight.MaxLines)}},
	})
}

func TestFilesWithTheGreatestNumberOfLinesAreCompared(t *testing.T) {
	files := stages("from=s/1/a.js to=long.js", "")
	files["long.js"] = strings.Repeat("b\n", highlight.MaxLines)
	if faults := Load(courseFolder(files)).AllFaults(); len(faults) > 0 {
		t.Error(faults)
	}
}

func TestADiffThatItsAuthorWroteIsAListing(t *testing.T) {
	l := Load(courseFolder(stages("file=a.js", "-a\n+b\n"))).Lessons[0]
	if len(l.Faults) > 0 || !strings.Contains(string(l.Body[0].HTML), `<span class="gd">-a`) {
		t.Errorf("%v, %v", l.Faults, l.Body)
	}
}

func TestTheCommonEndOfTwoPaths(t *testing.T) {
	for _, test := range [][5]string{
		{"sockets/1/server.js", "sockets/2/server.js", "server.js", "1", "2"},
		{"a/1/src/x.js", "a/2/src/x.js", "src/x.js", "1", "2"},
		{"a/x.js", "a/y.js", "y.js", "x.js", "y.js"},
		{"x.js", "b/x.js", "b/x.js", "x.js", "b/x.js"},
		{"s/1", "s/2", "2", "1", "2"},
	} {
		file, from, to := commonEnd(test[0], test[1])
		if file != test[2] || from != test[3] || to != test[4] {
			t.Errorf("%s, %s: %q, %q, %q", test[0], test[1], file, from, to)
		}
	}
}

// FuzzDiff compares two files of any bytes. The lesson then has faults, or HTML in which
// nothing can run.
func FuzzDiff(f *testing.F) {
	for _, seed := range [][3]string{{"let a;", "let b;", "a.js"}, {"<p>", "<p>\n<script>x", "a.ejs"}, {"/*\n*/", "/*", "a.go"}, {"\xff", "\x00", "a"}} {
		f.Add(seed[0], seed[1], seed[2])
	}
	f.Fuzz(func(t *testing.T, from, to, name string) {
		if !folder.IsPortable(name) || name == "" || strings.ContainsAny(name, "/") || !folder.IsPublic(name) {
			name = "a.js"
		}
		files := lessonWith(front + "```diff from=1/" + name + " to=2/" + name + "\n```\n\n```diff from=1 to=2\n```\n")
		files["1/"+name], files["2/"+name] = from, to
		l := Load(courseFolder(files)).Lessons[0]
		if (len(l.Faults) == 0) != (len(l.Body) == 1) {
			t.Errorf("faults %v, body %v", l.Faults, l.Body)
		}
		for _, part := range l.Body {
			checkHTML(t, string(part.HTML))
		}
	})
}
