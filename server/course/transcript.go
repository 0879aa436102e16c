package course

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"twocups/lessons/play"
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
	t := transcriptReader{src: src, decoder: json.NewDecoder(bytes.NewReader(src.text)), recordings: map[string]*recording{}}
	t.object()
	r.faults = append(r.faults, t.faults...)
	if len(t.faults) == 0 {
		r.transcripts, r.recordings = src, t.recordings
	}
}

// unused notes the transcripts of blocks that the lesson doesn't have.
func (r *reading) unused() {
	for name, recorded := range r.recordings {
		if !recorded.used {
			what := "transcript of the unknown block " + quote(name) + " " + meant(name, r.blocks())
			r.faults = append(r.faults, r.transcripts.fault(recorded.offset, what))
		}
	}
}

// blocks returns the names of the lesson's blocks and programs.
func (r *reading) blocks() []string { return slices.Sorted(maps.Keys(r.names)) }

// transcriptReader reads one file of transcripts.
type transcriptReader struct {
	src        *source
	decoder    *json.Decoder
	recordings map[string]*recording
	faults     []Fault
}

func (t *transcriptReader) fault(offset int64, what string) {
	t.faults = append(t.faults, t.src.fault(int(offset), what))
}

// object reads the whole file.
func (t *transcriptReader) object() {
	if !t.delim('{', "an object: block name to list of events") {
		return
	}
	for t.decoder.More() {
		key, err := t.decoder.Token()
		if err != nil {
			t.syntax(err)
			return
		}
		name := key.(string) // the decoder takes no other key
		at := max(t.decoder.InputOffset()-int64(len(name)+len(`""`)), 0)
		if t.recordings[name] != nil {
			t.fault(at, "block "+quote(name)+" twice "+want("each name once"))
		}
		t.recordings[name] = &recording{offset: int(at)}
		if !t.events(t.recordings[name]) {
			return
		}
	}
	if !t.delim('}', "the end of the object") {
		return
	}
	if _, err := t.decoder.Token(); err != io.EOF {
		t.fault(t.decoder.InputOffset(), "text after the object "+want("the end of the file"))
	}
}

// events reads the events of one block.
func (t *transcriptReader) events(recorded *recording) bool {
	if !t.delim('[', "a list of events") {
		return false
	}
	for t.decoder.More() {
		var raw json.RawMessage
		if err := t.decoder.Decode(&raw); err != nil {
			t.syntax(err)
			return false
		}
		event, err := decodeEvent(raw)
		if err != nil {
			t.fault(t.decoder.InputOffset()-int64(len(raw)), "event: "+err.Error())
		}
		recorded.events = append(recorded.events, event)
	}
	return t.delim(']', "the end of the list")
}

func decodeEvent(raw []byte) (play.Event, error) {
	var event play.Event
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&event); err != nil {
		return event, err
	}
	if event.Side == 0 || event.Kind == 0 {
		return event, errors.New("no side or no kind " + want("both"))
	}
	return event, nil
}

// delim reads a bracket or a brace.
func (t *transcriptReader) delim(wanted json.Delim, words string) bool {
	token, err := t.decoder.Token()
	if err != nil {
		t.syntax(err)
		return false
	}
	if token != wanted {
		t.fault(t.decoder.InputOffset()-1, "JSON: something else "+want(words))
		return false
	}
	return true
}

// syntax notes an error of the decoder where it stopped.
func (t *transcriptReader) syntax(err error) {
	at := t.decoder.InputOffset()
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		at = max(syntax.Offset-1, 0)
	}
	t.fault(at, "JSON: "+err.Error()+" "+want("an object: block name to list of events"))
}
