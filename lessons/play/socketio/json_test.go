package socketio_test

import (
	"encoding/json"
	"reflect"
	"testing"

	"twocups/lessons/play/socketio"
)

// texts are JSON, and what nearly is; the fuzz tests begin with them.
var texts = []string{
	`null`, `true`, `false`, `0`, `-0`, `-1.5e+3`, `1E-7`, `""`, `"a\"\\\/\b\f\n\r\t"`, `"\u00e4\uD83E\uddc0"`, `"\ud800"`, `"\udc00\ud800x"`, `"\ud800\u0041"`,
	`[]`, ` [ 1 , [ 2 ] , { "a" : 3 } ] `, `{}`, `{"a":1,"a":2,"b":{"c":[]}}`, "\"\u2028\x7f\"",
	``, ` `, `nul`, `nullx`, `01`, `-`, `+1`, `.5`, `1.`, `1e`, `1e+`, `"`, `"\`, `"\x"`, `"\u12"`, `"\u12g4"`, "\"\n\"", "\"\x00\"", "\x00", "\"\xff\"",
	`[`, `]`, `[1`, `[1,`, `[1,]`, `[,1]`, `[1 2]`, `{`, `{"a"`, `{"a":`, `{"a":1,}`, `{a:1}`, `{1:1}`, `{"a" 1}`, `[}`, `{]`, `1 1`, "\ufeff1", "1\u00a0",
}

func TestValuesAndMembersAreTextsOfTheirOwn(t *testing.T) {
	values, err := socketio.Values(" [ 1 ,\t[ 2 ]\n, {\"a\" : \"]\"},\"\"] ")
	if want := []string{`1`, `[ 2 ]`, `{"a" : "]"}`, `""`}; err != nil || !reflect.DeepEqual(values, want) {
		t.Errorf("values %q, %v, want %q", values, err, want)
	}
	members, err := socketio.Members(`{ "a" : [1, 2] , "\u0062":"}"}`)
	if want := []socketio.JSONMember{{Name: "a", Value: "[1, 2]"}, {Name: "b", Value: `"}"`}}; err != nil || !reflect.DeepEqual(members, want) {
		t.Errorf("members %q, %v, want %q", members, err, want)
	}
	for object, want := range map[string]string{`{"a":1,"b":2,"a":3}`: "3", `{"b":2}`: "", `["a"]`: "", `{"a":1`: ""} {
		if got := socketio.Member(object, "a"); got != want {
			t.Errorf("a of %s is %q, want %q", object, got, want)
		}
	}
}

func TestJSONIsWhatEncodingJSONTakes(t *testing.T) {
	for _, text := range texts {
		checkJSON(t, text)
	}
}

func TestAStringIsWrittenAsJavaScriptWritesIt(t *testing.T) {
	for text, want := range map[string]string{
		"":                 `""`,
		"a\"b\\c/":         `"a\"b\\c/"`,
		"\b\f\n\r\t":       `"\b\f\n\r\t"`,
		"\x00\x1e\x1f\x7f": "\"\\u0000\\u001e\\u001f\x7f\"",
		"käse 🧀 \u2028<&>": "\"käse 🧀 \u2028<&>\"",
		"\xff":             `"` + "\ufffd" + `"`,
	} {
		if got := socketio.Quote(text); got != want {
			t.Errorf("%q is written %s, want %s", text, got, want)
		}
	}
}

func FuzzJSON(f *testing.F) {
	for _, text := range texts {
		f.Add(text)
	}
	f.Fuzz(checkJSON)
}

// checkJSON holds the scanner against encoding/json, which goes deeper, and takes what
// is no UTF-8.
func checkJSON(t *testing.T, text string) {
	err := socketio.Valid(text)
	if valid := json.Valid([]byte(text)) && validUTF8(text) && depth(text) <= socketio.MaxDepth; valid != (err == nil) {
		t.Fatalf("%q: %v, want valid to be %v", text, err, valid)
	}
	var want []json.RawMessage
	values, err := socketio.Values(text)
	if isArray := json.Unmarshal([]byte(text), &want) == nil && want != nil; err == nil != (isArray && socketio.Valid(text) == nil) {
		t.Fatalf("%q: %v, want an array to be %v", text, err, isArray)
	}
	for i, value := range values {
		if value != string(want[i]) {
			t.Errorf("value %d of %q is %q, want %q", i, text, value, want[i])
		}
	}
	checkMembers(t, text)
	var unquoted string
	got, err := socketio.Unquote(text)
	if err == nil && (json.Unmarshal([]byte(text), &unquoted) != nil || got != unquoted) {
		t.Errorf("%q is %q, want %q", text, got, unquoted)
	}
}

func checkMembers(t *testing.T, text string) {
	var want map[string]json.RawMessage
	members, err := socketio.Members(text)
	if isObject := json.Unmarshal([]byte(text), &want) == nil && want != nil; err == nil != (isObject && socketio.Valid(text) == nil) {
		t.Fatalf("%q: %v, want an object to be %v", text, err, isObject)
	}
	for _, m := range members {
		if got := socketio.Member(text, m.Name); got != string(want[m.Name]) {
			t.Errorf("%q of %q is %q, want %q", m.Name, text, got, want[m.Name])
		}
	}
}

// FuzzQuote checks that every text reads back from the string that it is written as,
// here and in encoding/json.
func FuzzQuote(f *testing.F) {
	for _, text := range texts {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		quoted := socketio.Quote(text)
		var theirs string
		if err := json.Unmarshal([]byte(quoted), &theirs); err != nil {
			t.Fatalf("%q is written %s: %v", text, quoted, err)
		}
		ours, err := socketio.Unquote(quoted)
		if want := repaired(text); err != nil || ours != want || theirs != want {
			t.Errorf("%q reads back as %q, %v and %q", text, ours, err, theirs)
		}
	})
}
