package socket

import (
	"errors"
	"fmt"
	"net"
	"sync"
	"time"

	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
)

// Consoles are the consoles that tagged connections report to.
type Consoles interface {
	// Attach returns the watcher of a connection with this tag, or nil if no console with
	// the tag's name is open. The error says that the console watches as many connections
	// as it can: the connection is closed with 1013 and this reason.
	Attach(tag play.Tag) (Watcher, error)
}

// Watcher gets the events of one connection. Its methods return at once.
type Watcher interface {
	Report(e play.Event) // the calls come one after the other; the watcher sets the event's time
	Detach()             // the last call
}

// reporter makes the events of one connection. Without a watcher it does nothing.
type reporter struct {
	tag      play.Tag
	consoles Consoles
	watcher  Watcher

	turn sync.Mutex // puts the events of the connection's two goroutines in order
}

func (r *reporter) attach() (consoleFull error) {
	if r.consoles == nil || r.tag == (play.Tag{}) {
		return nil
	}
	r.watcher, consoleFull = r.consoles.Attach(r.tag)
	return consoleFull
}

func (r *reporter) detach() {
	if r.watcher != nil {
		r.watcher.Detach()
	}
}

func (r *reporter) report(events ...play.Event) {
	if r.watcher == nil {
		return
	}
	r.turn.Lock()
	defer r.turn.Unlock()
	for _, e := range events {
		e.Side, e.Client = rfc6455.Server, r.tag.Name()
		r.watcher.Report(e)
	}
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

// unsent reports that frames were not all written, although their events say that they
// were. It reports a timeout even without such events, because a timeout ends the connection.
func (r *reporter) unsent(events []play.Event, err error, timeout time.Duration) {
	var network net.Error
	switch {
	case errors.As(err, &network) && network.Timeout():
		r.remark(fmt.Sprintf("nothing went out for %v: the client does not read", timeout))
	case len(events) > 0:
		r.remark("the last frames could not be sent: the connection is gone")
	}
}
