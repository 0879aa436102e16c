package course

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"

	"twocups/lessons/play/wsblock"
)

// sectionMark starts the line that begins a section of a task.
const sectionMark = "==="

// section is a part of a task: the lines below "=== word argument". The first section has
// no line "===" above it, so its word and argument are empty.
type section struct {
	word, argument string
	at, argumentAt int // offsets in the file
	lines          []text.Segment
}

// sections cuts a block into its sections. The first section holds the lines above the
// first "===".
func (r *reader) sections(n *ast.FencedCodeBlock, start int) []*section {
	list := []*section{{at: start}}
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		written := strings.TrimRight(string(line.Value(r.text)), " \t\n")
		rest, marked := strings.CutPrefix(written, sectionMark)
		if !marked {
			last := list[len(list)-1]
			last.lines = append(last.lines, line)
			continue
		}
		rest = strings.TrimLeft(rest, " \t")
		word, argument, _ := strings.Cut(rest, " ")
		at := line.Start + len(written) - len(rest)
		argument = strings.TrimLeft(argument, " \t")
		list = append(list, &section{word: word, argument: argument, at: at, argumentAt: line.Start + len(written) - len(argument)})
	}
	return list
}

// isBlank reports whether a section holds nothing but white space.
func (r *reader) isBlank(s *section) bool { return strings.TrimSpace(r.textOf(s.lines)) == "" }

// textOf returns the text of lines.
func (r *reader) textOf(lines []text.Segment) string {
	var b strings.Builder
	for _, line := range lines {
		b.Write(line.Value(r.text))
	}
	return b.String()
}

// offsetIn returns the offset in the file of a fault in these lines. A fault below the last
// line has the default offset.
func (r *reader) offsetIn(lines []text.Segment, defaultOffset int, f wsblock.Fault) int {
	if f.Line > len(lines) {
		return defaultOffset
	}
	line := lines[f.Line-1]
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

// steps reads lines as the steps of a ws block. A fault of the block as a whole has the
// default offset.
func (r *reader) steps(lines []text.Segment, defaultOffset int) []Step {
	steps, faults := wsblock.Parse(r.textOf(lines))
	for _, f := range faults {
		r.fault(r.offsetIn(lines, defaultOffset, f), f.What)
	}
	var list []Step
	owners := make([]int, len(steps))
	for i, step := range steps {
		list = append(list, Step{Step: step})
		if step.Verb != wsblock.Expect {
			owners[i] = step.Line
		}
	}
	for i, note := range r.notes(lines, owners) {
		list[i].Note = r.note(note)
	}
	return list
}

// notes returns the lines of the notes, which start with ">". A note belongs to the nearest
// owner above it, and the map has the note's lines at the index of this owner. The slice
// owners has the line of each owner, from 1; an owner on line 0 gets no notes.
func (r *reader) notes(lines []text.Segment, owners []int) map[int][]text.Segment {
	notes := map[int][]text.Segment{}
	owner, next := -1, 0
	for i, line := range lines {
		for ; next < len(owners) && owners[next] <= i+1; next++ {
			if owners[next] > 0 {
				owner = next
			}
		}
		if note, ok := noteOf(r.text, line); ok && owner >= 0 {
			notes[owner] = append(notes[owner], note)
		}
	}
	return notes
}

// noteOf returns the text behind the ">" at the start of a line. It returns false for a
// line that starts otherwise.
func noteOf(source []byte, line text.Segment) (text.Segment, bool) {
	trimmed := strings.TrimLeft(string(line.Value(source)), " \t")
	note, ok := strings.CutPrefix(trimmed, ">")
	note = strings.TrimLeft(note, " \t")
	return text.NewSegment(line.Stop-len(note), line.Stop), ok
}

// segments returns the lines of a block.
func segments(n ast.Node) []text.Segment {
	var list []text.Segment
	for i := range n.Lines().Len() {
		list = append(list, n.Lines().At(i))
	}
	return list
}
