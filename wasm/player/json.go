package player

import (
	"strconv"
	"unicode/utf8"

	"twocups/lessons/play/rfc6455"
)

// AppendJSON appends the view as a JSON text (RFC 8259). A frame's rows cross to
// the page as one string, which costs a ninth of drawing them from here.
// encoding/json would double the size of the module.
func (v View) AppendJSON(b []byte) []byte {
	b = append(b, `{"running":`...)
	b = strconv.AppendBool(b, v.Running)
	b = appendMember(b, "trouble", v.Trouble.What)
	b = appendMember(b, "next", v.Trouble.Next)
	b = append(b, `,"cleared":`...)
	b = strconv.AppendBool(b, v.Cleared)
	b = append(b, `,"skipped":{"client":`...)
	b = strconv.AppendInt(b, int64(v.Skipped[rfc6455.Client]), 10)
	b = append(b, `,"server":`...)
	b = strconv.AppendInt(b, int64(v.Skipped[rfc6455.Server]), 10)
	b = append(b, `},"clients":`...)
	b = appendList(b, v.Clients, (*ClientView).appendJSON)
	b = append(b, `,"steps":`...)
	b = appendList(b, v.Steps, (*StepView).appendJSON)
	b = append(b, `,"met":"`...) // a 1 for each condition that holds, a 0 for each other
	for _, met := range v.Met {
		digit := byte('0')
		if met {
			digit = '1'
		}
		b = append(b, digit)
	}
	b = append(b, `","rows":`...)
	b = appendList(b, v.Rows, (*RowView).appendJSON)
	return append(b, '}')
}

func (c *ClientView) appendJSON(b []byte) []byte {
	b = append(b, `{"name":`...)
	b = appendString(b, c.Name)
	b = appendMember(b, "state", c.State.String())
	return append(b, '}')
}

func (s *StepView) appendJSON(b []byte) []byte {
	b = append(b, `{"status":`...)
	b = appendString(b, s.Status.String())
	b = appendMember(b, "outcome", s.Outcome)
	return append(b, '}')
}

func (r *RowView) appendJSON(b []byte) []byte {
	e := &r.Event
	b = append(b, `{"side":"`...)
	b = append(b, e.Side.String()...) // a word of ours, like the kind, the time and the arrow: JSON as it is
	b = append(b, `","kind":"`...)
	b = append(b, e.Kind.String()...)
	b = append(b, `","when":`...)
	b = strconv.AppendInt(b, int64(r.When*1000+0.5), 10) // rounded: an effect that is shown with its cause must not come out before it
	b = append(b, `,"bad":`...)
	b = strconv.AppendBool(b, e.Bad())
	b = append(b, `,"time":"`...)
	b = e.At.AppendTo(b)
	b = append(b, `","arrow":"`...)
	b = append(b, e.Arrow()...)
	b = append(b, '"')
	b = appendMember(b, "words", e.Words())
	if e.Packet != "" { // as nearly all have none
		b = appendMember(b, "packet", e.Packet)
	}
	b = appendMember(b, "client", e.Client)
	if !isPlain(e.Client) {
		b = appendMember(b, "meta", string(e.AppendMeta(nil)))
		return append(b, '}')
	}
	b = append(b, `,"meta":"`...)
	b = e.AppendMeta(b) // but for the client's name, words of ours
	return append(b, '"', '}')
}

// appendList appends a JSON array.
func appendList[T any](b []byte, list []T, item func(*T, []byte) []byte) []byte {
	b = append(b, '[')
	for i := range list {
		if i > 0 {
			b = append(b, ',')
		}
		b = item(&list[i], b)
	}
	return append(b, ']')
}

// appendMember appends a member of an object after another.
func appendMember(b []byte, name, value string) []byte {
	b = append(b, ',', '"')
	b = append(b, name...)
	b = append(b, '"', ':')
	return appendString(b, value)
}

// appendString appends a JSON string (RFC 8259 §7). Each byte that is not UTF-8
// becomes U+FFFD.
func appendString(b []byte, s string) []byte {
	const hex = "0123456789abcdef"
	b = append(b, '"')
	if isPlain(s) {
		b = append(b, s...)
		return append(b, '"')
	}
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b = append(b, '\\', byte(r))
		case r < ' ':
			b = append(b, '\\', 'u', '0', '0', hex[r>>4], hex[r&0xF])
		default:
			b = utf8.AppendRune(b, r)
		}
	}
	return append(b, '"')
}

// isPlain says whether a string stands in JSON as it is, as nearly all do.
func isPlain(s string) bool {
	ascii := true
	for i := range len(s) {
		switch c := s[i]; {
		case c < ' ' || c == '"' || c == '\\':
			return false
		case c >= utf8.RuneSelf:
			ascii = false
		}
	}
	return ascii || utf8.ValidString(s)
}
