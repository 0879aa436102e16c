package player

import (
	"strconv"

	"twocups/lessons/play/jsontext"
	"twocups/lessons/play/rfc6455"
)

// AppendJSON appends the view as a JSON text (RFC 8259), in the form of the View in
// static/types.d.ts. The rows go to the page as one string, because drawing them from Go
// would cost nine times as much. Package encoding/json would double the size of the module.
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
	b = append(b, `,"met":"`...)
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
	b = jsontext.AppendQuote(b, c.Name)
	b = appendMember(b, "state", c.State.String())
	return append(b, '}')
}

func (s *StepView) appendJSON(b []byte) []byte {
	b = append(b, `{"status":`...)
	b = jsontext.AppendQuote(b, s.Status.String())
	b = appendMember(b, "outcome", s.Outcome)
	return append(b, '}')
}

// appendJSON appends the row. The side, the kind, the time, the arrow and all of the meta
// line but the client's name are our own words, which need no escapes.
func (r *RowView) appendJSON(b []byte) []byte {
	e := &r.Event
	b = append(b, `{"side":"`...)
	b = append(b, e.Side.String()...)
	b = append(b, `","kind":"`...)
	b = append(b, e.Kind.String()...)
	b = append(b, `","when":`...)
	b = strconv.AppendInt(b, int64(r.When*1000+0.5), 10) // rounded, so that an effect never comes before a cause of the same moment
	b = append(b, `,"bad":`...)
	b = strconv.AppendBool(b, e.Bad())
	b = append(b, `,"time":"`...)
	b = e.At.AppendTo(b)
	b = append(b, `","arrow":"`...)
	b = append(b, e.Arrow()...)
	b = append(b, '"')
	b = appendMember(b, "words", e.Words())
	if e.Packet != "" {
		b = appendMember(b, "packet", e.Packet)
	}
	before := len(b)
	b = appendMember(b, "client", e.Client)
	if len(b)-before > len(`,"client":""`)+len(e.Client) { // the name has escapes
		b = appendMember(b, "meta", string(e.AppendMeta(nil)))
		return append(b, '}')
	}
	b = append(b, `,"meta":"`...)
	b = e.AppendMeta(b)
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

// appendMember appends a comma, and a member of an object whose value is a string.
func appendMember(b []byte, name, value string) []byte {
	b = append(b, ',', '"')
	b = append(b, name...)
	b = append(b, '"', ':')
	return jsontext.AppendQuote(b, value)
}
