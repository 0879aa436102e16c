package course

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"twocups/lessons/play/faulttext"
	"twocups/server/course/folder"
)

// loader is the state that the lessons of one folder share while they are read.
type loader struct {
	fsys   fs.FS
	names  []fileName        // the lessons' files, sorted
	slugs  map[string]string // the slug of each lesson, by its file
	faults []Fault           // the faults that belong to no lesson
}

func newLoader(fsys fs.FS) *loader {
	l := &loader{fsys: fsys, slugs: map[string]string{}}
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		l.fault(".", "reading the lessons' folder: "+folder.WithoutPath(err).Error())
		return l
	}
	for _, entry := range entries {
		file := entry.Name()
		if entry.IsDir() || path.Ext(file) != ".md" || file == "README.md" {
			continue
		}
		name, ok := parseFileName(file)
		if !ok {
			l.fault(file, faulttext.What("file name *", file).Want("a number and a name in lower case such as 02-what-websockets-are.md", "README.md"))
			continue
		}
		l.names = append(l.names, name)
		l.slugs[file] = name.slug
	}
	if len(l.names) == 0 && len(l.faults) == 0 {
		l.fault(".", faulttext.What("no lessons").Want("a file such as 01-first-steps.md"))
	}
	slices.SortFunc(l.names, compareNames)
	l.checkDuplicates()
	l.checkTranscripts()
	return l
}

// checkDuplicates adds a fault to each file that has the number or the slug of an earlier
// file.
func (l *loader) checkDuplicates() {
	numbers, slugs := map[int]string{}, map[string]string{}
	for i := range l.names {
		n := &l.names[i]
		if earlier, taken := numbers[n.number]; taken {
			n.duplicateFaults = append(n.duplicateFaults, faulttext.What("number of * is that of *", n.file, earlier).Want("a number of its own"))
		} else {
			numbers[n.number] = n.file
		}
		if earlier, taken := slugs[n.slug]; taken {
			n.duplicateFaults = append(n.duplicateFaults, faulttext.What("name of * is that of *", n.file, earlier).Want("a name of its own"))
		} else {
			slugs[n.slug] = n.file
		}
	}
}

// checkTranscripts adds a fault for each transcript that has no lesson. The folder of
// transcripts may be missing.
func (l *loader) checkTranscripts() {
	entries, _ := fs.ReadDir(l.fsys, folder.Transcripts)
	for _, entry := range entries {
		lesson, isJSON := strings.CutSuffix(entry.Name(), ".json")
		if _, found := l.slugs[lesson+".md"]; isJSON && !found {
			l.fault(path.Join(folder.Transcripts, entry.Name()), faulttext.What("transcript without its lesson").Want(faulttext.Quote(lesson+".md")+" beside the folder"))
		}
	}
}

func (l *loader) fault(file, what string) {
	l.faults = append(l.faults, Fault{File: file, Line: 1, Column: 1, What: what})
}

// lesson reads one lesson and its transcripts.
func (l *loader) lesson(name fileName) *Lesson {
	r := &reader{
		loader: l,
		lesson: &Lesson{File: name.file, Slug: name.slug, Number: name.number},
	}
	for _, what := range name.duplicateFaults {
		r.faults = append(r.faults, Fault{File: name.file, Line: 1, Column: 1, What: what})
	}
	r.readLesson()
	sortFaults(r.faults)
	r.lesson.Faults = r.faults
	if len(r.faults) > 0 {
		r.lesson.Body, r.lesson.Outline = nil, nil
	}
	return r.lesson
}
