package play

import (
	"encoding/json"
	"reflect"
	"testing"

	"twocups/lessons/play/digits"
	"twocups/lessons/play/rfc6455"
)

func TestAFrameComesBackFromItsJSON(t *testing.T) {
	want := Notice{Tag: Tag{Block: "b", Attempt: 1}, Wire: &Wire{Frames: []Frame{{
		Number: 3, At: 1.5, Sender: rfc6455.Client, Fin: true, RSV: [3]bool{false, true, false}, Opcode: rfc6455.Text, OpcodeBits: 1, Masked: true,
		ShortLength: 127, LengthForm: 64, Length: 1<<63 + 1, Key: rfc6455.MaskingKey{1, 2, 3, 0xff}, Payload: digits.Hex("Hi"), OnWire: digits.Hex{0x49, 0x6b},
		Text: "Hi", Came: 2, Message: 1, Carries: rfc6455.Text, Violations: []rfc6455.Violation{{Field: rfc6455.RSV2Field, Why: "Why not."}},
	}}}}
	text, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	var got Notice
	if err := json.Unmarshal(text, &got); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%s\ncomes back as %+v, %v", text, got.Wire, err)
	}
	if err := json.Unmarshal([]byte(`"4"`), &got.Wire.Frames[0].Key); err == nil {
		t.Error("half a byte is taken for a key")
	}
}
