package course

import (
	"io/fs"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"

	"twocups/lessons/play/faulttext"
)

// liveKinds are the words before blocks that are parts of a lesson, and no listings.
var liveKinds = []string{"ws", "program", "project", "task", "quiz"}

// fenced reads a fenced code block and puts what it stands for in its place.
func (r *reading) fenced(n *ast.FencedCodeBlock) {
	text, start := "", n.Pos()
	if n.Info != nil {
		text, start = string(n.Info.Segment.Value(r.text)), n.Info.Segment.Start
	}
	in, faults := parseInfo(text, start)
	for _, f := range faults {
		r.fault(f.offset, f.what)
	}
	kind := in.language
	switch {
	case isDiff(in):
		r.diff(n, in)
		return
	case !slices.Contains(liveKinds, kind):
		r.code(n, in)
		return
	case r.guides != nil:
		r.fault(start, faulttext.What(kind+" block in a guide, where nothing runs").Want("it inside a block of Markdown, with a longer fence"))
		return
	case r.within != "":
		r.fault(start, faulttext.What(kind+" block inside a "+r.within).Want("it at the left margin of the text"))
		return
	case n.Parent().Kind() != ast.KindDocument:
		r.fault(start, faulttext.What(kind+" block inside a list or a quote").Want("it at the left margin of the text"))
		return
	}
	var part Part
	switch kind {
	case "ws":
		part.Block = r.block(n, in)
	case "program":
		part.Program = r.program(n, in)
	case "project":
		part.Project = r.project(n, in)
	case "task":
		part.Task = r.task(n, in)
	case "quiz":
		part.Quiz = r.quiz(n, in)
	}
	replace(n, &live{part: part})
}

// keys notes the keys of an info string that its kind of block doesn't have.
func (r *reading) keys(in *info, known ...string) {
	for _, p := range in.pairs {
		if !slices.Contains(known, p.key) {
			r.fault(p.keyAt, suggest(faulttext.What("unknown key * of a "+in.language+" block", p.key), p.key, known))
		}
	}
}

// value returns the value of a key, or what holds where it is not given.
func (in *info) value(key, otherwise string) string {
	if p, given := in.pair(key); given {
		return p.value
	}
	return otherwise
}

// lines returns the text of a block.
func (r *reading) lines(n ast.Node) string {
	var b strings.Builder
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		b.Write(line.Value(r.text))
	}
	return b.String()
}

// exists notes a value that names no file of the lessons' folder.
func (r *reading) exists(p pair) bool {
	switch {
	case !fs.ValidPath(p.value):
		r.fault(p.valueAt, faulttext.What(p.key+" *", p.value).Want("a path in the lessons' folder such as events/hello.js"))
	case !isFile(r.fsys, p.value):
		r.fault(p.valueAt, faulttext.What(p.key+" * does not exist", p.value).Want("a file of the lessons' folder"))
	default:
		return true
	}
	return false
}

func isFile(fsys fs.FS, name string) bool {
	if !fs.ValidPath(name) {
		return false
	}
	stat, err := fs.Stat(fsys, name)
	return err == nil && stat.Mode().IsRegular()
}
