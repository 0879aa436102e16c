package course

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"twocups/lessons/play/faulttext"
	"twocups/server/course/folder"
	"twocups/server/course/spelling"
	"twocups/server/course/transcript"
)

// readTranscripts reads the recorded runs of the lesson, if it has any.
func (r *reader) readTranscripts() {
	file := path.Join(folder.Transcripts, strings.TrimSuffix(r.lesson.File, ".md")+".json")
	if _, err := fs.Stat(r.fsys, file); errors.Is(err, fs.ErrNotExist) {
		return
	}
	src, fault := readSource(r.fsys, file, MaxTranscript)
	if fault != nil {
		r.faults = append(r.faults, *fault)
		return
	}
	recordings, faults := transcript.Parse(src.text)
	for _, f := range faults {
		r.faults = append(r.faults, src.fault(f.Offset, f.What))
	}
	r.transcripts, r.recordings, r.usedRecordings = src, recordings, map[string]bool{}
}

// checkRecordings adds a fault for each recorded run of a block that the lesson doesn't
// have.
func (r *reader) checkRecordings() {
	for name, recording := range r.recordings {
		if !r.usedRecordings[name] {
			what := spelling.Suggest(faulttext.What("transcript of the unknown block *", name), name, r.blockNames())
			r.faults = append(r.faults, r.transcripts.fault(recording.Offset, what))
		}
	}
}

// blockNames returns the names of the lesson's ws blocks.
func (r *reader) blockNames() []string {
	var names []string
	for name, kind := range r.names {
		if kind == "block" {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}
