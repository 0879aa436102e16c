package socketio

import (
	"slices"
	"strconv"

	"twocups/lessons/play/faulttext"
	"twocups/lessons/play/jsontext"
	protocol "twocups/lessons/play/socketio"
)

// handlers serve the events that the package documentation lists, by their names. The caller holds
// the instance's mutex.
var handlers = map[string]func(*instance, *member, *wholePacket){
	"message":   func(i *instance, m *member, p *wholePacket) { i.acknowledge(m, p, nil, nil) },
	"echo":      (*instance).echo,
	"broadcast": (*instance).broadcast,
	"join":      (*instance).join,
	"leave":     (*instance).leaveRoom,
	"say":       (*instance).say,
	"ask":       (*instance).ask,
	"goodbye":   (*instance).goodbye,
	"vanish":    func(_ *instance, m *member, _ *wholePacket) { m.session.vanish() },
}

// serve serves an event or an acknowledgement. The caller holds the mutex.
func (i *instance) serve(m *member, p *wholePacket) {
	m.session.report.received(m, p)
	if name := p.name; name == "" {
		i.receiveAcknowledgement(m, p)
	} else if handler := handlers[name]; handler != nil {
		handler(i, m, p)
	}
}

func (i *instance) echo(m *member, p *wholePacket) {
	if p.HasID {
		i.acknowledge(m, p, p.args, p.attachments)
		return
	}
	m.session.report.emitted(m, "echo", p)
	i.emit(m, "echo", p.args, p.attachments)
}

func (i *instance) broadcast(m *member, p *wholePacket) {
	i.sendOthers(m, p, "broadcast", func(*member) bool { return true })
}

func (i *instance) join(m *member, p *wholePacket) {
	room, ok := i.room(m, p)
	if !ok {
		return
	}
	switch {
	case slices.Contains(m.rooms, room):
	case len(m.rooms) == maxRooms:
		i.problem(m, p, "a client may be in "+strconv.Itoa(maxRooms)+" rooms")
		return
	default:
		m.rooms = append(m.rooms, room)
	}
	i.acknowledge(m, p, []string{i.count(m.namespace, room)}, nil)
}

func (i *instance) leaveRoom(m *member, p *wholePacket) {
	room, ok := i.room(m, p)
	if !ok {
		return
	}
	m.rooms = slices.DeleteFunc(m.rooms, func(other string) bool { return other == room })
	i.acknowledge(m, p, []string{i.count(m.namespace, room)}, nil)
}

func (i *instance) say(m *member, p *wholePacket) {
	if room, ok := i.room(m, p); ok {
		i.sendOthers(m, p, "say", func(other *member) bool { return slices.Contains(other.rooms, room) })
	}
}

// ask asks the client for an acknowledgement.
func (i *instance) ask(m *member, p *wholePacket) {
	if len(m.awaited) == maxAwaited {
		i.problem(m, p, strconv.Itoa(maxAwaited)+" acknowledgements are awaited already")
		return
	}
	question := event("ask", p.args, p.attachments)
	question.HasID, question.ID = true, m.nextID
	m.awaited = append(m.awaited, m.nextID)
	m.nextID++
	m.session.report.emitted(m, "ask", p)
	i.send(m, question, p.attachments)
}

// receiveAcknowledgement serves an acknowledgement. It ignores one that the server did not ask
// for.
func (i *instance) receiveAcknowledgement(m *member, p *wholePacket) {
	n := slices.Index(m.awaited, p.ID)
	if n < 0 {
		return
	}
	m.awaited = slices.Delete(m.awaited, n, n+1)
	m.session.report.emitted(m, "answer", p)
	i.emit(m, "answer", p.args, p.attachments)
}

// goodbye disconnects the client from the namespace.
func (i *instance) goodbye(m *member, p *wholePacket) {
	i.acknowledge(m, p, nil, nil)
	i.send(m, protocol.Packet{Type: protocol.Disconnect}, nil)
	i.leaveNamespace(m, "the server disconnected the client")
}

// sendOthers sends the arguments of an event to the other members of the namespace for which chosen
// reports true. The packets of all members share the texts of the arguments.
func (i *instance) sendOthers(m *member, p *wholePacket, name string, chosen func(*member) bool) {
	sent := 0
	for _, other := range i.members {
		if other != m && other.namespace == m.namespace && chosen(other) {
			other.session.report.emitted(other, name, p)
			i.emit(other, name, p.args, p.attachments)
			sent++
		}
	}
	i.acknowledge(m, p, []string{strconv.Itoa(sent)}, nil)
}

// room returns the room that the first argument of an event names. If the argument names no
// room, the client gets a problem, and ok is false.
func (i *instance) room(m *member, p *wholePacket) (room string, ok bool) {
	if args := p.args; len(args) > 0 {
		if room, err := jsontext.Unquote(args[0]); err == nil && room != "" && len(room) <= protocol.MaxEvent {
			return room, true
		}
	}
	i.problem(m, p, p.name+" takes the name of a room first "+faulttext.Want("text of 1 to "+strconv.Itoa(protocol.MaxEvent)+" bytes"))
	return "", false
}

// count counts the members in a room, as JSON.
func (i *instance) count(namespace, room string) string {
	n := 0
	for _, m := range i.members {
		if m.namespace == namespace && slices.Contains(m.rooms, room) {
			n++
		}
	}
	return strconv.Itoa(n)
}

// problem tells the client why its event can't be served.
func (i *instance) problem(m *member, p *wholePacket, words string) {
	if p.HasID {
		i.acknowledge(m, p, []string{`{"error":` + jsontext.Quote(words) + `}`}, nil)
		return
	}
	i.emit(m, "problem", []string{jsontext.Quote(words)}, nil)
}
