package course

import "github.com/yuin/goldmark/ast"

// defaultTitle is what a ws block or a program is called that has no title.
const defaultTitle = "Try it"

// block reads a ws block.
func (r *reading) block(n *ast.FencedCodeBlock, in *info) *Block {
	r.keys(in, "name", "title")
	b := &Block{Name: r.name("block", in), Title: in.value("title", defaultTitle)}
	b.Steps = r.steps(segments(n), in.start)
	if recorded := r.recordings[b.Name]; recorded != nil {
		recorded.used = true
		b.Transcript = recorded.events
	}
	return b
}
