package course

import (
	"strings"

	"twocups/lessons/play"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// defaultTitle is what a ws block or a program is called that has no title.
const defaultTitle = "Try it"

// block reads a ws block.
func (r *reading) block(n *ast.FencedCodeBlock, in *info) *Block {
	r.keys(in, "name", "title")
	b := &Block{Name: r.name("block", in), Title: in.value("title", defaultTitle)}
	steps, faults := play.Parse(r.lines(n))
	for _, f := range faults {
		r.fault(r.blockOffset(n, in, f), f.What)
	}
	notes := r.notes(n, steps)
	for i, step := range steps {
		s := Step{Step: step}
		if step.Note != "" {
			s.Note = r.note(notes[i])
		}
		b.Steps = append(b.Steps, s)
	}
	if recorded := r.recordings[b.Name]; recorded != nil {
		recorded.used = true
		b.Transcript = recorded.events
	}
	return b
}

// blockOffset returns where in the file a place of a ws block is.
func (r *reading) blockOffset(n ast.Node, in *info, f play.Fault) int {
	if f.Line > n.Lines().Len() {
		return in.start
	}
	line := n.Lines().At(f.Line - 1)
	offset := line.Start
	for i := range string(line.Value(r.text)) {
		if f.Column--; f.Column == 0 {
			offset = line.Start + i
		}
	}
	if f.Column > 0 {
		offset = line.Stop // behind the last character
	}
	return min(offset, line.Stop)
}

// notes finds the lines of each step's note: those that start with ">" and stand
// below it and above the next step, expect steps aside.
func (r *reading) notes(n ast.Node, steps []play.Step) map[int][]text.Segment {
	notes := map[int][]text.Segment{}
	owner, next := -1, 0
	for i := range n.Lines().Len() {
		for ; next < len(steps) && steps[next].Line <= i+1; next++ {
			if steps[next].Verb != play.Expect {
				owner = next
			}
		}
		line := n.Lines().At(i)
		trimmed := strings.TrimLeft(string(r.text[line.Start:line.Stop]), " \t")
		if note, ok := strings.CutPrefix(trimmed, ">"); ok && owner >= 0 {
			note = strings.TrimLeft(note, " \t")
			notes[owner] = append(notes[owner], text.NewSegment(line.Stop-len(note), line.Stop))
		}
	}
	return notes
}
