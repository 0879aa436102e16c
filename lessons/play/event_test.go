package play

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"twocups/lessons/play/rfc6455"
)

func TestPreviewCutsBetweenCharacters(t *testing.T) {
	full := strings.Repeat("a", MaxPreview)
	for _, c := range []struct{ name, payload, want string }{
		{"nothing", "", ""},
		{"short", "Hello", "Hello"},
		{"just short enough", full, full},
		{"one byte too long", full + "b", full + "…"},
		{"a character across the end", full[1:] + "äb", full[1:] + "…"},
		{"a long character across the end", full[3:] + "\U0001F964b", full[3:] + "…"},
		{"a character up to the end", full[2:] + "äb", full[2:] + "ä…"},
	} {
		if got := Preview(rfc6455.Text, c.payload); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestPreviewShowsBytesAsHex(t *testing.T) {
	if got := Preview(rfc6455.Binary, []byte("Hi\xff")); got != "48 69 ff" {
		t.Errorf("%q", got)
	}
	long := Preview(rfc6455.Binary, make([]byte, MaxPreview+1))
	if !strings.HasSuffix(long, "00 00…") || len(long) != MaxPreview*3-1+len("…") {
		t.Errorf("%d bytes: …%q", len(long), long[len(long)-10:])
	}
}

func TestAnEventReadsBackFromJSON(t *testing.T) {
	for _, e := range []Event{
		{At: 1.5, Side: rfc6455.Client, Kind: Connecting, Text: EchoPath},
		{Side: rfc6455.Server, Client: "alice", Kind: Received, Opcode: rfc6455.Binary, Size: 2, Text: "48 69"},
		{Side: rfc6455.Client, Kind: Closed, Code: rfc6455.NormalClosure, Reason: "bye", Clean: true},
	} {
		text, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		var again Event
		if err := json.Unmarshal(text, &again); err != nil || again != e {
			t.Errorf("%s reads back as %+v, %v", text, again, err)
		}
	}
}

func TestUnknownNamesAreErrors(t *testing.T) {
	for text, want := range map[string]string{
		`{"side": "middle"}`: `unknown name "middle"`,
		`{"side": ""}`:       `unknown name ""`,
		`{"kind": "lost"}`:   `unknown name "lost"`,
		`{"opcode": "foo"}`:  `unknown name "foo"`,
	} {
		if err := json.Unmarshal([]byte(text), new(Event)); err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
}

func TestOpcodesHaveTheNamesOfTheStandard(t *testing.T) {
	var names []string
	for _, o := range []rfc6455.Opcode{rfc6455.Continuation, rfc6455.Text, rfc6455.Binary, rfc6455.Close, rfc6455.Ping, rfc6455.Pong, 0x3} {
		names = append(names, o.String())
	}
	if want := []string{"continuation", "text", "binary", "close", "ping", "pong", "reserved"}; !reflect.DeepEqual(names, want) {
		t.Errorf("%q, want %q", names, want)
	}
	if rfc6455.Side(9).String() != "" || Kind(0).String() != "" {
		t.Error("an unknown side or kind has a name")
	}
}
