package instance_test

import (
	"testing"

	"twocups/lessons/play/rfc6455"
	"twocups/server/instance"
	"twocups/server/socket"
)

type request struct {
	Type  string `json:"type"`
	Count int    `json:"count"`
}

func TestReadAcceptsOneObjectAndExplainsOtherInput(t *testing.T) {
	for text, want := range map[string]string{
		`{"type":"a","count":1}`:      "",
		` {} `:                        "",
		`hello`:                       "a message is a JSON object: invalid character 'h' looking for beginning of value",
		``:                            "a message is a JSON object: EOF",
		`{"type":"a"`:                 "a message is a JSON object: unexpected EOF",
		`"hello"`:                     "a message is a JSON object; this is of the kind string",
		`[1]`:                         "a message is a JSON object; this is of the kind array",
		`{"type":1}`:                  `"type" can't be of the kind number`,
		`{"count":"1"}`:               `"count" can't be of the kind string`,
		`{"tpye":"a"}`:                `a message is a JSON object: unknown field "tpye"`,
		`{"type":"a"}{"type":"b"}`:    "a message is one JSON object, and nothing behind it",
		"{\"type\":\"a\"}\n{\"type\"": "a message is one JSON object, and nothing behind it",
	} {
		var r request
		got := ""
		if err := instance.Read(socket.Message{Opcode: rfc6455.Text, Payload: []byte(text)}, &r); err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
	var r request
	if err := instance.Read(socket.Message{Opcode: rfc6455.Binary, Payload: []byte(`{}`)}, &r); err == nil {
		t.Error("a binary message is taken for JSON")
	}
}
