package socketio_test

import (
	"errors"
	"strings"
	"testing"

	"twocups/lessons/play/jsontext"
	"twocups/lessons/play/socketio"
)

// These are the packets of the protocol's document, section "Packet encoding".
func TestReadsAndWritesThePacketsOfTheDocument(t *testing.T) {
	for text, want := range map[string]socketio.Packet{
		`0`:                                      {Type: socketio.Connect, Namespace: "/"},
		`0/admin,`:                               {Type: socketio.Connect, Namespace: "/admin"},
		`0/admin,{"token":"123"}`:                {Type: socketio.Connect, Namespace: "/admin", Payload: `{"token":"123"}`},
		`4{"message":"Not authorized"}`:          {Type: socketio.ConnectError, Namespace: "/", Payload: `{"message":"Not authorized"}`},
		`2["foo"]`:                               {Type: socketio.Event, Namespace: "/", Payload: `["foo"]`},
		`2/admin,["bar"]`:                        {Type: socketio.Event, Namespace: "/admin", Payload: `["bar"]`},
		`212["foo"]`:                             {Type: socketio.Event, Namespace: "/", HasID: true, ID: 12, Payload: `["foo"]`},
		`20["foo"]`:                              {Type: socketio.Event, Namespace: "/", HasID: true, Payload: `["foo"]`},
		`3/admin,13["bar"]`:                      {Type: socketio.Ack, Namespace: "/admin", HasID: true, ID: 13, Payload: `["bar"]`},
		`312[]`:                                  {Type: socketio.Ack, Namespace: "/", HasID: true, ID: 12, Payload: `[]`},
		`1`:                                      {Type: socketio.Disconnect, Namespace: "/"},
		`1/admin,`:                               {Type: socketio.Disconnect, Namespace: "/admin"},
		`51-["b",{"_placeholder":true,"num":0}]`: {Type: socketio.BinaryEvent, Attachments: 1, Namespace: "/", Payload: `["b",{"_placeholder":true,"num":0}]`},
		`61-/x,15[{"_placeholder":true,"num":0}]`: {Type: socketio.BinaryAck, Attachments: 1, Namespace: "/x", HasID: true, ID: 15, Payload: `[{"_placeholder":true,"num":0}]`},
	} {
		got, err := socketio.Parse(text)
		if err != nil || got != want {
			t.Errorf("%s is %+v, %v, want %+v", text, got, err, want)
		}
		if again := got.String(); again != text {
			t.Errorf("%s is written %s", text, again)
		}
	}
}

func TestANamespaceMayDoWithoutItsComma(t *testing.T) {
	got, err := socketio.Parse("0/admin")
	if want := (socketio.Packet{Namespace: "/admin"}); err != nil || got != want {
		t.Errorf("is %+v, %v, want %+v", got, err, want)
	}
}

func TestAnEventHasANameAndArguments(t *testing.T) {
	for text, want := range map[string]struct{ name, args string }{
		`2["message","hi",{"a":[1,2]}]`:         {"message", `"hi"|{"a":[1,2]}`},
		`2/chat,7["s\u00e4y" , 1.5e3 ,null]`:    {"säy", `1.5e3|null`},
		`2[42]`:                                 {"42", ``},
		`2["` + strings.Repeat("n", 128) + `"]`: {strings.Repeat("n", socketio.MaxEvent), ``},
		`31[1,"two"]`:                           {"", `1|"two"`},
		`1`:                                     {"", ``},
	} {
		p, err := socketio.Parse(text)
		if got := strings.Join(p.Args(), "|"); err != nil || p.Event() != want.name || got != want.args {
			t.Errorf("%s is %q with %s, %v, want %q with %s", text, p.Event(), got, err, want.name, want.args)
		}
	}
}

