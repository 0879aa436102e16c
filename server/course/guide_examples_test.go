package course

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"

	"twocups/lessons"
	"twocups/server/course/infostring"
)

// The author's guide shows lessons, pieces of lessons, and files that these use. Together they
// are a folder without faults. A piece gets the front matter of the first lesson.
func TestTheExamplesOfTheAuthorsGuideHaveNoFaults(t *testing.T) {
	examples := guideExamples(t)
	course := Load(examples)
	for _, fault := range course.AllFaults() {
		written := strings.Split(string(examples[fault.File].Data), "\n")
		t.Errorf("%v: %s", fault, written[min(fault.Line, len(written))-1])
	}
	kinds := map[string]bool{}
	for _, lesson := range course.Lessons {
		for _, part := range lesson.Body {
			kinds["ws"] = kinds["ws"] || part.Block != nil
			kinds["program"] = kinds["program"] || part.Program != nil
			kinds["project"] = kinds["project"] || part.Project != nil
			kinds["task"] = kinds["task"] || part.Task != nil
			kinds["quiz"] = kinds["quiz"] || part.Quiz != nil
		}
	}
	for _, kind := range liveKinds {
		if !kinds[kind] {
			t.Errorf("no example has a %s block", kind)
		}
	}
}

// guideExamples returns the fenced code of the author's guide as a folder. A block with file=
// has this name, and each other block of Markdown is a lesson.
func guideExamples(t *testing.T) fstest.MapFS {
	t.Helper()
	guide, err := fs.ReadFile(lessons.FS(), "guides/author.md")
	if err != nil {
		t.Fatal(err)
	}
	examples := fstest.MapFS{}
	var frontMatter string
	for n := lessonMarkdown.Parser().Parse(text.NewReader(guide)).FirstChild(); n != nil; n = n.NextSibling() {
		fenced, ok := n.(*ast.FencedCodeBlock)
		if !ok || fenced.Info == nil {
			continue
		}
		in, _ := infostring.Parse(string(fenced.Info.Segment.Value(guide)), 0)
		code := string(fenced.Lines().Value(guide))
		name := in.Value("file", "")
		switch {
		case in.Language == "markdown" && name != "":
			head, _, _ := strings.Cut(strings.TrimPrefix(code, "---\n"), "---\n")
			frontMatter = "---\n" + head + "---\n"
		case in.Language == "markdown":
			name = fmt.Sprintf("%[1]d-example-%[1]d.md", len(examples)+10)
			code = frontMatter + code
		}
		if name != "" {
			examples[name] = &fstest.MapFile{Data: []byte(code)}
		}
	}
	return examples
}
