package course

import (
	"html/template"
	"io/fs"
	"path"
	"strings"

	"twocups/lessons/play/faulttext"
)

// guidesFolder is the folder of the guides.
const guidesFolder = "guides"

// guideSlugs lists the guides in the order of their index. Each slug is the name of a file
// in the folder, without ".md".
var guideSlugs = []string{"learner", "teacher", "course-site", "author", "operator"}

// Guide is a file for one kind of reader, ready for a page.
type Guide struct {
	File string // "guides/teacher.md"
	Slug string // "teacher"

	Title   string // the heading of level 1
	Summary string // the first paragraph, as plain text

	Body    template.HTML // the text below the summary; empty when there are Faults
	Outline []Heading     // of the body; empty when there are Faults
	Faults  []Fault       // sorted by file and place
}

// LoadGuides reads the guides in fsys, for a site that shows the given course. The given
// course may differ from the course in fsys. A link to a lesson that the given course
// doesn't have becomes plain text.
func LoadGuides(fsys fs.FS, shown *Course) []*Guide {
	l := newLoader(fsys)
	set := &guideSet{course: shown, readers: map[string]*reader{}}
	for _, slug := range guideSlugs {
		file := path.Join(guidesFolder, slug+".md")
		set.readers[file] = &reader{loader: l, guides: set, lesson: &Lesson{File: file, Slug: slug}}
	}
	for _, r := range set.readers {
		r.readGuide()
	}
	var list []*Guide
	for _, slug := range guideSlugs {
		r := set.readers[path.Join(guidesFolder, slug+".md")]
		r.checkGuideFragments()
		list = append(list, r.result())
	}
	return list
}

// result returns the guide that was read.
func (r *reader) result() *Guide {
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

// guideSet is the state that the guides share while they are read.
type guideSet struct {
	course  *Course            // the course that the site shows
	readers map[string]*reader // by file
}

// readGuide reads the file of a guide.
func (r *reader) readGuide() {
	if !r.readText() {
		return
	}
	r.markdown(r.guideHead())
}

// guideHead reads the title and the summary of a guide, which are a line "# Title" and a
// paragraph. It returns the offset at which the body starts.
func (r *reader) guideHead() int {
	title, isHeading := strings.CutPrefix(r.src.line(0), "# ")
	if !isHeading {
		r.fault(0, faulttext.What("no title").Want(faulttext.Quote("# Title")+" on the first line"))
		return 0
	}
	r.lesson.Title = strings.TrimSpace(title)
	i := 1
	for i < len(r.src.lines) && strings.TrimSpace(r.src.line(i)) == "" {
		i++
	}
	first := i
	var summary []string
	for ; i < len(r.src.lines) && strings.TrimSpace(r.src.line(i)) != ""; i++ {
		summary = append(summary, strings.TrimSpace(r.src.line(i)))
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
