package wsblock

import (
	"errors"
	"strconv"
	"strings"
	"unicode/utf8"

	"twocups/lessons/play/jsontext"
	"twocups/lessons/play/socketio"
)

// overSocketIO is what a connect step has in place of a path.
const overSocketIO = "socket.io"

// ConnectText returns what follows the verb of a connect over Socket.IO, to the namespace:
// "socket.io" or "socket.io /chat".
func ConnectText(namespace string) string {
	if namespace == socketio.MainNamespace {
		return overSocketIO
	}
	return overSocketIO + " " + namespace
}

// ParseEmit reads an event and its arguments as they stand behind emit, such as
// say "kitchen", "hi"; without an event's name, the arguments of an acknowledgement. It
// returns their JSON array. The error names the column.
func ParseEmit(text string, event bool) ([]byte, error) {
	s := scanner{line: 1, rest: text}
	s.space()
	payload := s.emitted(event)
	if len(s.faults) > 0 {
		fault := s.faults[0]
		return nil, errors.New("column " + strconv.Itoa(fault.Column) + ": " + fault.What)
	}
	return payload, nil
}

// overSocketIO goes past the word for Socket.IO, if it is next.
func (s *scanner) overSocketIO() bool {
	rest, found := strings.CutPrefix(s.rest, overSocketIO)
	if found = found && (rest == "" || rest[0] == ' ' || rest[0] == '\t'); found {
		s.word()
	}
	return found
}

// namespace reads an optional namespace of Socket.IO.
func (s *scanner) namespace() string {
	if s.rest == "" {
		return socketio.MainNamespace
	}
	at := s.column
	namespace := s.word()
	if namespace[0] != '/' || len(namespace) > socketio.MaxNamespace || !isASCIIGraphic(namespace) || strings.ContainsAny(namespace, ",?#") {
		s.wrong(at, "namespace *", namespace, "a name such as /chat")
	}
	s.end()
	return namespace
}

// emitted reads what an event or an acknowledgement carries, and returns it as a JSON
// array.
func (s *scanner) emitted(event bool) []byte {
	list, at := "[", s.column
	if event {
		list += s.event()
	}
	if args := s.arguments(); args != "" {
		if event {
			list += ","
		}
		list += args
	}
	list += "]"
	if values, err := jsontext.Values(list); err == nil && len(values) > socketio.MaxArguments {
		s.wrong(at, strconv.Itoa(len(values))+" values", "", "at most "+strconv.Itoa(socketio.MaxArguments))
	}
	if len(list) > MaxText {
		s.tooLong("message", len(list), MaxText)
	}
	return []byte(list)
}

// event reads an event's name, and returns it as a JSON string.
func (s *scanner) event() string {
	at, name := s.column, ""
	if n := jsontext.StringLength(s.rest); n > 0 {
		name, _ = jsontext.Unquote(s.rest[:n])
		s.skip(n)
		s.space()
	} else if name = s.word(); name == "" || strings.ContainsAny(name, "\"',()") || !utf8.ValidString(name) {
		s.wrong(at, "event *", name, "a name such as message", "one in double quotes")
	}
	if fault := socketio.EventFault(name); fault != "" {
		s.fault(at, fault)
	}
	return jsontext.Quote(name)
}

// arguments reads JSON values with commas between them, to the end of the line, and
// returns them in their compact form.
func (s *scanner) arguments() string {
	list, err := jsontext.Compact("[" + s.rest + "]")
	if err == nil {
		s.skip(len(s.rest))
		return list[1 : len(list)-1]
	}
	if fault, ok := err.(*jsontext.Error); ok {
		at := min(max(fault.At-1, 0), len(s.rest))
		rest := s.rest[at:]
		s.skip(at)
		s.wrong(s.column, "arguments *", rest, fault.Want)
	}
	return ""
}

// emitted writes an event as it stands in a step, behind the word.
func (s Step) emitted(word string) string {
	if !s.Emit {
		word = "ack"
	}
	values, _ := jsontext.Values(string(s.Payload))
	if s.Emit && len(values) > 0 {
		word += " " + formatEvent(values[0])
		values = values[1:]
	}
	if len(values) == 0 {
		return word
	}
	return word + " " + visible(strings.Join(values, ", "))
}

// formatEvent writes an event's name, a JSON string, without its quotes where that reads
// back the same.
func formatEvent(quoted string) string {
	name, _ := jsontext.Unquote(quoted)
	s := scanner{rest: name}
	if again := s.event(); again == quoted && s.rest == "" && len(s.faults) == 0 && formatText(name) == name {
		return name
	}
	return visible(quoted)
}
