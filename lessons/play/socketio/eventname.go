package socketio

import (
	"slices"
	"strconv"

	"twocups/lessons/play/faulttext"
	"twocups/lessons/play/jsontext"
)

// reservedEvents are the names that Socket.IO uses itself: these events tell both ends
// about their connection.
var reservedEvents = []string{"connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"}

// IsReservedEvent reports whether Socket.IO keeps an event's name for itself.
func IsReservedEvent(name string) bool { return slices.Contains(reservedEvents, name) }

// CheckEventName checks the name of an event. The name must not be too long, and must not
// be one that Socket.IO keeps for itself.
func CheckEventName(name string) error {
	switch {
	case len(name) > MaxEvent:
		return faulttext.What("event *", name).Err("a name of at most " + strconv.Itoa(MaxEvent) + " bytes")
	case IsReservedEvent(name):
		return faulttext.What("event * is a name that Socket.IO keeps for itself", name).Err("another")
	}
	return nil
}

// CheckEvent checks the JSON array of an event: its name, and how many values there are.
func CheckEvent(payload string) error {
	values, err := jsontext.Values(payload)
	if err != nil {
		return err
	}
	if len(values) == 0 || len(values) > MaxArguments {
		return faulttext.What(strconv.Itoa(len(values)) + " values").Err("1 to " + strconv.Itoa(MaxArguments))
	}
	name, err := unquoteName(values[0])
	if err != nil {
		return err
	}
	return CheckEventName(name)
}

// unquoteName returns an event's name, given as a JSON text.
func unquoteName(value string) (string, error) {
	name, err := jsontext.Unquote(value)
	if err != nil {
		return "", faulttext.What("event *", value).Err("a name, as text")
	}
	return name, nil
}
