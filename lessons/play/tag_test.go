package play

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"twocups/lessons/play/rfc6455"
)

func TestATagReadsBackFromItsQuery(t *testing.T) {
	for _, tag := range []Tag{
		{Console: "k3x9", Block: "first-echo", Attempt: 0},
		{Console: "a", Block: "block-2", Client: "alice", Attempt: 1<<31 - 1},
		{Console: strings.Repeat("a", MaxTagValue), Block: "b", Attempt: 1},
		{Console: "a", Block: "b", Client: strings.Repeat("c", MaxTagValue), Attempt: 1, Raw: true},
		{Console: "a", Block: "b", WantsRows: true},
	} {
		query, err := url.ParseQuery(tag.Query())
		if err != nil {
			t.Fatal(err)
		}
		if again, err := ParseTag(query.Get); err != nil || again != tag {
			t.Errorf("%s reads back as %+v, %v", tag.Query(), again, err)
		}
	}
}

func TestAQueryWithoutAConsoleHasNoTag(t *testing.T) {
	query := url.Values{"block": {"x"}, "attempt": {"no number"}}
	if tag, err := ParseTag(query.Get); err != nil || tag != (Tag{}) {
		t.Errorf("%+v, %v", tag, err)
	}
}

func TestABadTagIsAnError(t *testing.T) {
	for query, want := range map[string]string{
		"console=A&attempt=1":                           `tag value "A" (want lower-case letters, digits and -)`,
		"console=a&block=<&attempt=1":                   `tag value "<" (want lower-case letters, digits and -)`,
		"console=a&client=%C3&attempt=1":                `tag value "�" (want lower-case letters, digits and -)`,
		"console=" + strings.Repeat("a", MaxTagValue+1): `tag value "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…" (want lower-case letters, digits and -)`,
		"console=a&raw=2&attempt=1":                     `tag raw "2" (want 1 or nothing)`,
		"console=a&rows=on&attempt=1":                   `tag rows "on" (want 1 or nothing)`,
		"console=a":                                     `tag attempt "" (want a number)`,
		"console=a&attempt=-1":                          `tag attempt "-1" (want a number)`,
		"console=a&attempt=2147483648":                  `tag attempt "2147483648" (want a number)`,
	} {
		values, err := url.ParseQuery(query)
		if err != nil {
			t.Fatal(err)
		}
		if tag, err := ParseTag(values.Get); err == nil || err.Error() != want || tag != (Tag{}) {
			t.Errorf("%s: %+v, %v, want %s", query, tag, err, want)
		}
	}
}

func TestANoticeNamesItsConnection(t *testing.T) {
	for want, notice := range map[string]Notice{
		`{"console":"k3","block":"","attempt":0}`: {Console: "k3"},
		`{"block":"b","client":"bob","attempt":2,"raw":true,"connection":4,"missed":3,"event":{"at":1,"side":"server","kind":"opened","opcode":"continuation","size":0}}`: {
			Tag: Tag{Console: "k3", Block: "b", Client: "bob", Attempt: 2, Raw: true}, Connection: 4, Missed: 3, Event: Event{At: 1, Side: rfc6455.Server, Kind: Opened}},
		`{"block":"b","attempt":2,"rows":[{"time":"1.0 ms","arrow":"","words":"closed","meta":"","bad":true}]}`: {
			Tag: Tag{Block: "b", Attempt: 2, WantsRows: true}, Rows: []Row{{Time: "1.0 ms", Words: "closed", Bad: true}}},
	} {
		if got, err := json.Marshal(notice); err != nil || string(got) != want {
			t.Errorf("%s, %v, want %s", got, err, want)
		}
	}
}

func TestAConnectionOfARawClientHasANameOfItsOwn(t *testing.T) {
	for tag, want := range map[Tag]string{
		{}:                           "",
		{Client: "alice"}:            "alice",
		{Client: "straw"}:            "straw",
		{Raw: true}:                  "raw",
		{Client: "alice", Raw: true}: "alice-raw",
	} {
		if got := tag.Name(); got != want {
			t.Errorf("the name of %+v is %q, want %q", tag, got, want)
		}
	}
}
