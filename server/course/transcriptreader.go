package course

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"

	"twocups/lessons/play"
	"twocups/lessons/play/faulttext"
)

// transcriptReader reads one file of transcripts: strictly, and for each fault
// with its place, which encoding/json alone doesn't give.
type transcriptReader struct {
	src        *source
	decoder    *json.Decoder
	recordings map[string]*recording
	faults     []Fault
}

func newTranscriptReader(src *source) *transcriptReader {
	return &transcriptReader{
		src:        src,
		decoder:    json.NewDecoder(bytes.NewReader(src.text)),
		recordings: map[string]*recording{},
	}
}

func (t *transcriptReader) fault(offset int, what string) {
	t.faults = append(t.faults, t.src.fault(offset, what))
}

// read reads the whole file, first as any JSON, then as what it stands for.
func (t *transcriptReader) read() {
	var whole json.RawMessage
	var syntax *json.SyntaxError
	if err := json.Unmarshal(t.src.text, &whole); errors.As(err, &syntax) {
		t.fault(int(syntax.Offset)-1, faulttext.What("JSON: "+syntax.Error()).Want("an object: block name to list of events"))
		return
	}
	if !t.open('{', "an object: block name to list of events") {
		return
	}
	for t.decoder.More() {
		at := t.next()
		key, _ := t.decoder.Token()
		name, _ := key.(string)
		if t.recordings[name] != nil {
			t.fault(at, faulttext.What("block * twice", name).Want("each name once"))
		}
		recorded := &recording{offset: at}
		t.recordings[name] = recorded
		if !t.events(recorded) {
			return
		}
	}
}

// events reads the events of one block.
func (t *transcriptReader) events(recorded *recording) bool {
	if !t.open('[', "a list of events") {
		return false
	}
	for t.decoder.More() {
		at := t.next()
		var raw json.RawMessage
		if err := t.decoder.Decode(&raw); err != nil {
			t.fault(at, faulttext.What("JSON: "+err.Error()).Want("an event"))
			return false
		}
		event, err := decodeEvent(raw)
		if err != nil {
			t.fault(at, faulttext.What("event: "+err.Error()).Want("an event as a run records it"))
		}
		recorded.events = append(recorded.events, event)
	}
	_, err := t.decoder.Token() // the closing bracket
	return err == nil
}

func decodeEvent(raw []byte) (play.Event, error) {
	var event play.Event
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&event); err != nil {
		return event, err
	}
	if event.Side == 0 || event.Kind == 0 {
		return event, errors.New("no side or no kind")
	}
	return event, nil
}

// open reads an opening bracket or brace.
func (t *transcriptReader) open(wanted json.Delim, words string) bool {
	at := t.next()
	token, err := t.decoder.Token()
	if err != nil || token != wanted {
		t.fault(at, faulttext.What("JSON: *", fmt.Sprint(token)).Want(words))
		return false
	}
	return true
}

// next returns the offset of the next token.
func (t *transcriptReader) next() int {
	offset := int(t.decoder.InputOffset())
	rest := t.src.text[offset:]
	return offset + len(rest) - len(bytes.TrimLeft(rest, " \t\r\n:,"))
}
