package play

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"twocups/lessons/play/digits"
	"twocups/lessons/play/rfc6455"
	"twocups/lessons/play/socketio"
)

func TestAFrameComesBackFromItsJSON(t *testing.T) {
	frame := Frame{
		Number: 3, Sender: rfc6455.Client, Fin: true, RSV: [3]bool{false, true, false}, Opcode: rfc6455.Text, OpcodeBits: 1, Masked: true,
		ShortLength: 127, LengthForm: 64, Length: 1<<63 + 1, Key: rfc6455.MaskingKey{1, 2, 3, 0xff}, Payload: digits.Hex("Hi"), OnWire: digits.Hex{0x49, 0x6b},
		Text: "Hi", Message: 1, Violations: []rfc6455.Violation{{Field: rfc6455.RSV2Field, Why: "Why not."}},
	}
	want := Notice{Tag: Tag{Block: "b", Attempt: 1}, Wire: &Wire{Frames: []FrameRow{frame.Row(false)}}}
	text, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	var got Notice
	if err := json.Unmarshal(text, &got); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%s\ncomes back as %+v, %v", text, got.Wire, err)
	}
	if err := json.Unmarshal([]byte(`"4"`), &got.Wire.Frames[0].Key); err == nil {
		t.Error("half a byte is accepted as a key")
	}
}

func TestAFrameIsMadeReadyForReading(t *testing.T) {
	text := func(s string) *socketio.Reading { r := socketio.Read(s, true); return &r }
	bytes := make(digits.Hex, MaxFramePreview)
	for _, c := range []struct {
		frame   Frame
		caption string
		row     WireRow
	}{
		{Frame{Number: 1, At: 1.26, Sender: rfc6455.Client, Fin: true, Opcode: rfc6455.Text, Carries: rfc6455.Text, Message: 1, Length: 5, Came: 5, Text: "Hello", Payload: digits.Hex("Hello")},
			"text · 5 bytes · at 1.3 ms",
			WireRow{"1.3 ms", "→", "text", "Hello", "frame 1 · to the server · 5 bytes"}},
		{Frame{Number: 2, At: 1234, Sender: rfc6455.Server, Fin: true, Opcode: rfc6455.Binary, Carries: rfc6455.Binary, Message: 1, Length: 65_536, Came: 65_536, Text: "text by chance", Payload: bytes},
			"binary · 65,536 bytes · at 1.23 s",
			WireRow{"1.23 s", "←", "binary", "00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00", "frame 2 · to the client · 65,536 bytes"}},
		{Frame{Sender: rfc6455.Server, Fin: true, Opcode: rfc6455.Ping},
			"ping · 0 bytes · at 0.0 ms",
			WireRow{"0.0 ms", "←", "ping", "empty", "frame 0 · to the client · 0 bytes"}},
		{Frame{Sender: rfc6455.Client, Opcode: rfc6455.Opcode(0xB), OpcodeBits: 0xB, Length: 1, Came: 1, Violations: []rfc6455.Violation{{}}},
			"reserved · 1 byte · at 0.0 ms",
			WireRow{"0.0 ms", "→", "reserved", "opcode 0xB", "frame 0 · to the server · 1 byte · breaks the protocol"}},
		{Frame{Sender: rfc6455.Client, Fin: true, Opcode: rfc6455.Close},
			"close · 0 bytes · at 0.0 ms",
			WireRow{"0.0 ms", "→", "close", "without a code", "frame 0 · to the server · 0 bytes"}},
		{Frame{Sender: rfc6455.Client, Fin: true, Opcode: rfc6455.Close, Length: 5, Came: 5, Code: 1000, Text: "bye"},
			"close · 5 bytes · at 0.0 ms",
			WireRow{"0.0 ms", "→", "close", "1000 bye (normal closure)", "frame 0 · to the server · 5 bytes"}},
		{Frame{Sender: rfc6455.Client, Fin: true, Opcode: rfc6455.Close, Length: 2, Came: 2, Code: 1006},
			"close · 2 bytes · at 0.0 ms",
			WireRow{"0.0 ms", "→", "close", "1006", "frame 0 · to the server · 2 bytes"}}, // which no end may send
		{Frame{Sender: rfc6455.Client, Opcode: rfc6455.Text, Carries: rfc6455.Text, Message: 1, Fragment: 1, Length: 3, Came: 3, Text: "Hel"},
			"text · 3 bytes · at 0.0 ms",
			WireRow{"0.0 ms", "→", "text", "Hel", "frame 0 · to the server · fragment 1 · 3 bytes"}},
		{Frame{Sender: rfc6455.Client, Fin: true, Opcode: rfc6455.Continuation, Carries: rfc6455.Text, Message: 1, Fragment: 2, Length: 2, Came: 2, Text: "lo"},
			"continuation · 2 bytes · at 0.0 ms",
			WireRow{"0.0 ms", "→", "continuation", "lo", "frame 0 · to the server · fragment 2, the last · 2 bytes"}},
		{Frame{Sender: rfc6455.Server, Fin: true, Opcode: rfc6455.Text, Carries: rfc6455.Text, Packet: text(`42["a"]`), Length: 7, Came: 7, Text: `42["a"]`},
			"text · 7 bytes · at 0.0 ms",
			WireRow{"0.0 ms", "←", "text", `42["a"]`, "EVENT · frame 0 · to the client · 7 bytes"}},
		{Frame{Sender: rfc6455.Server, Fin: true, Opcode: rfc6455.Text, Carries: rfc6455.Text, Packet: text("no"), Length: 2, Came: 2, Text: "no"},
			"text · 2 bytes · at 0.0 ms",
			WireRow{"0.0 ms", "←", "text", "no", "no packet · frame 0 · to the client · 2 bytes"}},
		{Frame{Sender: rfc6455.Server, Fin: true, Opcode: rfc6455.Binary, Carries: rfc6455.Binary, Attachment: socketio.Attachment{Number: 1, Count: 2}, Length: 1, Came: 1, Payload: digits.Hex{7}},
			"binary · 1 byte · at 0.0 ms",
			WireRow{"0.0 ms", "←", "binary", "07", "attachment 1 of 2 · frame 0 · to the client · 1 byte"}},
	} {
		row := c.frame.Row(false)
		if row.WireRow != c.row || row.Caption != c.caption {
			t.Errorf("%+v\nhas the row %+v, the caption %q\nwant        %+v, %q", c.frame, row.WireRow, row.Caption, c.row, c.caption)
		}
	}
}

