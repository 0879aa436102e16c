package play

import (
	"encoding/json"
	"reflect"
	"testing"
)

func TestAFrameComesBackFromItsJSON(t *testing.T) {
	want := Notice{Tag: Tag{Block: "b", Attempt: 1}, Wire: &Wire{Frames: []Frame{{
		Number: 3, At: 1.5, Sender: Client, Fin: true, RSV: [3]bool{false, true, false}, Opcode: Text, OpcodeBits: 1, Masked: true,
		ShortLength: 127, LengthForm: 64, Length: 1<<63 + 1, Key: MaskingKey{1, 2, 3, 0xff}, Payload: Hex("Hi"), OnWire: Hex{0x49, 0x6b},
		Text: "Hi", Came: 2, Message: 1, Carries: Text, Violations: []Violation{{Field: RSV2Field, Why: "Why not."}},
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
