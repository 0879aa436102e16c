package chat_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"twocups/lessons/programs/chat"
	"twocups/server/instance"
	"twocups/server/proof/leakcheck"
	"twocups/server/socket"
	"twocups/server/socket/sockettest"
)

func TestMain(m *testing.M) { leakcheck.Main(m) }

func serve(t testing.TB) (url string) {
	t.Helper()
	chats := instance.New(instance.Config{Rate: 1e9, Burst: 1e9, InstanceRate: 1e9, InstanceBurst: 1e9}, chat.New)
	return sockettest.Serve(t, chats.Handler(socket.New(socket.Config{}))) + "?instance=AAAAAAAAAAAAAAAAAAAAAA"
}

// say sends a message, and hear expects one.
func say(t testing.TB, conn *websocket.Conn, message string) {
	t.Helper()
	sockettest.Write(t, conn, websocket.TextMessage, message)
}

func hear(t testing.TB, conn *websocket.Conn, want string) {
	t.Helper()
	if _, got := sockettest.Read(t, conn); got != want {
		t.Errorf("heard %s, want %s", got, want)
	}
}

// join lets a client join. Members who are here already hear of that, and join does not read it.
func join(t testing.TB, url, name string) *websocket.Conn {
	t.Helper()
	conn := sockettest.Dial(t, url)
	say(t, conn, `{"type":"join","name":"`+name+`"}`)
	if _, welcome := sockettest.Read(t, conn); !strings.HasPrefix(welcome, `{"type":"welcome","name":"`+name+`"`) {
		t.Fatalf("%s is told %s", name, welcome)
	}
	return conn
}

func TestEverybodyHearsWhoComesWhoSpeaksAndWhoLeaves(t *testing.T) {
	url := serve(t)
	alice := join(t, url, "Alice")
	bob := sockettest.Dial(t, url)
	say(t, bob, `{"type":"join","name":" Bob "}`)
	hear(t, bob, `{"type":"welcome","name":"Bob","here":["Alice","Bob"]}`)
	hear(t, alice, `{"type":"joined","name":"Bob"}`)

	say(t, alice, `{"type":"say","text":"Hello <b>Bob</b> 👩‍🚀"}`)
	for _, member := range []*websocket.Conn{alice, bob} {
		hear(t, member, `{"type":"said","name":"Alice","text":"Hello <b>Bob</b> 👩‍🚀"}`)
	}
	carol := sockettest.Dial(t, url)
	say(t, carol, `{"type":"join","name":"Carol"}`)
	hear(t, carol, `{"type":"welcome","name":"Carol","here":["Alice","Bob","Carol"],"said":[{"type":"said","name":"Alice","text":"Hello <b>Bob</b> 👩‍🚀"}]}`)
	hear(t, bob, `{"type":"joined","name":"Carol"}`)

	sockettest.Close(t, alice, 1000, "")
	for _, member := range []*websocket.Conn{bob, carol} {
		hear(t, member, `{"type":"left","name":"Alice"}`)
	}
	sockettest.ReadClose(t, alice)
	join(t, url, "Alice") // her name is free again
}

func TestARefusalGoesOnlyToTheClientThatAsked(t *testing.T) {
	url := serve(t)
	alice := join(t, url, "Alice")
	stranger := sockettest.Dial(t, url)
	for _, test := range []struct {
		from        *websocket.Conn
		asked, told string
	}{
		{stranger, `{"type":"say","text":"Hi"}`, `say who you are first: {\"type\":\"join\",\"name\":\"Alice\"}`},
		{stranger, `{"type":"join","name":"aLiCe"}`, "somebody here is called aLiCe already"},
		{stranger, `{"type":"join","name":"  "}`, "your name is empty"},
		{stranger, `{"type":"join","name":"` + strings.Repeat("ä", chat.MaxName+1) + `"}`, "your name is too long: it may have 24 characters"},
		{stranger, `{"type":"join","name":"Bob\u202e"}`, "your name has a character that nobody can see"},
		{stranger, `{"type":"join","name":"\u200b"}`, "your name has a character that nobody can see"},
		{alice, `{"type":"join","name":"Bob"}`, "you are here already, as Alice"},
		{alice, `{"type":"say"}`, "that message is empty"},
		{alice, `{"type":"say","text":"` + strings.Repeat("ä", chat.MaxText+1) + `"}`, "that message is too long: it may have 500 characters"},
		{alice, `{"type":"say","text":"one\ntwo"}`, "that message has a character that nobody can see"},
		{alice, `{"type":"say","text":"\u200d"}`, "that message has a character that nobody can see"},
		{alice, `{"type":"said","text":"Hi","name":"Bob"}`, `the type of a message is \"join\" or \"say\"`},
		{alice, `Hello`, "a message is a JSON object: invalid character 'H' looking for beginning of value"},
		{alice, `{"type":"say","text":"a"}{"type":"say","text":"b"}`, "a message is one JSON object, and nothing behind it"},
	} {
		say(t, test.from, test.asked)
		hear(t, test.from, `{"type":"sorry","text":"`+test.told+`"}`)
	}
	sockettest.Close(t, stranger, 1000, "")
	sockettest.ReadClose(t, stranger)
	say(t, alice, `{"type":"say","text":"`+strings.Repeat("ä", chat.MaxText)+`"}`)
	hear(t, alice, `{"type":"said","name":"Alice","text":"`+strings.Repeat("ä", chat.MaxText)+`"}`) // and nothing else before
}

func TestTheLatestMessagesAreKept(t *testing.T) {
	url := serve(t)
	alice := join(t, url, "Alice")
	for n := range chat.MaxSaid + 1 {
		say(t, alice, fmt.Sprintf(`{"type":"say","text":"%d"}`, n))
		sockettest.Read(t, alice)
	}
	bob := sockettest.Dial(t, url)
	say(t, bob, `{"type":"join","name":"Bob"}`)
	_, welcome := sockettest.Read(t, bob)
	if kept := strings.Count(welcome, `"said","name"`); kept != chat.MaxSaid || strings.Contains(welcome, `"text":"0"`) {
		t.Errorf("%d are kept: %s", kept, welcome)
	}
}

// After any message of a stranger, the members can still talk. They hear nothing that the
// stranger may not say.
func FuzzMessages(f *testing.F) {
	for _, seed := range []string{`{"type":"join","name":"Bob"}`, `{"type":"say","text":"Hi"}`, `{"type":"left","name":"Alice"}`, `[]`, `null`, "{", `{"type":"join","name":"\ud800"}`} {
		f.Add(seed)
	}
	url := serve(f)
	alice := join(f, url, "Alice")
	f.Fuzz(func(t *testing.T, message string) {
		stranger := sockettest.Dial(t, url)
		say(t, stranger, strings.ToValidUTF8(message, "?"))
		sockettest.Read(t, stranger) // one answer to one message
		sockettest.Close(t, stranger, 1000, "")
		sockettest.ReadClose(t, stranger)
		alice.SetReadDeadline(time.Now().Add(sockettest.Timeout))
		say(t, alice, `{"type":"say","text":"Still here"}`)
		for {
			_, heard := sockettest.Read(t, alice)
			switch {
			case heard == `{"type":"said","name":"Alice","text":"Still here"}`:
				return
			case !strings.HasPrefix(heard, `{"type":"joined",`) && !strings.HasPrefix(heard, `{"type":"left",`):
				t.Fatalf("Alice hears %s", heard)
			}
		}
	})
}
