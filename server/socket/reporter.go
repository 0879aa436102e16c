package socket

import "twocups/lessons/play"

// Consoles is where tagged connections report what happens to them.
type Consoles interface {
	// Attach returns the watcher of a connection with this tag, nil if no such console
	// is open. The error is the reason to close the connection with 1013: its console
	// watches as many as it can.
	Attach(tag play.Tag) (Watcher, error)
}

// Watcher is told what happens to one connection. Its methods return at once.
type Watcher interface {
	Report(e play.Event) // the calls come one after the other; what time it is, the watcher knows
	Detach()             // the last call
}

// reporter makes the events of one connection. Without a watcher it does nothing.
type reporter struct {
	tag      play.Tag
	consoles Consoles
	watcher  Watcher

	turn chan struct{} // full while a goroutine reports, which puts the events in order
}

func (r *reporter) attach() (full error) {
	if r.consoles == nil || r.tag == (play.Tag{}) {
		return nil
	}
	r.watcher, full = r.consoles.Attach(r.tag)
	r.turn = make(chan struct{}, 1)
	return full
}

func (r *reporter) detach() {
	if r.watcher != nil {
		r.watcher.Detach()
	}
}

// hold keeps the connection's other goroutine from reporting, until release. The
// writer holds the reporter through a write, which Config.WriteTimeout bounds.
func (r *reporter) hold() {
	if r.watcher != nil {
		r.turn <- struct{}{}
	}
}

func (r *reporter) release() {
	if r.watcher != nil {
		<-r.turn
	}
}

func (r *reporter) report(e play.Event) {
	if r.watcher != nil {
		r.hold()
		defer r.release()
		r.tell(e)
	}
}

// tell reports; the caller holds the reporter.
func (r *reporter) tell(e play.Event) {
	e.Side, e.Client = play.Server, r.tag.Client
	r.watcher.Report(e)
}

func (r *reporter) opened(subprotocol string) {
	r.report(play.Event{Kind: play.Opened, Text: subprotocol})
}

func (r *reporter) received(m Message) {
	if r.watcher != nil {
		r.report(messageEvent(play.Received, m))
	}
}

func messageEvent(kind play.Kind, m Message) play.Event {
	return play.Event{Kind: kind, Opcode: m.Opcode, Size: len(m.Payload), Text: play.Preview(m.Opcode, m.Payload)}
}

func (r *reporter) closed(end ending) {
	r.report(play.Event{Kind: play.Closed, Code: end.code, Reason: end.reason, Clean: end.clean})
}

func (r *reporter) remark(text string) {
	r.report(play.Event{Kind: play.Remark, Text: text})
}
