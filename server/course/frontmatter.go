package course

import (
	"strings"

	"twocups/lessons/play/faulttext"
)

// fence is the line above and below the front matter.
const fence = "---"

// frontMatter reads the lines between the first two fences, and returns the
// offset at which the Markdown starts, or -1 where the second is missing.
func (r *reading) frontMatter() int {
	if strings.TrimRight(r.line(0), " \t\n") != fence {
		r.fault(0, faulttext.What("no front matter").Want(faulttext.Quote(fence)+" on the first line"))
		return 0
	}
	for i := 1; i < len(r.src.lines); i++ {
		if strings.TrimRight(r.line(i), " \t\n") == fence {
			start, end := r.src.lines[1], r.src.lines[i]
			m := mapping{reading: r, first: 1, seen: map[string]bool{}}
			m.read(r.src.text[start:end])
			return end + len(r.line(i))
		}
	}
	r.fault(0, faulttext.What("front matter without an end").Want("a second line "+faulttext.Quote(fence)))
	return -1
}

// line returns a line of the text, counted from 0, with its line feed.
func (r *reading) line(i int) string {
	end := len(r.src.text)
	if i+1 < len(r.src.lines) {
		end = r.src.lines[i+1]
	}
	return string(r.src.text[r.src.lines[i]:end])
}
