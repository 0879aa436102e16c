package course

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"twocups/lessons/play"
	"twocups/lessons/play/faulttext"
)

// transcripts is the folder of the recorded runs: for each lesson that has one,
// a JSON object with the events of each ws block under the block's name.
const transcripts = "transcripts"

// recording is the transcript of one block.
type recording struct {
	events []play.Event
	offset int // of its name in the file
	used   bool
}

// transcript reads the lesson's transcripts, if it has any.
func (r *reading) transcript() {
	file := path.Join(transcripts, strings.TrimSuffix(r.lesson.File, ".md")+".json")
	if _, err := fs.Stat(r.fsys, file); errors.Is(err, fs.ErrNotExist) {
		return
	}
	src, fault := readSource(r.fsys, file, MaxTranscript)
	if fault != nil {
		r.faults = append(r.faults, *fault)
		return
	}
	t := newTranscriptReader(src)
	t.read()
	r.faults = append(r.faults, t.faults...)
	r.transcripts, r.recordings = src, t.recordings
}

// unused notes the transcripts of blocks that the lesson doesn't have.
func (r *reading) unused() {
	for name, recorded := range r.recordings {
		if !recorded.used {
			what := suggest(faulttext.What("transcript of the unknown block *", name), name, r.blocks())
			r.faults = append(r.faults, r.transcripts.fault(recorded.offset, what))
		}
	}
}

// blocks returns the names of the lesson's ws blocks.
func (r *reading) blocks() []string {
	var names []string
	for name, kind := range r.names {
		if kind == "block" {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}
