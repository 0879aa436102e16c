package course

import (
	"html/template"
	"io/fs"
	"path"
	"strings"

	"twocups/lessons/play/faulttext"
)

// guides is the folder of the guides.
const guides = "guides"

// guideSlugs names the guides in the order in which their index lists them. Each is a
// file of the folder.
var guideSlugs = []string{"learner", "teacher", "course-site", "author", "operator"}

// Guide is a file for one kind of reader, ready to be put on a page.
type Guide struct {
	File string // "guides/teacher.md"
	Slug string // "teacher"

	Title   string // the heading of level 1
	Summary string // the first paragraph, as plain text

	Body    template.HTML // what follows; empty when there are Faults
	Outline []Heading     // of the body; empty when there are Faults
	Faults  []Fault       // sorted by file and place
}

// LoadGuides reads the guides of the course in fsys. The course that is shown beside them
// may be another: a link to a lesson that it does not have becomes plain text.
func LoadGuides(fsys fs.FS, shown *Course) []*Guide {
	l := newLoader(fsys)
	set := &guideSet{shown: shown, read: map[string]*reading{}}
	for _, slug := range guideSlugs {
		file := path.Join(guides, slug+".md")
		set.read[file] = &reading{loader: l, guides: set, lesson: &Lesson{File: file, Slug: slug}}
	}
	for _, r := range set.read {
		r.guide()
	}
	var list []*Guide
	for _, slug := range guideSlugs {
		r := set.read[path.Join(guides, slug+".md")]
		r.fragmentsOfGuides()
		list = append(list, r.finishedGuide())
	}
	return list
}

// finishedGuide returns what was read of a guide.
func (r *reading) finishedGuide() *Guide {
	sortFaults(r.faults)
	g := &Guide{File: r.lesson.File, Slug: r.lesson.Slug, Title: r.lesson.Title, Summary: r.lesson.Summary, Faults: r.faults}
	if len(r.faults) > 0 {
		return g
	}
	for _, part := range r.lesson.Body {
		g.Body += part.HTML
	}
	g.Outline = r.lesson.Outline
	return g
}

// guideSet is what the guides share while they are read.
type guideSet struct {
	shown *Course
	read  map[string]*reading // by file
}

// guide reads the file of a guide.
func (r *reading) guide() {
	if !r.open() {
		return
	}
	r.markdown(r.guideHead())
}

// guideHead reads the title and the summary, which stand above the body as the lines
// "# Title" and a paragraph, and returns the offset at which the body starts.
func (r *reading) guideHead() int {
	title, isHeading := strings.CutPrefix(r.line(0), "# ")
	if !isHeading {
		r.fault(0, faulttext.What("no title").Want(faulttext.Quote("# Title")+" on the first line"))
		return 0
	}
	r.lesson.Title = strings.TrimSpace(title)
	i := 1
	for i < len(r.src.lines) && strings.TrimSpace(r.line(i)) == "" {
		i++
	}
	first := i
	var summary []string
	for ; i < len(r.src.lines) && strings.TrimSpace(r.line(i)) != ""; i++ {
		summary = append(summary, strings.TrimSpace(r.line(i)))
	}
	r.lesson.Summary = strings.Join(summary, " ")
	switch at := r.src.lines[min(first, len(r.src.lines)-1)]; {
	case r.lesson.Summary == "" || strings.HasPrefix(r.lesson.Summary, "#"):
		r.fault(at, faulttext.What("no summary").Want("a paragraph below the title"))
	case strings.ContainsAny(r.lesson.Summary, "`*_[<"):
		r.fault(at, faulttext.What("summary with Markdown").Want("plain text"))
	}
	if i == len(r.src.lines) {
		return len(r.src.text)
	}
	return r.src.lines[i]
}
