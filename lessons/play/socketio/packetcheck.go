package socketio

import (
	"errors"
	"slices"
	"strconv"

	"twocups/lessons/play/jsontext"
)

// check checks the parts that [ParseHead] doesn't check: whether the packet may have an id,
// and whether its payload has the form that its type asks for.
func (p Packet) check() error {
	if p.HasID && !p.Type.IsEvent() && !p.Type.isAck() {
		return packetFault(p.String(), "no id: only an event and its acknowledgement have one")
	}
	if p.Type.isAck() && !p.HasID {
		return packetFault(p.String(), "an id: an acknowledgement has the id of its event")
	}
	if err := p.checkHeadLimits(); err != nil {
		return err
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

// checkHeadLimits checks the limits of the parts before the payload.
func (p Packet) checkHeadLimits() error {
	switch {
	case len(p.Namespace) > MaxNamespace:
		return exceeds("a namespace may have", MaxNamespace, "bytes")
	case p.Attachments > MaxAttachments:
		return exceeds("a packet may have", MaxAttachments, "attachments")
	}
	return nil
}

// exceeds returns the [LimitError] of a packet that has more of the unit than the limit.
func exceeds(what string, most int, unit string) error {
	return &LimitError{what + " " + strconv.Itoa(most) + " " + unit}
}

// jsonFault returns an error of jsontext as the error of a packet: a payload that is nested too
// deep exceeds a limit.
func jsonFault(err error) error {
	var fault *jsontext.Error
	if errors.As(err, &fault) && fault.TooDeep {
		return exceeds("arrays and objects may be nested", jsontext.MaxDepth, "levels deep")
	}
	return err
}

// checkPayload checks that the payload is JSON and begins with one of the bytes.
func (p Packet) checkPayload(want string, first ...byte) error {
	if p.Payload == "" || !slices.Contains(first, p.Payload[0]) {
		return packetFault(p.String(), "a payload that is "+want)
	}
	return jsonFault(jsontext.Valid(p.Payload))
}

// checkArray checks the payload of an event or an acknowledgement.
func (p Packet) checkArray() error {
	values, err := jsontext.Values(p.Payload)
	switch {
	case err != nil:
		return jsonFault(err)
	case len(values) > MaxArguments:
		return exceeds("an event or an acknowledgement may have", MaxArguments, "values")
	case p.Type.IsEvent() && len(values) == 0:
		return packetFault(p.String(), "an event's name first")
	}
	if p.Type.IsEvent() {
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
	name := value
	if c := value[0]; c != '-' && (c < '0' || c > '9') {
		var err error
		if name, err = unquoteName(value); err != nil {
			return err
		}
	}
	if len(name) > MaxEvent {
		return exceeds("an event’s name may have", MaxEvent, "bytes")
	}
	return CheckEventName(name)
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
