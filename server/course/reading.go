package course

import (
	"bufio"
	"strconv"

	"twocups/lessons/play/faulttext"
)

// idsOfPage are the ids that the pages around a lesson have: a link to one of them
// leads there, and neither to a heading nor to a block.
var idsOfPage = []string{"page-main", "page-outline", "page-faults", "page-lessons"}

// reading is one lesson, or one guide, while it is read.
type reading struct {
	*loader
	lesson *Lesson
	faults []Fault

	src    *source
	text   []byte          // the Markdown, at the offsets that it has in the file
	buffer bufio.Writer    // of render
	level  int             // of the heading above; 1 is the page's own
	ids    map[string]bool // of headings, blocks and programs: what a link may lead to
	taken  map[string]bool // ids that nothing more may have: those, and the page's own
	links  []fragment      // to headings of the lesson
	within string          // "task" or "quiz" while the Markdown inside one is read

	names  map[string]string // of blocks and programs, each with its kind
	counts map[string]int    // of blocks and programs, for their default names

	transcripts *source
	recordings  map[string]*recording // block name -> its transcript

	guides       *guideSet // where the file is a guide, and no lesson
	acrossGuides []guideFragment
}

// fault notes what is wrong at an offset of the lesson's text.
func (r *reading) fault(offset int, what string) {
	r.faults = append(r.faults, r.src.fault(offset, what))
}

// open reads the text of the file, and reports whether it could.
func (r *reading) open() bool {
	src, fault := readSource(r.fsys, r.lesson.File, MaxLesson)
	if fault != nil {
		r.faults = append(r.faults, *fault)
		return false
	}
	r.src = src
	r.level, r.ids, r.taken = 1, map[string]bool{}, map[string]bool{}
	for _, id := range idsOfPage {
		r.taken[id] = true
	}
	r.names, r.counts = map[string]string{}, map[string]int{}
	return true
}

// read reads the file and fills the lesson.
func (r *reading) read() {
	if !r.open() {
		return
	}
	r.transcript()
	body := r.frontMatter()
	if body < 0 {
		return // without its end, all of the text would be read as front matter or none
	}
	r.markdown(body)
	r.unused()
}

// name gives a block or a program the name that its info string asks for, or
// its kind with a number, and notes a name that is taken.
func (r *reading) name(kind string, in *info) string {
	r.counts[kind]++
	name, at := kind+"-"+strconv.Itoa(r.counts[kind]), in.start
	if p, given := in.pair("name"); given {
		name, at = p.value, p.valueAt
		if !isSlug(name) {
			r.fault(at, faulttext.What("name *", name).Want("lower-case letters, digits and single hyphens, at most "+strconv.Itoa(maxSlug)))
		}
	}
	if r.names[name] != "" {
		r.fault(at, faulttext.What("name * twice", name).Want("each name once in a lesson"))
	} else {
		r.idsOf(name, at)
	}
	r.names[name], r.ids[name] = kind, true
	return name
}

// idsOf takes the ids that the page makes of a name: of the block itself, of its
// title, of the field for what the learner types, and of what is wrong with that.
func (r *reading) idsOf(name string, at int) {
	for _, id := range []string{name, name + "-title", name + "-own", name + "-faults"} {
		if !r.take(name, id, at) {
			return
		}
	}
}

// take takes an id that the page makes of a name, and notes one that is taken.
func (r *reading) take(name, id string, at int) bool {
	if r.taken[id] {
		r.fault(at, faulttext.What("name * needs the id * of a heading, another block or the page", name, id).Want("another name"))
		return false
	}
	r.taken[id] = true
	return true
}
