package wsblock

import (
	"reflect"
	"testing"
)

func TestAStepReadsBackFromItsCanonicalForm(t *testing.T) {
	for line, want := range map[string]string{
		"connect /echo":                     "connect /echo",
		"  connect\t/echo?a=b:c  p1   p2 ":  "connect /echo?a=b:c p1 p2",
		"bob:connect /echo":                 "bob: connect /echo",
		"message Hello  World ":             "message Hello  World",
		`message ""`:                        `message ""`,
		`message "Hello"`:                   "message Hello",
		`message "two\nlines"`:              `message "two\nlines"`,
		`message " x "`:                     `message " x "`,
		`message "\"quoted\""`:              `message "\"quoted\""`,
		`message say "hi"`:                  `message say "hi"`,
		`message "\u00a0"`:                  `message "\u00a0"`,
		"message # no comment":              "message # no comment",
		"message alice: hi":                 "message alice: hi",
		"message \U0001F964\U0001F964 cups": "message \U0001F964\U0001F964 cups",
		"binary 4869":                       "binary 48 69",
		"binary AB cdEF":                    "binary ab cd ef",
		"disconnect":                        "disconnect",
		"disconnect 1000":                   "disconnect 1000",
		`disconnect 1000 ""`:                "disconnect 1000",
		"disconnect 4999 good bye":          "disconnect 4999 good bye",
		"expect echo":                       "expect echo",
		"expect message hi":                 "expect message hi",
		"expect binary 00":                  "expect binary 00",
		"connect socket.io":                 "connect socket.io",
		"connect\tsocket.io  /":             "connect socket.io",
		"connect socket.io /chat":           "connect socket.io /chat",
		"emit hello":                        "emit hello",
		`emit "hello"`:                      "emit hello",
		`emit say  "kitchen",{"a" : [1 ] }`: `emit say "kitchen", {"a":[1]}`,
		`emit "two words" null`:             `emit "two words" null`,
		`emit "a\u00e4\u00a0"  1.50`:        `emit "aä\u00a0" 1.50`,
		`emitWithAck ask true`:              `emitWithAck ask true`,
		`emit ack`:                          `emit ack`,
		"ack":                               "ack",
		`bob: ack "ok",2`:                   `bob: ack "ok", 2`,
		"expect event hello":                "expect event hello",
		`expect event "x" []`:               `expect event x []`,
		"expect ack":                        "expect ack",
		"expect ack  3 ":                    "expect ack 3",
		"expect close":                      "expect close",
		"expect close 1006":                 "expect close 1006",
		"expect close 1001 going":           "expect close 1001 going",
	} {
		step, err := ParseStep(line)
		if err != nil {
			t.Errorf("%q: %v", line, err)
			continue
		}
		if got := step.String(); got != want {
			t.Errorf("%q is written as %q, want %q", line, got, want)
		}
		again, err := ParseStep(step.String())
		if err != nil || !reflect.DeepEqual(again, step) {
			t.Errorf("%q reads back as %+v, %v, want %+v", step, again, err, step)
		}
	}
}
