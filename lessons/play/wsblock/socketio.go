package wsblock

import (
	"errors"
	"strconv"
	"strings"
	"unicode/utf8"

	"twocups/lessons/play/jsontext"
	"twocups/lessons/play/socketio"
)

// socketIOTarget takes the place of the path in a connect step over Socket.IO.
const socketIOTarget = "socket.io"

// ConnectText returns the rest of a connect step to a namespace of Socket.IO, behind the
// verb: "socket.io" or "socket.io /chat".
func ConnectText(namespace string) string {
	if namespace == socketio.MainNamespace {
		return socketIOTarget
	}
	return socketIOTarget + " " + namespace
}

// ParseEmit reads the rest of an emit step, such as say "kitchen", "hi". If event is
// false, it reads the rest of an ack step, which is arguments alone. It returns the JSON
// array of the values. The error names the column.
func ParseEmit(text string, event bool) ([]byte, error) {
	s := scanner{line: 1, rest: text}
	s.space()
	payload := s.eventArray(event)
	if len(s.faults) > 0 {
		fault := s.faults[0]
		return nil, errors.New("column " + strconv.Itoa(fault.Column) + ": " + fault.What)
	}
	return payload, nil
}

// socketIO goes past the word "socket.io" if it is next, and reports whether it was.
func (s *scanner) socketIO() bool {
	rest, found := strings.CutPrefix(s.rest, socketIOTarget)
	if found = found && (rest == "" || rest[0] == ' ' || rest[0] == '\t'); found {
		s.word()
	}
	return found
}

// namespace reads an optional namespace.
func (s *scanner) namespace() string {
	if s.rest == "" {
		return socketio.MainNamespace
	}
	at := s.column
	namespace := s.word()
	if namespace[0] != '/' || len(namespace) > socketio.MaxNamespace || !isASCIIGraphic(namespace) || strings.ContainsAny(namespace, ",?#") {
		s.wrong(at, "namespace *", namespace, "a name such as /chat")
	}
	s.checkEnd()
	return namespace
}

// eventArray reads the values of an event or an acknowledgement, and returns them as a
// JSON array.
func (s *scanner) eventArray(event bool) []byte {
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
	if err := socketio.CheckEventName(name); err != nil {
		s.fault(at, err.Error())
	}
	return jsontext.Quote(name)
}

// arguments reads JSON values with commas between them, up to the end of the line. It
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

// formatEmit writes an event or an acknowledgement in its canonical form. The word is the
// verb of an event.
func (s Step) formatEmit(word string) string {
	if !s.Emit {
		word = "ack"
	}
	values, _ := jsontext.Values(string(s.Payload))
	if s.Emit && len(values) > 0 {
		word += " " + formatEventName(values[0])
		values = values[1:]
	}
	if len(values) == 0 {
		return word
	}
	return word + " " + escapeInvisible(strings.Join(values, ", "))
}

// formatEventName writes an event's name, given as a JSON string. It leaves out the quotes
// if the name reads back the same without them.
func formatEventName(quoted string) string {
	name, _ := jsontext.Unquote(quoted)
	s := scanner{rest: name}
	if reread := s.event(); reread == quoted && s.rest == "" && len(s.faults) == 0 && formatText(name) == name {
		return name
	}
	return escapeInvisible(quoted)
}
