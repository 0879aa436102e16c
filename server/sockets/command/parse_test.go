package command

import (
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"twocups/lessons/play/rfc6455"
)

func TestReadsEveryRequest(t *testing.T) {
	for text, want := range map[string]request{
		"ping":                    {verb: "ping", payload: []byte("are you there?")},
		"ping hi":                 {verb: "ping", payload: []byte("hi")},
		"text Hello there ":       {verb: "text", payload: []byte("Hello there")},
		`text "two\nlines"`:       {verb: "text", payload: []byte("two\nlines")},
		"text":                    {verb: "text", payload: []byte{}},
		"binary 00 ff 10":         {verb: "binary", payload: []byte{0, 0xff, 0x10}},
		"binary":                  {verb: "binary"},
		"fragments 3 Hello there": {verb: "fragments", frames: 3, payload: []byte("Hello there")},
		"slowly 2s Hello":         {verb: "slowly", delay: 2 * time.Second, payload: []byte("Hello")},
		"Slowly 2 S Hello":        {verb: "slowly", delay: 2 * time.Second, payload: []byte("Hello")},
		"slowly 1s":               {verb: "slowly", delay: time.Second, payload: []byte{}},
		"fragments 3":             {verb: "fragments", frames: 3, payload: []byte{}},
		"PING hi":                 {verb: "ping", payload: []byte("hi")},
		"slowly 2 s Hello":        {verb: "slowly", delay: 2 * time.Second, payload: []byte("Hello")},
		"close":                   {verb: "close", code: rfc6455.NoCloseCode, payload: []byte{}},
		"close 4000 enough":       {verb: "close", code: 4000, payload: []byte("enough")},
		"vanish":                  {verb: "vanish"},
	} {
		if got, err := parse(text); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%q is %+v, %v, want %+v", text, got, err, want)
		}
	}
}

func TestReadsEveryCodeThatMayBeSentAndNoOther(t *testing.T) {
	for code := range rfc6455.CloseCode(6000) {
		_, err := parse("close " + code.String())
		if allowed := code.MayBeSent(); allowed != (err == nil) {
			t.Errorf("close %d: %v", code, err)
		}
	}
}

func TestSaysWhatWasExpected(t *testing.T) {
	const examples = " (want a request such as ping hi, text Hello, binary 00 ff, fragments 3 Hello there, slowly 2 s Hello, close 4000 enough or vanish)"
	for text, want := range map[string]string{
		"":                                       "an empty message asks for nothing" + examples,
		"pong hi":                                `unknown request "pong"` + examples,
		"ping " + strings.Repeat("x", 126):       `126 bytes (want at most 125)`,
		`text "\xff"`:                            `text "�" is not UTF-8 (want UTF-8 or binary)`,
		"text " + strings.Repeat("x", 4097):      `4097 bytes (want at most 4096)`,
		"binary 0":                               `bytes "0" (want pairs of hexadecimal digits such as 48 69)`,
		"fragments 17 x":                         `number of frames "17" (want 1 to 16)`,
		"fragments 0 x":                          `number of frames "0" (want 1 to 16)`,
		"slowly 11 s x":                          `delay "11" (want 1 to 10)`,
		"slowly 2 m x":                           `unit "m" (want s, for seconds)`,
		"slowly 11s x":                           `delay "11" (want 1 to 10)`,
		"binary " + strings.Repeat("00", 4097):   `4097 bytes (want at most 4096)`,
		"close 01751":                            `close code "01751" may not be sent (want 1000 to 1003, 1007 to 1014 or 3000 to 4999)`,
		"close 999":                              `close code "999" (want 1000 to 4999)`,
		"close 1006":                             `close code "1006" may not be sent (want 1000 to 1003, 1007 to 1014 or 3000 to 4999)`,
		"close 1000 " + strings.Repeat("x", 124): `124 bytes (want at most 123)`,
		"vanish now":                             `unexpected "now" (want the end of the line)`,
	} {
		if _, err := parse(text); err == nil || err.Error() != want {
			t.Errorf("%.20q: %v, want %s", text, err, want)
		}
	}
}

// FuzzParse checks that each request without a fault is within the limits, and that each fault
// lists the choices.
func FuzzParse(f *testing.F) {
	for _, text := range []string{"ping hi", `text "a\u00e9"`, "binary 00 ff", "fragments 3 Hello", "slowly 2 s Hello", "close 4000 enough", "close", "vanish"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		a, err := parse(text)
		if err != nil {
			if !strings.Contains(err.Error(), "(want ") {
				t.Errorf("%q: the fault %v lists no choices", text, err)
			}
			return
		}
		switch {
		case len(a.payload) > MaxText, a.verb == "ping" && len(a.payload) > rfc6455.MaxControl, a.verb == "close" && len(a.payload) > rfc6455.MaxReason,
			a.verb == "fragments" && (a.frames < 1 || a.frames > MaxFragments), a.verb == "slowly" && (a.delay <= 0 || a.delay > MaxDelay),
			a.verb == "close" && !a.code.MayBeSent() && a.code != rfc6455.NoCloseCode, a.verb != "binary" && !utf8.Valid(a.payload):
			t.Errorf("%q is %+v", text, a)
		}
	})
}
