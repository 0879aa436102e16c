// Package transcript reads recorded runs: a JSON object with the events of each ws block
// under the block's name. Package course puts the runs into the lessons, and end-to-end
// tests record the runs.
package transcript

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"

	"twocups/lessons/play"
	"twocups/lessons/play/faulttext"
)

// Recording is the run of one block.
type Recording struct {
	Events []play.Event
	Offset int // of the block's name in the file
}

// Fault is an error at an offset of the file.
type Fault struct {
	Offset int
	What   string
}

// Parse reads a file of transcripts, and returns its recordings by the names of their
// blocks. Parse accepts no unknown fields, and gives each fault the offset of its place;
// encoding/json alone does neither.
func Parse(text []byte) (map[string]*Recording, []Fault) {
	p := parser{
		text:       text,
		decoder:    json.NewDecoder(bytes.NewReader(text)),
		recordings: map[string]*Recording{},
	}
	p.parse()
	return p.recordings, p.faults
}

type parser struct {
	text       []byte
	decoder    *json.Decoder
	recordings map[string]*Recording
	faults     []Fault
}

func (p *parser) fault(offset int, what string) {
	p.faults = append(p.faults, Fault{offset, what})
}

// The shapes of a file and of a block in it, for faults.
const (
	objectWanted = "an object: block name to list of events"
	listWanted   = "a list of events"
)

// parse checks that the whole file is JSON, and then reads the transcripts in it.
func (p *parser) parse() {
	var whole json.RawMessage
	var syntax *json.SyntaxError
	if err := json.Unmarshal(p.text, &whole); errors.As(err, &syntax) {
		p.fault(int(syntax.Offset)-1, faulttext.What("JSON: "+syntax.Error()).Want(objectWanted))
		return
	}
	if !p.delimiter('{', objectWanted) {
		return
	}
	for p.decoder.More() {
		at := p.offset()
		key, _ := p.decoder.Token()
		name, _ := key.(string)
		if p.recordings[name] != nil {
			p.fault(at, faulttext.What("block * twice", name).Want("each name once"))
		}
		recording := &Recording{Offset: at}
		p.recordings[name] = recording
		if !p.events(recording) {
			return
		}
	}
}

// events reads the events of one block, and reports whether the parser can continue
// after them.
func (p *parser) events(recording *Recording) bool {
	if !p.delimiter('[', listWanted) {
		return false
	}
	for p.decoder.More() {
		at := p.offset()
		var raw json.RawMessage
		if err := p.decoder.Decode(&raw); err != nil {
			p.fault(at, faulttext.What("JSON: "+err.Error()).Want("an event"))
			return false
		}
		event, err := decodeEvent(raw)
		if err != nil {
			p.fault(at, faulttext.What("event: "+err.Error()).Want("an event as a run records it"))
		}
		recording.Events = append(recording.Events, event)
	}
	_, err := p.decoder.Token() // the closing bracket
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

// delimiter reads an opening bracket or brace.
func (p *parser) delimiter(delimiter json.Delim, wanted string) bool {
	at := p.offset()
	token, err := p.decoder.Token()
	if err != nil || token != delimiter {
		p.fault(at, faulttext.What("JSON: *", fmt.Sprint(token)).Want(wanted))
		return false
	}
	return true
}

// offset returns the offset of the next token.
func (p *parser) offset() int {
	offset := int(p.decoder.InputOffset())
	rest := p.text[offset:]
	return offset + len(rest) - len(bytes.TrimLeft(rest, " \t\r\n:,"))
}
