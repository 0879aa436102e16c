package socketio_test

import (
	"reflect"
	"strings"
	"testing"

	"twocups/lessons/play/socketio"
)

func TestReadsAndWritesEnginePackets(t *testing.T) {
	for text, want := range map[string]socketio.EnginePacket{
		"0{}":     {Type: socketio.Open, Text: "{}"},
		"1":       {Type: socketio.Close},
		"2":       {Type: socketio.Ping},
		"2probe":  {Type: socketio.Ping, Text: socketio.Probe},
		"3":       {Type: socketio.Pong},
		"3probe":  {Type: socketio.Pong, Text: socketio.Probe},
		"4":       {Type: socketio.Message},
		"4hello€": {Type: socketio.Message, Text: "hello€"},
		"5":       {Type: socketio.Upgrade},
		"6":       {Type: socketio.Noop},
		"bAQL/":   {Type: socketio.Message, Binary: true, Text: "\x01\x02\xff"},
	} {
		got, err := socketio.ParseEngine(text)
		if err != nil || got != want || got.String() != text {
			t.Errorf("%s is %+v, %v, written %s, want %+v", text, got, err, got, want)
		}
	}
}

func TestReadsAndWritesPayloads(t *testing.T) {
	// The last payload is the example of the protocol's document, section "HTTP long-polling".
	for text, want := range map[string][]socketio.EnginePacket{
		"4hello":                  {{Type: socketio.Message, Text: "hello"}},
		"b":                       {{Type: socketio.Message, Binary: true}},
		"bAA==\x1ebAAEC\x1ebAP8=": {{Type: socketio.Message, Binary: true, Text: "\x00"}, {Type: socketio.Message, Binary: true, Text: "\x00\x01\x02"}, {Type: socketio.Message, Binary: true, Text: "\x00\xff"}},
		"4hello\x1e2\x1e4world\x1ebAQIDBA==": {{Type: socketio.Message, Text: "hello"}, {Type: socketio.Ping}, {Type: socketio.Message, Text: "world"},
			{Type: socketio.Message, Binary: true, Text: "\x01\x02\x03\x04"}},
	} {
		got, err := parsePayload(text)
		if again := socketio.AppendPayload(nil, got...); err != nil || !reflect.DeepEqual(got, want) || string(again) != text {
			t.Errorf("%q is %+v, %v, written %q, want %+v", text, got, err, again, want)
		}
	}
}

func TestATextThatIsNoEnginePacketIsAnError(t *testing.T) {
	for _, text := range []string{"", "7", "a", "1x", "5probe", "6\x00", "2prob", "3 ", "4\xff", "\x1e", "4a\x1e", "4a\x1e\x1e4b",
		"bA", "bAA", "bAAA", "bA===", "bAB==", "bAAB=", "b====", "bAA=A", "bA-A=", "bAAAA=", "bAAAA\n", "b AAA"} {
		if got, err := parsePayload(text); err == nil || got != nil || !strings.Contains(err.Error(), "(want ") {
			t.Errorf("%q is %+v, %v", text, got, err)
		}
	}
}

// parsePayload returns all packets of a payload, or none.
func parsePayload(text string) (packets []socketio.EnginePacket, err error) {
	for p, err := range socketio.Payload(text) {
		if err != nil {
			return nil, err
		}
		packets = append(packets, p)
	}
	return packets, nil
}

func TestAPayloadIsReadOnlyAsFarAsItsReaderWants(t *testing.T) {
	read := 0
	for range socketio.Payload("4a\x1e4b\x1enonsense") {
		if read++; read == 2 {
			break
		}
	}
	if read != 2 {
		t.Errorf("%d packets were read", read)
	}
}

func TestReadsAndWritesTheHandshake(t *testing.T) {
	// This is the example of the protocol's document, section "Handshake".
	const text = `{"sid":"lv_VI97HAXpY6yYWAAAC","upgrades":["websocket"],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}`
	got, err := socketio.ParseHandshake(text)
	want := socketio.Handshake{SID: "lv_VI97HAXpY6yYWAAAC", Upgrades: []string{"websocket"}, PingInterval: 25000, PingTimeout: 20000, MaxPayload: 1000000}
	if err != nil || !reflect.DeepEqual(got, want) || got.String() != text {
		t.Errorf("is %+v, %v, written %s", got, err, got)
	}
	for _, bad := range []string{``, `[]`, `{}`, `{"sid":1}`, `{"sid":"a","pingInterval":1.5}`, `{"sid":"a","pingTimeout":-1}`,
		`{"sid":"a","maxPayload":2147483648}`, `{"sid":"a","upgrades":[1]}`, `{"sid":"a","upgrades":"b"}`} {
		if got, err := socketio.ParseHandshake(bad); err == nil {
			t.Errorf("%s is %+v", bad, got)
		}
	}
}

func TestTypesHaveNames(t *testing.T) {
	if socketio.Noop.String() != "noop" || socketio.EngineType(7).String() != "" ||
		socketio.BinaryAck.String() != "BINARY_ACK" || socketio.Type(7).String() != "" {
		t.Error("a type has another name")
	}
}
