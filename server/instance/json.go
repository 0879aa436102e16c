package instance

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"twocups/lessons/play/rfc6455"
	"twocups/server/socket"
)

// Read reads a text message that holds one JSON object into the struct that v points to. The
// object may have only the fields of the struct. The error is worded for the sender.
func Read(m socket.Message, v any) error {
	if m.Opcode != rfc6455.Text {
		return errors.New("a message is JSON in a text message, not a binary one")
	}
	decoder := json.NewDecoder(bytes.NewReader(m.Payload))
	decoder.DisallowUnknownFields()
	err := decoder.Decode(v)
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &kind) && kind.Field == "":
		return fmt.Errorf("a message is a JSON object; this is of the kind %s", kind.Value)
	case errors.As(err, &kind):
		return fmt.Errorf("%q can't be of the kind %s", kind.Field, kind.Value)
	case err != nil:
		return fmt.Errorf("a message is a JSON object: %s", strings.TrimPrefix(err.Error(), "json: "))
	}
	if _, err := decoder.Token(); err != io.EOF {
		return errors.New("a message is one JSON object, and nothing behind it")
	}
	return nil
}

// JSON returns v as JSON, in a text message for any number of clients. It does not escape
// characters such as <, because a page shows them as text. It panics if v can't be written as
// JSON.
func JSON(v any) socket.Prepared {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		panic(fmt.Errorf("writing %T as JSON: %w", v, err)) // a fault in the program
	}
	return socket.Prepare(socket.Message{Opcode: rfc6455.Text, Payload: bytes.TrimSuffix(text.Bytes(), []byte("\n"))})
}
