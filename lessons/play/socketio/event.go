package socketio

import (
	"errors"
	"slices"
	"strconv"

	"twocups/lessons/play/faulttext"
	"twocups/lessons/play/jsontext"
)

// The limits of what a step does over Socket.IO; package socketio has more.
const (
	MaxNamespace = 128 // bytes in a namespace
	MaxEvent     = 128 // bytes in an event's name
	MaxArguments = 256 // values of an event or an acknowledgement, the event's name included
)

// MainNamespace is the namespace of Socket.IO that a connect step means when it names
// none.
const MainNamespace = "/"

// reservedEvents are the names that an event can't have: both ends use them for what
// happens to the connection itself.
var reservedEvents = []string{"connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"}

// IsReservedEvent says whether Socket.IO keeps an event's name for itself.
func IsReservedEvent(name string) bool { return slices.Contains(reservedEvents, name) }

// eventFault says why an event can't have a name, or "".
func EventFault(name string) string {
	switch {
	case len(name) > MaxEvent:
		return "event " + faulttext.Quote(name) + " " + faulttext.Want("a name of at most "+strconv.Itoa(MaxEvent)+" bytes")
	case IsReservedEvent(name):
		return "event " + faulttext.Quote(name) + " is a name that Socket.IO keeps for itself " + faulttext.Want("another")
	}
	return ""
}

// CheckEvent checks the JSON array of an event: its name, and how many values there are.
func CheckEvent(payload string) error {
	values, err := jsontext.Values(payload)
	if err != nil {
		return err
	}
	fault := ""
	if len(values) == 0 || len(values) > MaxArguments {
		fault = strconv.Itoa(len(values)) + " values " + faulttext.Want("1 to "+strconv.Itoa(MaxArguments))
	} else if name, err := jsontext.Unquote(values[0]); err != nil {
		fault = "event " + faulttext.Quote(values[0]) + " " + faulttext.Want("a name, as text")
	} else {
		fault = EventFault(name)
	}
	if fault != "" {
		return errors.New(fault)
	}
	return nil
}
