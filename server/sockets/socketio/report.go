package socketio

import (
	"slices"
	"strings"
	"sync"

	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
	protocol "twocups/lessons/play/socketio"
	"twocups/server/socket"
)

// reporter makes the events of one session for the console of its page. Without a
// watcher it does nothing.
type reporter struct {
	client string

	mu      sync.Mutex
	watcher socket.Watcher // nil for none, and when the session is over
}

// attach returns the reporter of a new session. The error says why the console can't watch the
// session.
func (s *Server) attach(tag play.Tag) (*reporter, error) {
	r := &reporter{client: tag.Client}
	if s.config.Consoles == nil || tag == (play.Tag{}) {
		return r, nil
	}
	watcher, err := s.config.Consoles.Attach(tag)
	if err != nil {
		return nil, err
	}
	r.watcher = watcher
	return r, nil
}

// release ends the reporting.
func (r *reporter) release() {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.watcher != nil {
		r.watcher.Detach()
		r.watcher = nil
	}
}

func (r *reporter) report(e play.Event) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.watcher != nil {
		e.Side, e.Client = rfc6455.Server, r.client
		r.watcher.Report(e)
	}
}

// watched reports whether there is a watcher. Without a watcher no event needs words, which are
// costly to make.
func (r *reporter) watched() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.watcher != nil
}

func (r *reporter) remark(text string) { r.report(play.Event{Kind: play.Remark, Text: text}) }

func (r *reporter) connected(namespace string) {
	if namespace == protocol.MainNamespace {
		r.report(play.Event{Kind: play.Opened})
		return
	}
	r.remark("Client connected to " + namespace + "!")
}

// disconnected reports that the client left a namespace. The reason is "" if the client itself
// left.
func (r *reporter) disconnected(namespace, reason string) {
	if reason != "" {
		r.remark(reason)
	}
	if namespace == protocol.MainNamespace {
		r.report(play.Event{Kind: play.Closed, Clean: true})
		return
	}
	r.remark("Client disconnected from " + namespace + "!")
}

// received reports an event or an acknowledgement from the client.
func (r *reporter) received(m *Member, e *Event) {
	if !r.watched() {
		return
	}
	args := withAttachments(e.Args, e.Attachments)
	words := protocol.EventWords(e.Name, args)
	switch {
	case e.Name == "":
		words = protocol.AckWords(int(e.packet.ID), args)
	case e.packet.HasID:
		words = protocol.AskingWords(words, int(e.packet.ID))
	}
	words = namespacePrefix(m.namespace) + words
	r.message(play.Received, words, e.size+typeSize)
}

// acknowledged reports an acknowledgement from the server.
func (r *reporter) acknowledged(m *Member, p protocol.Packet, attachments []string) {
	if r.watched() {
		p.Namespace = m.namespace
		words := namespacePrefix(m.namespace) + protocol.AckWords(int(p.ID), withAttachments(p.Args(), attachments))
		r.message(play.Sent, words, len(p.String())+typeSize)
	}
}

// emitted reports an event from the server, which has the arguments of a packet that came.
func (r *reporter) emitted(m *Member, name string, e *Event) {
	if r.watched() {
		packet := eventPacket(name, e.Args, e.Attachments)
		packet.Namespace, packet.Attachments = m.namespace, len(e.Attachments)
		r.message(play.Sent, namespacePrefix(m.namespace)+protocol.EventWords(name, withAttachments(e.Args, e.Attachments)), len(packet.String())+typeSize+e.size-len(e.packet.String()))
	}
}

// typeSize is the number of bytes that Engine.IO puts before a packet. The size of an event counts
// them, because they go over the wire.
const typeSize = 1

func (r *reporter) message(kind play.Kind, words string, size int) {
	r.report(play.Event{Kind: kind, Opcode: rfc6455.Text, Size: size, Text: play.Preview(rfc6455.Text, words)})
}

// namespacePrefix returns the words that name the namespace of an event; "" for the main one.
func namespacePrefix(namespace string) string {
	if namespace == protocol.MainNamespace {
		return ""
	}
	return namespace + " "
}

// withAttachments returns the arguments with their attachments in place, as hexadecimal digits.
func withAttachments(args, attachments []string) []string {
	list := slices.Clone(args)
	for n, attachment := range attachments {
		for i := range list {
			list[i] = strings.ReplaceAll(list[i], protocol.Placeholder(n), "<"+play.Preview(rfc6455.Binary, attachment)+">")
		}
	}
	return list
}

// wireOnly are the consoles for the WebSockets of sessions. They get the bytes and the remarks,
// but not the messages, because the session reports its packets itself.
type wireOnly struct{ socket.Consoles }

// Attach returns a watcher of a WebSocket.
func (w wireOnly) Attach(tag play.Tag) (socket.Watcher, error) {
	watcher, err := w.Consoles.Attach(tag)
	if tap, ok := watcher.(socket.Tap); ok {
		return tapped{tap}, err
	}
	return nil, err
}

type tapped struct{ socket.Tap }

// Report lets only remarks through.
func (t tapped) Report(e play.Event) {
	if e.Kind == play.Remark {
		t.Tap.Report(e)
	}
}
