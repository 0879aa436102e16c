package socketio

import (
	"slices"
	"strconv"
	"strings"

	"twocups/lessons/play/faulttext"
	"twocups/lessons/play/jsontext"
	protocol "twocups/lessons/play/socketio"
)

// lessonNamespaces are the namespaces of the lessons, which the package documentation describes.
var lessonNamespaces = map[string]Namespace{
	protocol.MainNamespace: {Events: lessonEvents},
	"/chat":                {Events: lessonEvents},
}

var lessonEvents = map[string]Handler{
	"message":   func(m *Member, e *Event) { m.Acknowledge(e, nil, nil) },
	"echo":      echo,
	"broadcast": broadcast,
	"join":      join,
	"leave":     leaveRoom,
	"say":       say,
	"ask":       ask,
	"goodbye":   goodbye,
	"vanish":    func(m *Member, _ *Event) { m.client.session.Vanish() },
}

func echo(m *Member, e *Event) {
	if e.packet.HasID {
		m.Acknowledge(e, e.Args, e.Attachments)
		return
	}
	m.client.report.emitted(m, "echo", e)
	m.Emit("echo", e.Args, e.Attachments)
}

func broadcast(m *Member, e *Event) {
	sendOthers(m, e, "broadcast", func(*Member) bool { return true })
}

func join(m *Member, e *Event) {
	room, ok := roomOf(m, e)
	if !ok {
		return
	}
	switch {
	case m.isIn(room):
	case len(m.rooms) == maxRooms:
		m.problem(e.packet, "a client may be in "+strconv.Itoa(maxRooms)+" rooms")
		return
	default:
		m.rooms = append(m.rooms, strings.Clone(room)) // the room may be a part of a long body
	}
	m.Acknowledge(e, []string{count(m, room)}, nil)
}

func leaveRoom(m *Member, e *Event) {
	room, ok := roomOf(m, e)
	if !ok {
		return
	}
	m.rooms = slices.DeleteFunc(m.rooms, func(other string) bool { return other == room })
	m.Acknowledge(e, []string{count(m, room)}, nil)
}

func say(m *Member, e *Event) {
	if room, ok := roomOf(m, e); ok {
		sendOthers(m, e, "say", func(other *Member) bool { return other.isIn(room) })
	}
}

// ask asks the client for an acknowledgement.
func ask(m *Member, e *Event) {
	if len(m.awaited) == maxAwaited {
		m.problem(e.packet, strconv.Itoa(maxAwaited)+" acknowledgements are awaited already")
		return
	}
	question := eventPacket("ask", e.Args, e.Attachments)
	question.HasID, question.ID = true, m.nextID
	m.awaited = append(m.awaited, m.nextID)
	m.nextID++
	m.client.report.emitted(m, "ask", e)
	m.send(question, e.Attachments)
}

// receiveAcknowledgement serves an acknowledgement. It ignores one that the server did not ask
// for.
func receiveAcknowledgement(m *Member, e *Event) {
	n := slices.Index(m.awaited, e.packet.ID)
	if n < 0 {
		return
	}
	m.awaited = slices.Delete(m.awaited, n, n+1)
	m.client.report.emitted(m, "answer", e)
	m.Emit("answer", e.Args, e.Attachments)
}

// goodbye disconnects the client from the namespace.
func goodbye(m *Member, e *Event) {
	m.Acknowledge(e, nil, nil)
	m.send(protocol.Packet{Type: protocol.Disconnect}, nil)
	m.instance.leaveNamespace(m, "the server disconnected the client")
}

// sendOthers sends the arguments of an event to the other members of the namespace for which chosen
// reports true. All of them get the same payload.
func sendOthers(m *Member, e *Event, name string, chosen func(*Member) bool) {
	others := m.others(chosen)
	if len(others) > 0 {
		payload := payloadOf(m.namespace, eventPacket(name, e.Args, e.Attachments), e.Attachments)
		for _, other := range others {
			other.client.report.emitted(other, name, e)
			m.instance.send(other, payload)
		}
	}
	m.Acknowledge(e, []string{strconv.Itoa(len(others))}, nil)
}

// roomOf returns the room that the first argument of an event names. If the argument names no
// room, the client gets a problem, and ok is false.
func roomOf(m *Member, e *Event) (room string, ok bool) {
	if len(e.Args) > 0 {
		if room, err := jsontext.Unquote(e.Args[0]); err == nil && room != "" && len(room) <= protocol.MaxEvent {
			return room, true
		}
	}
	m.problem(e.packet, e.Name+" takes the name of a room first "+faulttext.Want("text of 1 to "+strconv.Itoa(protocol.MaxEvent)+" bytes"))
	return "", false
}

// count counts the members in a room, as JSON.
func count(m *Member, room string) string {
	n := 0
	for _, other := range m.instance.members {
		if other.namespace == m.namespace && other.isIn(room) {
			n++
		}
	}
	return strconv.Itoa(n)
}
