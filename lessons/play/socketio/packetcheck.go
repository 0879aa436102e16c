package socketio

import (
	"slices"
	"strconv"

	"twocups/lessons/play/faulttext"
	"twocups/lessons/play/jsontext"
)

// check checks the parts that [ParseHead] doesn't check: whether the packet may have an id,
// and whether its payload has the form that its type asks for.
func (p Packet) check() error {
	if p.HasID && !p.Type.isEvent() && !p.Type.isAck() {
		return packetFault(p.String(), "no id: only an event and its acknowledgement have one")
	}
	if p.Type.isAck() && !p.HasID {
		return packetFault(p.String(), "an id: an acknowledgement has the id of its event")
	}
	switch p.Type {
	case Disconnect:
		if p.Payload != "" {
			return packetFault(p.String(), "no payload")
		}
		return nil
	case Connect:
		if p.Payload == "" {
			return nil
		}
		return p.checkPayload("an object", '{')
	case ConnectError:
		return p.checkPayload("an object or a string", '{', '"')
	}
	return p.checkArray()
}

// checkPayload checks that the payload is JSON and begins with one of the bytes.
func (p Packet) checkPayload(want string, first ...byte) error {
	if p.Payload == "" || !slices.Contains(first, p.Payload[0]) {
		return packetFault(p.String(), "a payload that is "+want)
	}
	return jsontext.Valid(p.Payload)
}

// checkArray checks the payload of an event or an acknowledgement.
func (p Packet) checkArray() error {
	values, err := jsontext.Values(p.Payload)
	switch {
	case err != nil:
		return err
	case len(values) > MaxArguments:
		return faulttext.What("socket.io packet of " + strconv.Itoa(len(values)) + " values").Err("at most " + strconv.Itoa(MaxArguments))
	case p.Type.isEvent() && len(values) == 0:
		return packetFault(p.String(), "an event's name first")
	}
	if p.Type.isEvent() {
		if err := checkSentName(values[0]); err != nil {
			return err
		}
	}
	if p.Type.isBinary() {
		return p.checkPlaceholders()
	}
	return nil
}

// checkSentName checks the first value of an event that was sent. It may be a number,
// because JavaScript's emit accepts a number as a name.
func checkSentName(value string) error {
	if c := value[0]; c == '-' || '0' <= c && c <= '9' {
		return CheckEventName(value)
	}
	return checkQuotedName(value)
}

// checkPlaceholders checks that the payload has one placeholder for each attachment, and
// no other.
func (p Packet) checkPlaceholders() error {
	numbers, err := Placeholders(p.Payload)
	if err != nil {
		return err
	}
	seen := make([]bool, p.Attachments)
	for _, n := range numbers {
		if n >= len(seen) || seen[n] {
			return packetFault(p.String(), "each of "+strconv.Itoa(p.Attachments)+" attachments in one place")
		}
		seen[n] = true
	}
	if len(numbers) != p.Attachments {
		return packetFault(p.String(), "a place for each of "+strconv.Itoa(p.Attachments)+" attachments")
	}
	return nil
}
