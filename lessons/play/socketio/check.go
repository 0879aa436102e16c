package socketio

import (
	"errors"
	"slices"

	"twocups/lessons/play/faulttext"
	"twocups/lessons/play/jsontext"
)

// check finds what is wrong with a packet behind its head.
func (p Packet) check() error {
	if p.HasID && !p.Type.event() && !p.Type.ack() {
		return fault(p.String(), "no id: only an event and its acknowledgement have one")
	}
	if p.Type.ack() && !p.HasID {
		return fault(p.String(), "an id: an acknowledgement says of which event it is")
	}
	switch p.Type {
	case Disconnect:
		if p.Payload != "" {
			return fault(p.String(), "no payload")
		}
		return nil
	case Connect:
		if p.Payload == "" {
			return nil
		}
		return p.payload("an object", '{')
	case ConnectError:
		return p.payload("an object or a string", '{', '"')
	}
	return p.array()
}

// payload checks that the payload is JSON and begins with one of the bytes.
func (p Packet) payload(want string, first ...byte) error {
	if p.Payload == "" || !slices.Contains(first, p.Payload[0]) {
		return fault(p.String(), "a payload that is "+want)
	}
	return jsontext.Valid(p.Payload)
}

// array checks the payload of an event or an acknowledgement.
func (p Packet) array() error {
	values, err := jsontext.Values(p.Payload)
	switch {
	case err != nil:
		return err
	case len(values) > MaxArguments:
		return errors.New("socket.io packet of " + number(len(values)) + " values " + faulttext.Want("at most "+number(MaxArguments)))
	case p.Type.event() && len(values) == 0:
		return fault(p.String(), "an event's name first")
	}
	if p.Type.event() {
		if err := checkName(values[0]); err != nil {
			return err
		}
	}
	if p.Type.binary() {
		return p.placed()
	}
	return nil
}

func checkName(value string) error {
	switch {
	case value[0] == '-' || '0' <= value[0] && value[0] <= '9':
		if len(value) <= MaxEvent {
			return nil
		}
	case value[0] == '"':
		name, err := jsontext.Unquote(value)
		if err != nil {
			return err
		}
		if IsReservedEvent(name) {
			return errors.New("event " + faulttext.Quote(name) + " is a name that Socket.IO keeps for itself " + faulttext.Want("another"))
		}
		if len(name) <= MaxEvent {
			return nil
		}
	}
	return errors.New("event " + faulttext.Quote(value) + " " + faulttext.Want("a name of at most "+number(MaxEvent)+" bytes"))
}

// placed checks that each attachment has its place in the payload, and no other.
func (p Packet) placed() error {
	seen := make([]bool, p.Attachments)
	places, err := Placeholders(p.Payload)
	if err != nil {
		return err
	}
	for _, n := range places {
		if n >= len(seen) || seen[n] {
			return fault(p.String(), "each of "+number(p.Attachments)+" attachments in one place")
		}
		seen[n] = true
	}
	if len(places) != p.Attachments {
		return fault(p.String(), "a place for each of "+number(p.Attachments)+" attachments")
	}
	return nil
}
