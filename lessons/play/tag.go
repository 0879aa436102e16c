package play

import (
	"errors"
	"strconv"
	"strings"

	"twocups/lessons/play/digits"
	"twocups/lessons/play/faulttext"
)

// The paths of the sockets that the module in the page or the watchers of a connection
// treat differently from others. The paths of the other sockets are constants of their
// packages.
const (
	EchoPath     = "/echo"       // sends every message back
	RoomPath     = "/room"       // sends every message to the other members
	ConsolePath  = "/console"    // streams the events of a page's connections to the page
	SocketIOPath = "/socket.io/" // speaks Socket.IO, over long-polling and WebSockets
)

// ProbePrefix begins the answer to a probe, in which a page asks why its WebSocket didn't open. An
// answer without it is not this server's.
const ProbePrefix = "Two Cups: "

// Tag ties a connection to the page that opened it. A page first opens a console, and the
// server gives the console a name. The page then opens its other sockets with this name in
// their queries, and the server streams the events of these sockets to the console. A tag
// gives no right to watch: only the console's own connection gets its events.
type Tag struct {
	Console   string `json:"-"`                // the console's name, made by the server
	Block     string `json:"block"`            // which ws block of the page
	Client    string `json:"client,omitempty"` // which of the block's clients, "" for the only one
	Attempt   int    `json:"attempt"`          // counts the block's connects
	Raw       bool   `json:"raw,omitempty"`    // a raw client has opened the connection for the client; the tag of the client's own connection differs only here
	WantsRows bool   `json:"-"`                // the page asks for finished rows in place of events, because it has no module that makes rows
}

// Notice is one message of a console's stream: an event of a tagged connection, the rows of
// such an event, or a piece of the connection's wire. The stream's first message is a
// notice that has only the console's name.
type Notice struct {
	Console string `json:"console,omitempty"` // only in the first notice
	Tag
	Connection int   `json:"connection,omitempty"` // counts the connections that the console has watched, from 1; it tells connections of a raw client apart, which share a tag
	Missed     int   `json:"missed,omitempty"`     // events left out before this one: the page read too slowly
	Event      Event `json:"event,omitzero"`
	Rows       []Row `json:"rows,omitempty"` // in place of an event and of Missed, for a tag that WantsRows; timed since the first event of this attempt
	Wire       *Wire `json:"wire,omitempty"` // in place of an event; gaps in the frames' numbers show what was left out
}

// MaxTagValue is the largest length of each value of a tag, in bytes.
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
	if t.WantsRows {
		query += "&rows=1"
	}
	return query + "&attempt=" + strconv.Itoa(t.Attempt)
}

// Name returns the name of the connection's client in rows. A connection that a raw client
// has opened is "raw" for the block's only client, and "alice-raw" for Alice.
func (t Tag) Name() string {
	switch {
	case !t.Raw:
		return t.Client
	case t.Client == "":
		return "raw"
	}
	return t.Client + "-raw"
}

// ParseTag reads the tag of a query. The function get returns the value of a key in the
// query. For a query without a console, ParseTag returns the zero Tag.
func ParseTag(get func(key string) string) (Tag, error) {
	t := Tag{Console: get("console"), Block: get("block"), Client: get("client"), Raw: get("raw") == "1", WantsRows: get("rows") == "1"}
	if t.Console == "" {
		return Tag{}, nil
	}
	for _, value := range []string{t.Console, t.Block, t.Client} {
		if len(value) > MaxTagValue || strings.Trim(value, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
			return Tag{}, errors.New("tag value " + faulttext.Quote(value) + " " + faulttext.Want("lower-case letters, digits and -"))
		}
	}
	for _, name := range []string{"raw", "rows"} {
		if value := get(name); value != "" && value != "1" {
			return Tag{}, errors.New("tag " + name + " " + faulttext.Quote(value) + " " + faulttext.Want("1", "nothing"))
		}
	}
	var ok bool
	if t.Attempt, ok = digits.Number(get("attempt"), 10, 1<<31); !ok {
		return Tag{}, errors.New("tag attempt " + faulttext.Quote(get("attempt")) + " " + faulttext.Want("a number"))
	}
	return t, nil
}
