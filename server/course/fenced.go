package course

import (
	"io/fs"
	"slices"

	"github.com/yuin/goldmark/ast"

	"twocups/lessons/play/faulttext"
	"twocups/server/course/folder"
	"twocups/server/course/infostring"
	"twocups/server/course/spelling"
)

// liveKinds are the languages of the blocks that are live parts of a lesson. Every other
// block is a listing or a diff.
var liveKinds = []string{"ws", "program", "project", "task", "quiz"}

// fenced replaces a fenced code block by the live part or the listing that it describes.
func (r *reader) fenced(n *ast.FencedCodeBlock) {
	text, start := "", n.Pos()
	if n.Info != nil {
		text, start = string(n.Info.Segment.Value(r.text)), n.Info.Segment.Start
	}
	in, faults := infostring.Parse(text, start)
	for _, f := range faults {
		r.fault(f.Offset, f.What)
	}
	kind := in.Language
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
	case r.container != "":
		r.fault(start, faulttext.What(kind+" block inside a "+r.container).Want("it at the left margin of the text"))
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
	replace(n, &livePart{part: part})
}

// checkKeys adds a fault for each key of an info string that its kind of block doesn't
// have.
func (r *reader) checkKeys(in *infostring.Info, known ...string) {
	for _, p := range in.Pairs {
		if !slices.Contains(known, p.Key) {
			r.fault(p.KeyAt, spelling.Suggest(faulttext.What("unknown key * of a "+in.Language+" block", p.Key), p.Key, known))
		}
	}
}

// fileExists reports whether a value names a file of the lessons' folder. It adds a fault
// for a value that doesn't.
func (r *reader) fileExists(p infostring.Pair) bool {
	switch {
	case !fs.ValidPath(p.Value):
		r.fault(p.ValueAt, faulttext.What(p.Key+" *", p.Value).Want("a path in the lessons' folder such as programs/events/hello.js"))
	case !folder.IsFile(r.fsys, p.Value):
		r.fault(p.ValueAt, faulttext.What(p.Key+" * does not exist", p.Value).Want("a file of the lessons' folder"))
	default:
		return true
	}
	return false
}
