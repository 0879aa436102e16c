package course

import (
	"strings"
	"testing"
	"testing/fstest"
)

// front is a front matter without a fault. It has seven lines, so a text below
// it starts on line 8.
const front = "---\ntitle: A lesson\nsummary: What it is about\nobjectives:\n  - Know it\nminutes: 5\n---\n"

// courseFolder makes a lessons' folder of files.
func courseFolder(files map[string]string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

// lessonWith makes a folder with one lesson, "01-a.md", and the programs that
// the tests quote.
func lessonWith(text string) map[string]string {
	return map[string]string{
		"01-a.md":    text,
		"e/a.js":     "// #region one\nlet a;\n// #endregion\n// #region two\n// #region two\n// #region open\n",
		"e/b.html":   "<p>\n",
		"e/empty.js": "\n\n",
		"e/bad.js":   "a\xff",
		"e/big.js":   strings.Repeat("a", MaxInclude+1),
		"e/p.png":    "a picture",
		"e/p.txt":    "no picture",
	}
}

// faultCase is a folder and its faults.
type faultCase struct {
	name  string
	files map[string]string
	want  []string
}

// checkFaults loads each folder and compares all faults, word by word.
func checkFaults(t *testing.T, cases []faultCase) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			course := Load(courseFolder(c.files))
			var got []string
			for _, f := range course.AllFaults() {
				got = append(got, f.Error())
			}
			if strings.Join(got, "\n") != strings.Join(c.want, "\n") {
				t.Errorf("got:\n\t%s\nwant:\n\t%s", strings.Join(got, "\n\t"), strings.Join(c.want, "\n\t"))
			}
			for _, l := range course.Lessons {
				if len(l.Faults) > 0 && (l.Body != nil || l.Outline != nil) {
					t.Errorf("the broken lesson %s has a body", l.File)
				}
			}
		})
	}
}
