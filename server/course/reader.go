package course

import (
	"bufio"
	"strconv"

	"twocups/lessons/play/faulttext"
	"twocups/server/course/frontmatter"
	"twocups/server/course/infostring"
	"twocups/server/course/transcript"
)

// pageIDs are the ids that the pages around a lesson have. No heading and no block gets one
// of these ids, and a link to one of them is a fault. A test in package site compares the
// list with the templates.
var pageIDs = []string{"page-main", "page-outline", "page-faults", "page-lessons", "page-wire"}

// blockIDs are the suffixes with which the page makes ids of a block's name. The ids are
// those of the block itself, of its title, of the field for the learner's own steps or
// answer, and of the faults in that field.
var blockIDs = []string{"", "-title", "-own", "-faults"}

// reader reads one lesson, or one guide.
type reader struct {
	*loader
	lesson *Lesson
	faults []Fault

	src         *source
	text        []byte          // the Markdown, at the offsets that it has in the file
	buffer      bufio.Writer    // the method render writes through it
	level       int             // of the heading above; 1 is the level of the page's title
	linkTargets map[string]bool // ids of headings, blocks and programs
	usedIDs     map[string]bool // ids that no other element may have: the link targets, and the page's own
	fragments   []fragment      // links to headings of the lesson
	container   string          // "task" or "quiz" while the Markdown inside one is read

	names  map[string]string // names of blocks and programs, each with its kind
	counts map[string]int    // blocks of each kind, for their default names

	transcripts    *source
	recordings     map[string]*transcript.Recording // by the names of their blocks
	usedRecordings map[string]bool                  // recordings that belong to a block

	guides         *guideSet // the set that the guide belongs to; nil for a lesson
	guideFragments []guideFragment
}

// fault adds a fault at an offset of the lesson's text.
func (r *reader) fault(offset int, what string) {
	r.faults = append(r.faults, r.src.fault(offset, what))
}

// readText reads the text of the file. It returns false if the file can't be read.
func (r *reader) readText() bool {
	src, fault := readSource(r.fsys, r.lesson.File, MaxLesson)
	if fault != nil {
		r.faults = append(r.faults, *fault)
		return false
	}
	r.src = src
	r.level, r.linkTargets, r.usedIDs = 1, map[string]bool{}, map[string]bool{}
	for _, id := range pageIDs {
		r.usedIDs[id] = true
	}
	r.names, r.counts = map[string]string{}, map[string]int{}
	return true
}

// readLesson reads the file and fills the lesson.
func (r *reader) readLesson() {
	if !r.readText() {
		return
	}
	r.readTranscripts()
	body := r.readFrontMatter()
	if body < 0 {
		return // without the end of the front matter, nobody can tell where the Markdown starts
	}
	r.markdown(body)
	r.checkRecordings()
}

// readFrontMatter fills the fields that a lesson has from its front matter, and returns the
// offset at which the Markdown starts, as [frontmatter.Parse] does.
func (r *reader) readFrontMatter() int {
	front, body, faults := frontmatter.Parse(string(r.src.text))
	for _, f := range faults {
		r.faults = append(r.faults, Fault{File: r.src.file, Line: f.Line, Column: f.Column, What: f.What})
	}
	l := r.lesson
	l.Title, l.Summary, l.Objectives, l.Minutes, l.Needs = front.Title, front.Summary, front.Objectives, front.Minutes, front.Needs
	return body
}

// blockName returns the name of a block or a program: the name in its info string, or its
// kind with a number. It adds a fault for a name that another block has.
func (r *reader) blockName(kind string, in *infostring.Info) string {
	r.counts[kind]++
	name, at := kind+"-"+strconv.Itoa(r.counts[kind]), in.Start
	if p, given := in.Pair("name"); given {
		name, at = p.Value, p.ValueAt
		if !isSlug(name) {
			r.fault(at, faulttext.What("name *", name).Want("lower-case letters, digits and single hyphens, at most "+strconv.Itoa(maxSlug)))
		}
	}
	if r.names[name] != "" {
		r.fault(at, faulttext.What("name * twice", name).Want("each name once in a lesson"))
	} else {
		r.reserveIDs(name, at)
	}
	r.names[name], r.linkTargets[name] = kind, true
	return name
}

// reserveIDs reserves the ids that the page makes of a name, up to the first id that is in
// use.
func (r *reader) reserveIDs(name string, at int) {
	for _, suffix := range blockIDs {
		if !r.reserveID(name, name+suffix, at) {
			return
		}
	}
}

// reserveID reserves an id that the page makes of a name. If the id is in use, it adds a
// fault and returns false.
func (r *reader) reserveID(name, id string, at int) bool {
	if r.usedIDs[id] {
		r.fault(at, faulttext.What("name * needs the id * of a heading, another block or the page", name, id).Want("another name"))
		return false
	}
	r.usedIDs[id] = true
	return true
}
