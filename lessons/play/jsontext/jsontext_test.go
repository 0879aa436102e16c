package jsontext_test

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"twocups/lessons/play/jsontext"
)

// texts are texts in JSON and texts with a small fault. The fuzz tests begin with them.
var texts = []string{
	`null`, `true`, `false`, `0`, `-0`, `-1.5e+3`, `1E-7`, `""`, `"a\"\\\/\b\f\n\r\t"`, `"\u00e4\uD83E\uddc0"`, `"\ud800"`, `"\udc00\ud800x"`, `"\ud800\u0041"`,
	`[]`, ` [ 1 , [ 2 ] , { "a" : 3 } ] `, `{}`, `{"a":1,"a":2,"b":{"c":[]}}`, "\"\u2028\x7f\"",
	``, ` `, `nul`, `nullx`, `01`, `-`, `+1`, `.5`, `1.`, `1e`, `1e+`, `"`, `"\`, `"\x"`, `"\u12"`, `"\u12g4"`, "\"\n\"", "\"\x00\"", "\x00", "\"\xff\"",
	`[`, `]`, `[1`, `[1,`, `[1,]`, `[,1]`, `[1 2]`, `{`, `{"a"`, `{"a":`, `{"a":1,}`, `{a:1}`, `{1:1}`, `{"a" 1}`, `[}`, `{]`, `1 1`, "\ufeff1", "1\u00a0",
}

func TestValuesAndMembersAreTextsOfTheirOwn(t *testing.T) {
	values, err := jsontext.Values(" [ 1 ,\t[ 2 ]\n, {\"a\" : \"]\"},\"\"] ")
	if want := []string{`1`, `[ 2 ]`, `{"a" : "]"}`, `""`}; err != nil || !reflect.DeepEqual(values, want) {
		t.Errorf("values %q, %v, want %q", values, err, want)
	}
	members, err := jsontext.Members(`{ "a" : [1, 2] , "\u0062":"}"}`)
	if want := []jsontext.Pair{{Name: "a", Value: "[1, 2]"}, {Name: "b", Value: `"}"`}}; err != nil || !reflect.DeepEqual(members, want) {
		t.Errorf("members %q, %v, want %q", members, err, want)
	}
	for object, want := range map[string]string{`{"a":1,"b":2,"a":3}`: "3", `{"b":2}`: "", `["a"]`: "", `{"a":1`: ""} {
		if got := jsontext.Member(object, "a"); got != want {
			t.Errorf("a of %s is %q, want %q", object, got, want)
		}
	}
}

func TestValidAcceptsTheTextsThatEncodingJSONAccepts(t *testing.T) {
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
		if got := jsontext.Quote(text); got != want {
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

// checkJSON compares the scanner with encoding/json, which also accepts deeper nesting and
// invalid UTF-8.
func checkJSON(t *testing.T, text string) {
	err := jsontext.Valid(text)
	if valid := json.Valid([]byte(text)) && utf8.ValidString(text) && depth(text) <= jsontext.MaxDepth; valid != (err == nil) {
		t.Fatalf("%q: %v, want valid to be %v", text, err, valid)
	}
	checkCompact(t, text)
	var want []json.RawMessage
	values, err := jsontext.Values(text)
	if isArray := json.Unmarshal([]byte(text), &want) == nil && want != nil; err == nil != (isArray && jsontext.Valid(text) == nil) {
		t.Fatalf("%q: %v, want an array to be %v", text, err, isArray)
	}
	for i, value := range values {
		if value != string(want[i]) {
			t.Errorf("value %d of %q is %q, want %q", i, text, value, want[i])
		}
	}
	checkMembers(t, text)
	var unquoted string
	got, err := jsontext.Unquote(text)
	if err == nil && (json.Unmarshal([]byte(text), &unquoted) != nil || got != unquoted) {
		t.Errorf("%q is %q, want %q", text, got, unquoted)
	}
}

func checkMembers(t *testing.T, text string) {
	var want map[string]json.RawMessage
	members, err := jsontext.Members(text)
	if isObject := json.Unmarshal([]byte(text), &want) == nil && want != nil; err == nil != (isObject && jsontext.Valid(text) == nil) {
		t.Fatalf("%q: %v, want an object to be %v", text, err, isObject)
	}
	for _, m := range members {
		if got := jsontext.Member(text, m.Name); got != string(want[m.Name]) {
			t.Errorf("%q of %q is %q, want %q", m.Name, text, got, want[m.Name])
		}
	}
}

// FuzzQuote checks that every text reads back from its JSON string, both by Unquote and by
// encoding/json.
func FuzzQuote(f *testing.F) {
	for _, text := range texts {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		quoted := jsontext.Quote(text)
		var theirs string
		if err := json.Unmarshal([]byte(quoted), &theirs); err != nil {
			t.Fatalf("%q is written %s: %v", text, quoted, err)
		}
		ours, err := jsontext.Unquote(quoted)
		if want := repaired(text); err != nil || ours != want || theirs != want {
			t.Errorf("%q reads back as %q, %v and %q", text, ours, err, theirs)
		}
	})
}

// checkCompact compares the compact form with encoding/json's, which leaves strings
// unchanged.
func checkCompact(t *testing.T, text string) {
	compact, err := jsontext.Compact(text)
	if valid := jsontext.Valid(text) == nil; valid != (err == nil) {
		t.Fatalf("%q: %v, want valid to be %v", text, err, valid)
	}
	var theirs bytes.Buffer
	if err == nil && json.Compact(&theirs, []byte(text)) == nil && !strings.Contains(text, `\`) && compact != theirs.String() {
		t.Errorf("%q is %q, want %q", text, compact, theirs.String())
	}
	if again, _ := jsontext.Compact(compact); again != compact {
		t.Errorf("the compact form of %q is %q, whose compact form is %q", text, compact, again)
	}
}

func TestACompactTextIsTheOneThatJavaScriptWrites(t *testing.T) {
	got, err := jsontext.Compact(" { \"k\\u00e4se\" : [ 1 , \"a b\\/\" ,null ] } ")
	if want := `{"käse":[1,"a b/",null]}`; err != nil || got != want {
		t.Errorf("%s, %v, want %s", got, err, want)
	}
}

func TestAFaultNamesItsPlaceAndItsText(t *testing.T) {
	for text, want := range map[string]string{
		`[1,]`:                           `json: byte 4 of "[1,]" (want something behind the comma)`,
		`{"a":'b'}`:                      `json: byte 6 of "{\"a\":'b'}" (want a JSON value such as "text", 1 or true)`,
		"\x1f" + strings.Repeat("é", 50): `json: byte 1 of "\u001f` + strings.Repeat("é", 39) + `…" (want a JSON value such as "text", 1 or true)`,
	} {
		if err := jsontext.Valid(text); err == nil || err.Error() != want {
			t.Errorf("%q: %v\nwant %s", text, err, want)
		}
	}
}

func repaired(text string) string { return string([]rune(text)) }

// depth returns the greatest number of brackets that are open at the same time in a JSON text.
func depth(text string) int {
	deepest, open, inside := 0, 0, false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case inside && c == '\\':
			i++
		case c == '"':
			inside = !inside
		case inside:
		case c == '[' || c == '{':
			open++
			deepest = max(deepest, open)
		case c == ']' || c == '}':
			open--
		}
	}
	return deepest
}
