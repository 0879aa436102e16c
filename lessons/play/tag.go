package play

import (
	"errors"
	"strconv"
	"strings"

	"twocups/lessons/play/digits"
	"twocups/lessons/play/faulttext"
)

// The paths of the sockets that the module in the page, or what watches a connection,
// treats in a way of its own. The other sockets' paths are constants of their packages.
const (
	EchoPath     = "/echo"       // sends every message back
	RoomPath     = "/room"       // sends every message to the other members
	ConsolePath  = "/console"    // streams the events of a page's connections to the page
	SocketIOPath = "/socket.io/" // speaks Socket.IO, over long-polling and WebSockets
)

// Tag ties a connection to the page that opened it. A page first opens a console,
// which the server names; it then opens its other sockets with that name in the
// query, and what the server does for them is streamed to the console. A tag
// gives no right to watch: only the console's own connection sees its events.
type Tag struct {
	Console string `json:"-"`                // the console's name, made by the server
	Block   string `json:"block"`            // which ws block of the page
	Client  string `json:"client,omitempty"` // which of the block's clients, "" for the only one
	Attempt int    `json:"attempt"`          // counts the block's connects
	Raw     bool   `json:"raw,omitempty"`    // a raw client has opened it for the client, whose own connection has the rest of the tag
}

// Notice is one message of a console's stream: an event of a tagged connection, or a
// piece of what went over its wire. The stream's first message is a notice too, with
// nothing but the console's name.
type Notice struct {
	Console string `json:"console,omitempty"` // only in the first notice
	Tag
	Connection int   `json:"connection,omitempty"` // counts those that the console has watched, from 1: connections of a raw client share a tag
	Missed     int   `json:"missed,omitempty"`     // events left out before this one: the page read too slowly
	Event      Event `json:"event,omitzero"`
	Wire       *Wire `json:"wire,omitempty"` // instead of an event; what is left out here shows in the frames' numbers
}

// MaxTagValue is how long in bytes each value of a tag may be.
const MaxTagValue = 64

// Query returns the tag as the query of a URL.
func (t Tag) Query() string {
	query := "console=" + t.Console + "&block=" + t.Block
	if t.Client != "" {
		query += "&client=" + t.Client
	}
	if t.Raw {
		query += "&raw=1"
	}
	return query + "&attempt=" + strconv.Itoa(t.Attempt)
}

// Name returns what the connection's client is called: by its own name, and if a raw
// client has opened the connection for it "raw" for the only one, "alice-raw" for Alice.
func (t Tag) Name() string {
	switch {
	case !t.Raw:
		return t.Client
	case t.Client == "":
		return "raw"
	}
	return t.Client + "-raw"
}

// ParseTag reads the tag of a query, given the function that looks up a value by
// its key. A query without a console has no tag, which is the zero Tag.
func ParseTag(get func(key string) string) (Tag, error) {
	t := Tag{Console: get("console"), Block: get("block"), Client: get("client"), Raw: get("raw") == "1"}
	if t.Console == "" {
		return Tag{}, nil
	}
	for _, value := range []string{t.Console, t.Block, t.Client} {
		if len(value) > MaxTagValue || strings.Trim(value, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
			return Tag{}, errors.New("tag value " + faulttext.Quote(value) + " " + faulttext.Want("lower-case letters, digits and -"))
		}
	}
	if raw := get("raw"); raw != "" && !t.Raw {
		return Tag{}, errors.New("tag raw " + faulttext.Quote(raw) + " " + faulttext.Want("1", "nothing"))
	}
	var ok bool
	if t.Attempt, ok = digits.Number(get("attempt"), 10, 1<<31); !ok {
		return Tag{}, errors.New("tag attempt " + faulttext.Quote(get("attempt")) + " " + faulttext.Want("a number"))
	}
	return t, nil
}