func TestTheDrawingOfAFrameGetsItsWords(t *testing.T) {
	code := Frame{Opcode: rfc6455.Close, Code: 1001, Text: "bye", Length: 5, Came: 5, Payload: make(digits.Hex, 5)}
	if row := code.Row(false); row.CloseCode != "1001 (going away)" || row.NotKept != "" || row.Place != "" {
		t.Errorf("of a close frame: %+v", row)
	}
	long := Frame{Opcode: rfc6455.Text, Carries: rfc6455.Text, Message: 3, Fragment: 1, Length: 70_000, Came: 2_256, Payload: make(digits.Hex, 256)}
	row := long.Row(false)
	if row.Size != "70,000 bytes" || row.NotKept != "2,000 bytes more, which are not kept" || row.Place != "Fragment 1 of message 3 (text)" {
		t.Errorf("of a long frame: %+v", row)
	}
	if !strings.HasSuffix(row.Meta, "fragment 1 · 2,256 of 70,000 bytes so far") {
		t.Errorf("under way: %s", row.Meta)
	}
	long.Fin = true
	if row := long.Row(true); row.Place != "Fragment 1, the last of message 3 (text)" || !strings.HasSuffix(row.Meta, "2,256 of 70,000 bytes, then the connection ended") {
		t.Errorf("in the end: %+v", row)
	}
	attached := Frame{Attachment: socketio.Attachment{Number: 2, Count: 2}}
	if row := attached.Row(false); row.Attached != "Attachment 2 of 2" {
		t.Errorf("of an attachment: %+v", row)
	}
}
