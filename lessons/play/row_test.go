package play

import (
	"testing"

	"twocups/lessons/play/rfc6455"
)

func TestAnEventIsMadeReadyForReading(t *testing.T) {
	for _, c := range []struct {
		event Event
		want  Row
	}{
		{Event{Side: rfc6455.Client, Kind: Connecting, Text: "/echo"}, Row{Time: "0.0 ms", Words: "connecting to /echo"}},
		{Event{At: 12.34, Side: rfc6455.Client, Kind: Opened}, Row{Time: "12.3 ms", Words: "open"}},
		{Event{Side: rfc6455.Server, Kind: Opened, Text: "chat.v2"}, Row{Time: "0.0 ms", Words: "Client connected! Subprotocol chat.v2"}},
		{Event{At: 123.4, Side: rfc6455.Client, Client: "alice", Kind: Sent, Opcode: rfc6455.Text, Size: 5, Text: "Hello"},
			Row{Time: "123 ms", Client: "alice", Arrow: "→", Words: "Hello", Meta: "alice · to the server · text · 5 bytes"}},
		{Event{Side: rfc6455.Client, Kind: Received, Opcode: rfc6455.Binary, Size: 1, Text: "48", RoundTrip: 1.2},
			Row{Time: "0.0 ms", Arrow: "←", Words: "48", Meta: "to the client · binary · 1 byte · round trip 1.2 ms"}},
		{Event{Side: rfc6455.Client, Kind: Sent, Opcode: rfc6455.Binary, Size: 65536},
			Row{Time: "0.0 ms", Arrow: "→", Meta: "to the server · binary · 65,536 bytes"}},
		{Event{Side: rfc6455.Server, Kind: Sent, Opcode: rfc6455.Text}, Row{Time: "0.0 ms", Arrow: "←", Meta: "to the client · text · 0 bytes"}},
		{Event{Side: rfc6455.Server, Kind: Received, Opcode: rfc6455.Text}, Row{Time: "0.0 ms", Arrow: "→", Meta: "to the server · text · 0 bytes"}},
		{Event{At: 2500, Side: rfc6455.Client, Kind: Closing, Code: 1000, Reason: "bye"},
			Row{Time: "2.50 s", Arrow: "→", Words: "closing 1000 bye (normal closure)", Meta: "to the server · close"}},
		{Event{Side: rfc6455.Server, Kind: Closing, Code: 1001},
			Row{Time: "0.0 ms", Arrow: "←", Words: "closing 1001 (going away)", Meta: "to the client · close"}},
		{Event{Side: rfc6455.Server, Client: "bob", Kind: Closing, Code: 1005},
			Row{Time: "0.0 ms", Client: "bob", Arrow: "←", Words: "closing, without a code", Meta: "bob · to the client · close"}},
		{Event{Side: rfc6455.Client, Kind: Closed, Code: 1000, Reason: "normal closure", Clean: true}, Row{Time: "0.0 ms", Words: "closed 1000 normal closure"}},
		{Event{Side: rfc6455.Client, Kind: Closed, Code: 1006}, Row{Time: "0.0 ms", Words: "closed 1006 (no valid close frame came)", Bad: true}},
		{Event{Side: rfc6455.Server, Kind: Closed, Clean: true}, Row{Time: "0.0 ms", Words: "Client disconnected!"}},
		{Event{Side: rfc6455.Server, Kind: Closed, Code: 4000, Clean: true}, Row{Time: "0.0 ms", Words: "Client disconnected! 4000"}},
		{Event{Side: rfc6455.Client, Client: "bob", Kind: Failed},
			Row{Time: "0.0 ms", Client: "bob", Meta: "bob", Words: "error (the browser does not say why)", Bad: true}},
		{Event{Side: rfc6455.Server, Kind: Remark, Text: "slow down"}, Row{Time: "0.0 ms", Words: "slow down"}},
	} {
		if got := c.event.Row(); got != c.want {
			t.Errorf("%+v\nis shown as %+v\nwant        %+v", c.event, got, c.want)
		}
	}
}
