package trouble_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/gorilla/websocket"

	"twocups/lessons/programs/trouble"
	"twocups/server/socket/sockettest"
)

func TestARequestThatCannotBeDoneIsAnsweredWithTheReason(t *testing.T) {
	conn := sockettest.Dial(t, serve(t))
	const types = `the type of a message is "hello", "say", "book", "ask", "promise", "cut", "down", "deaf", "refuse" or "pieces"`
	for message, want := range map[string]string{
		`{}`:                       types,
		`{"type":"sing"}`:          types,
		`Hello`:                    `a message is a JSON object: invalid character 'H' looking for beginning of value`,
		text(0, "none"):            `"number" is 0 (want 1 to 1000000000)`,
		text(1_000_000_001, "far"): `"number" is 1000000001 (want 1 to 1000000000)`,
		text(1, ""):                "a text has 1 to 40 characters that can be seen",
		text(1, strings.Repeat("ä", trouble.MaxText+1)): "a text has 1 to 40 characters that can be seen",
		text(1, "\u200d"):                 "a text has 1 to 40 characters that can be seen",
		text(1, "\u202e"):                 "a text has 1 to 40 characters that can be seen",
		`{"type":"hello"}`:                "a sender is 1 to 24 of A-Z, a-z, 0-9, - and _",
		`{"type":"hello","sender":"<b>"}`: "a sender is 1 to 24 of A-Z, a-z, 0-9, - and _",
		`{"type":"hello","sender":"` + strings.Repeat("a", 25) + `"}`: "a sender is 1 to 24 of A-Z, a-z, 0-9, - and _",
		`{"type":"cut","after":-1}`:                                   `"after" is -1 (want 0 to 50)`,
		fmt.Sprintf(`{"type":"cut","after":%d}`, trouble.MaxSaid+1):   `"after" is 51 (want 0 to 50)`,
		`{"type":"down"}`: `"seconds" is 0 (want 1 to 30)`,
		fmt.Sprintf(`{"type":"down","seconds":%d}`, trouble.MaxDown+1):       `"seconds" is 31 (want 1 to 30)`,
		fmt.Sprintf(`{"type":"promise","seconds":%d}`, trouble.MaxPromise+1): `"seconds" is 61 (want 1 to 60)`,
		fmt.Sprintf(`{"type":"pieces","count":%d}`, trouble.MaxPieces+1):     `"count" is 151 (want 1 to 150)`,
	} {
		say(t, conn, message)
		var sorry struct{ Type, Why string }
		_, answer := sockettest.Read(t, conn)
		if err := json.Unmarshal([]byte(answer), &sorry); err != nil || sorry.Type != "sorry" || sorry.Why != want {
			t.Errorf("%s is answered %s, want %q", message, answer, want)
		}
	}
	say(t, conn, book)
	hear(t, conn, `{"type":"book","said":[],"doubles":0}`)
	longest := strings.Repeat("ä", trouble.MaxText)
	say(t, conn, text(1, strings.Repeat(" ", 1000)+longest))
	hear(t, conn, got(1))
	say(t, conn, book)
	hear(t, conn, `{"type":"book","said":["`+longest+`"],"doubles":0}`) // white space takes no room
}

func TestABookForgetsItsOldestTexts(t *testing.T) {
	conn := sockettest.Dial(t, serve(t))
	for number := 1; number <= trouble.MaxSaid+1; number++ {
		say(t, conn, text(number, fmt.Sprint("text ", number)))
		hear(t, conn, got(number))
	}
	say(t, conn, book)
	_, answer := sockettest.Read(t, conn)
	if n := strings.Count(answer, `"text `); n != trouble.MaxSaid || strings.Contains(answer, `"text 1"`) {
		t.Errorf("%d texts: %s", n, answer)
	}
}

func TestABookKnowsNoMoreSendersThanItsLimit(t *testing.T) {
	conn := sockettest.Dial(t, serve(t))
	for i := range trouble.MaxSenders {
		say(t, conn, fmt.Sprintf(`{"type":"hello","sender":"sender-%d"}`, i))
	}
	say(t, conn, `{"type":"hello","sender":"one-more"}`)
	hear(t, conn, `{"type":"sorry","why":"the server knows as many senders as it can"}`)
	say(t, conn, `{"type":"hello","sender":"sender-0"}`) // a sender that the book knows
	say(t, conn, `{"type":"ask"}`)
	hear(t, conn, `{"type":"here"}`)
	sockettest.Write(t, conn, websocket.BinaryMessage, "{}")
	hear(t, conn, `{"type":"sorry","why":"a message is JSON in a text message, not a binary one"}`)
}
