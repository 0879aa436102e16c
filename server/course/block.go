package course

import (
	"github.com/yuin/goldmark/ast"

	"twocups/server/course/infostring"
)

// defaultTitle is the title of a ws block or a program that has none.
const defaultTitle = "Try it"

// block reads a ws block.
func (r *reader) block(n *ast.FencedCodeBlock, in *infostring.Info) *Block {
	r.checkKeys(in, "name", "title")
	b := &Block{Name: r.blockName("block", in), Title: in.Value("title", defaultTitle)}
	b.Steps = r.steps(segments(n), in.Start)
	if recording := r.recordings[b.Name]; recording != nil {
		r.usedRecordings[b.Name] = true
		b.Transcript = recording.Events
	}
	return b
}