func TestATextThatIsNoPacketIsAnError(t *testing.T) {
	place := func(n string) string { return `{"_placeholder":true,"num":` + n + `}` }
	for text, want := range map[string]string{
		``:                                 "a type from 0 to 6 first",
		`7[]`:                              "a type from 0 to 6 first",
		`x`:                                "a type from 0 to 6 first",
		`0[]`:                              "a payload that is an object",
		`0{"a"}`:                           "(want :)",
		`05`:                               "no id",
		`1["bye"]`:                         "no payload",
		`15`:                               "no id",
		`2`:                                "(want [)",
		`2[]`:                              "an event's name first",
		`2{}`:                              "(want [)",
		`2["connect"]`:                     "keeps for itself",
		`2["dis\u0063onnect"]`:             "keeps for itself",
		`2[null]`:                          "a name",
		`2[["a"]]`:                         "a name",
		`2["a"]x`:                          "the end",
		`2["a",]`:                          "something behind the comma",
		`2["a"`:                            "(want ,)",
		`207["a"]`:                         "without zeros",
		`29007199254740992["a"]`:           "an id from 0 to 9007199254740991",
		`299999999999999999999999999["a"]`: "an id from 0",
		`3["a"]`:                           "an id: an acknowledgement",
		`31`:                               "(want [)",
		`4`:                                "an object or a string",
		`4[]`:                              "an object or a string",
		`5["a"]`:                           "the number of attachments",
		`50-["a"]`:                         "the number of attachments",
		`51["a"]`:                          "and a -",
		`51-["a"]`:                         "a place for each",
		`52-["a",` + place("0") + `]`:      "a place for each",
		`51-["a",` + place("1") + `]`:      "each of 1 attachments in one place",
		`51-["a",` + place("0") + `,` + place("0") + `]`: "in one place",
		`51-["a",` + place("-1") + `]`:                   "a whole number",
		`51-["a",` + place(`"0"`) + `]`:                  "a whole number",
		`51-["a",{"_placeholder":true}]`:                 "a whole number",
		`51-["a",{"_placeholder":1,"num":0}]`:            "a place for each",
		"2[\"\xff\"]":                                    "UTF-8",
		"2[\"a\x1eb\"]":                                  "escaped",
	} {
		p, err := socketio.Parse(text)
		if err == nil || !strings.Contains(err.Error(), want) || p != (socketio.Packet{}) {
			t.Errorf("%.60q is %+v, %v, want %q", text, p, err, want)
		}
	}
}

func TestAPacketBeyondALimitIsReadWithoutItsPayload(t *testing.T) {
	for text, want := range map[string]string{
		`2/` + strings.Repeat("n", socketio.MaxNamespace) + `,["a"]`: "a namespace may have 128 bytes",
		`2["` + strings.Repeat("n", socketio.MaxEvent+1) + `"]`:      "an event’s name may have 128 bytes",
		`2[` + strings.Repeat("1", socketio.MaxEvent+1) + `]`:        "an event’s name may have 128 bytes",
		`2["a"` + strings.Repeat(",1", socketio.MaxArguments) + `]`:  "an event or an acknowledgement may have 256 values",
		`2["a",` + strings.Repeat("[", jsontext.MaxDepth) + `]`:      "arrays and objects may be nested 64 levels deep",
		`2["a",` + strings.Repeat(`{"a":`, jsontext.MaxDepth+1):      "arrays and objects may be nested 64 levels deep",
		`0{"a":` + strings.Repeat("[", jsontext.MaxDepth) + `}`:      "arrays and objects may be nested 64 levels deep",
		`511-["a"]`:          "a packet may have 10 attachments",
		`52147483647-7["a"]`: "a packet may have 10 attachments",
		`611-/chat,7["a"]`:   "a packet may have 10 attachments",
	} {
		head, err := socketio.ParseHead(text)
		if err != nil {
			t.Errorf("%.60q has no head: %v", text, err)
		}
		head.Payload = ""
		p, err := socketio.Parse(text)
		if limit := (*socketio.LimitError)(nil); !errors.As(err, &limit) || limit.Limit != want || p != head {
			t.Errorf("%.60q is %+v, %v, want %+v, %q", text, p, err, head, want)
		}
	}
}

func TestPacketsJustWithinTheLimitsAreRead(t *testing.T) {
	deep := strings.Repeat("[", jsontext.MaxDepth-1) + strings.Repeat("]", jsontext.MaxDepth-1)
	for _, text := range []string{
		`2/` + strings.Repeat("n", socketio.MaxNamespace-1) + `,["a"]`,
		`2["a"` + strings.Repeat(",1", socketio.MaxArguments-1) + `]`,
		`2["a",` + deep + `,` + deep + `]`,
		`29007199254740991["a"]`,
		`2["a",{"_placeholder":true,"num":7}]`, // only a binary packet has places
	} {
		if _, err := socketio.Parse(text); err != nil {
			t.Errorf("%.60s: %v", text, err)
		}
	}
}

func TestAttachmentsHaveTheirPlacesAnywhere(t *testing.T) {
	text := `53-["a",{"deep":[` + socketio.Placeholder(2) + `]},` + socketio.Placeholder(0) + `,{"num":1,"_\u0070laceholder":true}]`
	if _, err := socketio.Parse(text); err != nil {
		t.Error(err)
	}
}

func TestAPacketThatWasCutShortStillHasAHead(t *testing.T) {
	got, err := socketio.ParseHead(`2/chat,7["message","hel`)
	want := socketio.Packet{Type: socketio.Event, Namespace: "/chat", HasID: true, ID: 7, Payload: `["message","hel`}
	if err != nil || got != want {
		t.Errorf("is %+v, %v, want %+v", got, err, want)
	}
}
