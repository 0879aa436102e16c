package player

import (
	"encoding/json"
	"math"
	"strings"
	"testing"

	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
)

// decoded is a view as the page gets it from JSON.parse.
type decoded struct {
	Running       bool
	Trouble, Next string
	Cleared       bool
	Skipped       struct{ Client, Server int }
	Clients       []struct{ Name, State string }
	Steps         []struct{ Status, Outcome string }
	Met           string
	Rows          []struct {
		Side, Kind                               string
		When                                     int64
		Bad                                      bool
		Time, Client, Arrow, Words, Meta, Packet string
	}
}

// decode reads the JSON of a view. A member that the page does not know is an error.
func decode(t testing.TB, v View) (d decoded) {
	t.Helper()
	text := v.AppendJSON(nil)
	decoder := json.NewDecoder(strings.NewReader(string(text)))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&d); err != nil || !json.Valid(text) {
		t.Fatalf("reading %.500q: %v", text, err)
	}
	return d
}

// asJSON returns a string after its way through JSON.
func asJSON(t testing.TB, s string) (back string) {
	t.Helper()
	text, err := json.Marshal(s)
	if err == nil {
		err = json.Unmarshal(text, &back)
	}
	if err != nil {
		t.Fatal(err)
	}
	return back
}

func TestAViewIsTheSameInJSON(t *testing.T) {
	v := View{
		Running: true, Trouble: Trouble{"what", "next"}, Cleared: true, Skipped: [3]int{0, 1234, 5},
		Clients: []ClientView{{"alice", Open}, {"bob", Closing}},
		Steps:   []StepView{{Idle, ""}, {Waiting, ""}, {Done, ""}, {Failed, "This came instead: \"x\""}},
		Met:     []bool{true, false, true},
		Rows: []RowView{
			{Event: play.Event{At: 12.34, Side: rfc6455.Client, Client: "alice", Kind: play.Received, Opcode: rfc6455.Binary,
				Size: 3, Text: "01 02 03", Packet: `42["a"]`, RoundTrip: 4.56}, When: 1012.345678},
			{Event: play.Event{Side: rfc6455.Server, Kind: play.Closed, Code: rfc6455.AbnormalClosure}, When: 0},
		},
	}
	d := decode(t, v)
	if d.Met != "101" {
		t.Errorf("met is %q, want 101", d.Met)
	}
	if !d.Running || !d.Cleared || d.Trouble != "what" || d.Next != "next" || d.Skipped.Client != 1234 || d.Skipped.Server != 5 {
		t.Errorf("%+v", d)
	}
	for i, c := range d.Clients {
		if c.Name != v.Clients[i].Name || c.State != v.Clients[i].State.String() {
			t.Errorf("client %d: %+v", i, c)
		}
	}
	for i, s := range d.Steps {
		if s.Status != v.Steps[i].Status.String() || s.Outcome != v.Steps[i].Outcome {
			t.Errorf("step %d: %+v", i, s)
		}
	}
	for i, r := range d.Rows {
		e := v.Rows[i].Event
		want := e.Row()
		if r.Side != e.Side.String() || r.Kind != e.Kind.String() || r.Bad != want.Bad || r.Time != want.Time || r.Client != want.Client ||
			r.Arrow != want.Arrow || r.Words != want.Words || r.Meta != want.Meta {
			t.Errorf("row %d: %+v, want %+v", i, r, want)
		}
	}
	if len(d.Clients) != 2 || len(d.Steps) != 4 || len(d.Rows) != 2 || d.Rows[0].When != 1012346 {
		t.Errorf("%+v", d)
	}
}

func TestAnEmptyViewHasEmptyLists(t *testing.T) {
	want := `{"running":false,"trouble":"","next":"","cleared":false,"skipped":{"client":0,"server":0},"clients":[],"steps":[],"met":"","rows":[]}`
	if got := string(View{}.AppendJSON([]byte("x"))); got != "x"+want {
		t.Errorf("got %s", got)
	}
}

// awkward are strings with characters that JSON, JavaScript or UTF-8 treats specially.
var awkward = []string{
	"", `"`, `\`, `\u0041`, "</script>", "<!--", "a\x00b\x1f\x7f", "\b\f\n\r\t", "\u0080\u009f", "\u2028\u2029", "ä€🧀👩‍👧",
	"\ufeff\ufffd\uffff", "\xff", "\xc3", "a\xe2\x82b", "\xed\xa0\x80", "\xf0\x9f\xa7", "\xc0\x80", strings.Repeat("\"", 100),
}

func TestAwkwardStringsPassThroughJSON(t *testing.T) {
	for _, s := range awkward {
		if got, want := decode(t, viewOf(s)).Trouble, asJSON(t, s); got != want {
			t.Errorf("%q became %q, want %q", s, got, want)
		}
	}
}

func viewOf(s string) View {
	return View{
		Trouble: Trouble{s, s}, Clients: []ClientView{{Name: s}}, Steps: []StepView{{Outcome: s}},
		Rows: []RowView{{Event: play.Event{Side: rfc6455.Client, Client: s, Kind: play.Received, Text: s}}},
	}
}

// FuzzViewJSON checks that the JSON of any view is valid, and has the same strings with
// U+FFFD for each byte that is not UTF-8.
func FuzzViewJSON(f *testing.F) {
	for i, s := range awkward {
		f.Add(s, uint8(i), uint8(i), float64(i))
	}
	f.Add("x", uint8(255), uint8(3), math.Inf(1))
	f.Add("x", uint8(7), uint8(200), math.NaN())
	f.Add("x", uint8(7), uint8(2), -1e300)
	f.Fuzz(func(t *testing.T, s string, kind, opcode uint8, at float64) {
		v := viewOf(s)
		e := &v.Rows[0].Event
		e.Kind, e.Opcode, e.At = play.Kind(kind), rfc6455.Opcode(opcode), play.Milliseconds(at)
		e.RoundTrip, v.Rows[0].When = e.At, e.At
		e.Code, e.Reason = rfc6455.CloseCode(kind)*256, s
		d := decode(t, v)
		want := asJSON(t, s)
		row := d.Rows[0]
		for _, got := range []string{d.Trouble, d.Next, d.Clients[0].Name, d.Steps[0].Outcome, row.Client} {
			if got != want {
				t.Errorf("%q became %q, want %q", s, got, want)
			}
		}
		if words := asJSON(t, e.Row().Words); row.Words != words {
			t.Errorf("the words %q, want %q", row.Words, words)
		}
	})
}
