package socketio_test

import (
	"strings"
	"testing"

	"twocups/lessons/play/socketio"
)

// readSeeds are the examples of the protocols' documents, and some texts that are no packets.
var readSeeds = []string{
	"", "x", "1", "2", "2probe", "3probe", "5", "6", "2other",
	`0{"sid":"lv_VI97HAXpY6yYWAAAC","upgrades":["websocket"],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}`,
	"40", "40/admin,", "40/admin", `40{"sid":"wZX3oN0bSVIhsaknAAAI"}`, `40/admin,{"token":"123"}`, `44{"message":"Not authorized"}`, `44"no"`, "41/admin,",
	`42["foo"]`, `42/admin,12["foo",{"a":[1,"],}"]}]`, `43/admin,12[]`, `431["a\"b",2]`,
	`451-["baz",{"_placeholder":true,"num":0}]`, `462-7[{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]`,
	`42[`, `42["a`, `42["a\`, `42[1,,2]`, `47`, `45["a"]`, `42["a"]x`, `42{"a":1}`, `42["a"` + strings.Repeat(",1", 100) + "]",
}

// written returns the pieces with the name of each part before its text: "eio-type:4".
func written(r socketio.Reading) string {
	var words []string
	for _, p := range r.Pieces {
		word := string(p.Part) + ":" + p.Text
		if p.Says != "" {
			word += "=" + p.Says
		}
		words = append(words, word)
	}
	return strings.Join(words, " ")
}

func TestAPacketIsReadPieceByPiece(t *testing.T) {
	for text, want := range map[string]string{
		"":         "",
		"2":        "eio-type:2=ping",
		"3probe":   "eio-type:3=pong eio-probe:probe",
		"5":        "eio-type:5=upgrade",
		"40":       "eio-type:4=message sio-type:0=CONNECT",
		"40/chat,": "eio-type:4=message sio-type:0=CONNECT sio-namespace:/chat,",
		"41/chat":  "eio-type:4=message sio-type:1=DISCONNECT sio-namespace:/chat",
		`0{"sid":"ab","upgrades":["websocket"],"pingInterval":25000,"pingTimeout":20000,"maxPayload":100}`: `eio-type:0=open :{ ` +
			`eio-sid:"sid":"ab" :, eio-upgrades:"upgrades":["websocket"] :, eio-interval:"pingInterval":25000 :, eio-timeout:"pingTimeout":20000 :, eio-most:"maxPayload":100 :}`,
		`40{"sid":"x"}`:              `eio-type:4=message sio-type:0=CONNECT :{ sio-sid:"sid":"x" :}`,
		`40/chat,{"token":"1"}`:      `eio-type:4=message sio-type:0=CONNECT sio-namespace:/chat, :{ sio-auth:"token":"1" :}`,
		`44/no,{"message":"no"}`:     `eio-type:4=message sio-type:4=CONNECT_ERROR sio-namespace:/no, :{ sio-refusal:"message":"no" :}`,
		`42["message","hello"]`:      `eio-type:4=message sio-type:2=EVENT :[ sio-event:"message" :, sio-argument:"hello" :]`,
		`42/chat,7["say",{"a":[1]}]`: `eio-type:4=message sio-type:2=EVENT sio-namespace:/chat, sio-id:7 :[ sio-event:"say" :, sio-argument:{"a":[1]} :]`,
		`437["thank you", 2]`:        `eio-type:4=message sio-type:3=ACK sio-id:7 :[ sio-argument:"thank you" :,  sio-argument:2 :]`,
		`451-["a",{"_placeholder":true,"num":0}]`: `eio-type:4=message sio-type:5=BINARY_EVENT sio-attachments:1- :[ ` +
			`sio-event:"a" :, sio-argument:{"_placeholder":true,"num":0} :]`,
		`462-10[]`:   `eio-type:4=message sio-type:6=BINARY_ACK sio-attachments:2- sio-id:10 :[ :]`,
		`42["a,]}\"`: `eio-type:4=message sio-type:2=EVENT :[ sio-event:"a,]}\"`,
		"hello":      ":hello",
		"49":         "eio-type:4=message :9",
		"1x":         "eio-type:1=close :x",
	} {
		if got := written(socketio.Read(text, false)); got != want {
			t.Errorf("%s is read as\n%s, want\n%s", text, got, want)
		}
	}
}

func TestATextThatIsNoPacketSaysWhatIsWrong(t *testing.T) {
	for text, want := range map[string]string{
		`hello`:          "(want a type from 0 to 6 first)",
		`49`:             "(want a type from 0 to 6 first)",
		`2x`:             "(want nothing behind the type or probe)",
		`42["a"`:         "(want ",
		`42[]`:           "(want an event's name first)",
		`0{}`:            "(want a sid)",
		`45["a"]`:        "(want the number of attachments",
		`451-["a",1]`:    "(want a place for each of 1 attachments)",
		`42["message"]`:  "",
		`0{"sid":"abc"}`: "",
	} {
		if got := socketio.Read(text, true).Fault; !strings.Contains(got, want) || want == "" && got != "" {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

func TestTheRestOfALongPacketIsOnePiece(t *testing.T) {
	text := `42["a"` + strings.Repeat(",1", 100) + "]"
	r := socketio.Read(text, true)
	if last := r.Pieces[len(r.Pieces)-1]; len(r.Pieces) > 42 || last.Part != "" || !strings.HasSuffix(last.Text, ",1,1]") || r.Fault != "" {
		t.Errorf("%d pieces, the last %+v, %s", len(r.Pieces), last, r.Fault)
	}
}
