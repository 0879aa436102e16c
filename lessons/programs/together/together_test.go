package together

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"github.com/gorilla/websocket"

	"twocups/server/instance"
	"twocups/server/proof/leakcheck"
	"twocups/server/socket"
	"twocups/server/socket/sockettest"
)

func TestMain(m *testing.M) { leakcheck.Main(m) }

func serve(t testing.TB) (url string) {
	t.Helper()
	texts := instance.New(instance.Config{Rate: 1e9, Burst: 1e9, InstanceRate: 1e9, InstanceBurst: 1e9}, New)
	return sockettest.Serve(t, texts.Handler(socket.New(socket.Config{QueueLength: 10_000, QueueBytes: 1 << 24}))) + "?instance=AAAAAAAAAAAAAAAAAAAAAA"
}

// writer is a client that does what client.js does.
type writer struct {
	testing.TB
	conn       *websocket.Conn
	text, mine []rune // as the server has it, and with the change on its way
	revision   int
	flight     Change
	kept       int
}

func (w *writer) say(r request) {
	text, _ := json.Marshal(r)
	sockettest.Write(w, w.conn, websocket.TextMessage, string(text))
}

func (w *writer) hear() (e event) {
	w.Helper()
	_, text := sockettest.Read(w, w.conn)
	if err := json.Unmarshal([]byte(text), &e); err != nil {
		w.Fatal(err)
	}
	return e
}

func join(t testing.TB, url, name string) *writer {
	t.Helper()
	w := &writer{TB: t, conn: sockettest.Dial(t, url)}
	w.say(request{Type: "join", Name: name})
	e := w.hear()
	w.text, w.mine, w.revision = []rune(e.Text), []rune(e.Text), e.Revision
	return w
}

// write makes a change somewhere, and sends it.
func (w *writer) write() {
	at := rand.IntN(len(w.mine) + 1)
	gone := rand.IntN(min(4, len(w.mine)-at) + 1)
	w.flight = Change{{Keep: at}, {Insert: string(rune('a' + rand.IntN(26)))}, {Remove: gone}, {Keep: len(w.mine) - at - gone}}
	w.flight = withoutEmptyPieces(w.flight)
	w.mine = apply(w.text, w.flight)
	w.say(request{Type: "change", Revision: w.revision, Change: w.flight})
}

// withoutEmptyPieces leaves out the pieces that do nothing.
func withoutEmptyPieces(c Change) (rest Change) {
	for _, p := range c {
		if p != (Piece{}) {
			rest = append(rest, p)
		}
	}
	return rest
}

// handle handles a message of the server.
func (w *writer) handle(e event) {
	switch e.Type {
	case "kept":
		w.text, w.flight = apply(w.text, w.flight), nil
		w.kept++
	case "changed":
		w.text = apply(w.text, e.Change)
		if w.flight != nil {
			w.flight = transform(w.flight, e.Change, true)
		}
		w.mine = apply(w.text, w.flight)
		if w.flight == nil {
			w.mine = w.text
		}
	case "text", "sorry":
		w.Errorf("heard %+v", e)
	}
	w.revision = e.Revision
}

// Several writers change the text at the same time.
func TestAllHaveTheSameTextInTheEnd(t *testing.T) {
	const writers, changes = 4, 50
	url := serve(t)
	var all []*writer
	for i := range writers {
		all = append(all, join(t, url, fmt.Sprint("writer ", i)))
	}
	var writing sync.WaitGroup
	for _, w := range all {
		writing.Go(func() {
			for w.revision < writers*changes {
				if w.flight == nil && w.kept < changes {
					w.write()
				}
				w.handle(w.hear())
			}
		})
	}
	writing.Wait()
	for _, w := range all[1:] {
		if string(w.text) != string(all[0].text) {
			t.Errorf("one has %q, another %q", string(all[0].text), string(w.text))
		}
	}
	late := join(t, url, "late")
	if string(late.text) != string(all[0].text) || late.revision != writers*changes {
		t.Errorf("a late client has %q", string(late.text))
	}
}

func TestAChangeThatCannotBeMadeIsAnsweredWithTheText(t *testing.T) {
	url := serve(t)
	alice := join(t, url, "Alice")
	alice.hear() // who is here
	length := len([]rune(beginning))
	for _, test := range []struct{ asked, why string }{
		{`{"type":"change","revision":1,"change":[]}`, "your text is too old"},
		{`{"type":"change","revision":-1,"change":[]}`, "your text is too old"},
		{`{"type":"change","change":[]}`, "that change does not fit the text"},
		{fmt.Sprintf(`{"type":"change","change":[{"keep":%d},{"remove":1}]}`, length), "that change does not fit the text"},
		{`{"type":"change","change":[{"keep":9223372036854775807},{"keep":9223372036854775807}]}`, "a piece of a change keeps, removes or inserts something"},
		{`{"type":"change","change":[{"keep":-1}]}`, "a piece of a change keeps, removes or inserts something"},
		{`{"type":"change","change":[{}]}`, "a piece of a change keeps, removes or inserts something"},
		{`{"type":"change","change":[{"keep":1,"insert":"a"}]}`, "a piece of a change keeps, removes or inserts something"},
		{`{"type":"change","change":[` + strings.Repeat(`{"insert":"a"},`, MaxPieces) + fmt.Sprintf(`{"keep":%d}]}`, length), "that change has too many pieces"},
		{`{"type":"change","change":[{"insert":"` + strings.Repeat("ä", MaxText-length+1) + fmt.Sprintf(`"},{"keep":%d}]}`, length), "the text is full"},
	} {
		sockettest.Write(t, alice.conn, websocket.TextMessage, test.asked)
		if e := alice.hear(); e.Type != "text" || e.Text != beginning || e.Revision != 0 || e.Why != test.why || e.Stale != (e.Why == "your text is too old") {
			t.Errorf("%.60s is answered with %+v, want %s", test.asked, e, test.why)
		}
	}
	for _, asked := range []string{`{"type":"join","name":"Bob"}`, `{"type":"write"}`, `hello`} {
		sockettest.Write(t, alice.conn, websocket.TextMessage, asked)
		if e := alice.hear(); e.Type != "sorry" {
			t.Errorf("%s is answered with %+v", asked, e)
		}
	}
	for _, name := range []string{"", strings.Repeat("a", MaxName+1), "a\tb", "\u200b"} {
		stranger := &writer{TB: t, conn: sockettest.Dial(t, url)}
		stranger.say(request{Type: "join", Name: name})
		if e := stranger.hear(); e.Type != "sorry" || e.Why != "a name has 1 to 24 characters that can be seen" {
			t.Errorf("%q is answered with %+v", name, e)
		}
	}
}

func TestOldChangesAreForgotten(t *testing.T) {
	url := serve(t)
	alice := join(t, url, "Alice")
	alice.hear()
	text := []rune(beginning)
	for i := range MaxChanges + 1 {
		change := Change{{Insert: "x"}, {Remove: 1}, {Keep: len(text) - 1}}
		alice.say(request{Type: "change", Revision: i, Change: change})
		if e := alice.hear(); e.Type != "kept" || e.Revision != i+1 {
			t.Fatalf("change %d is answered with %+v", i, e)
		}
	}
	alice.say(request{Type: "change", Revision: 1, Change: Change{{Keep: len(text)}}})
	if e := alice.hear(); e.Type != "kept" {
		t.Errorf("the oldest that is kept: %+v", e)
	}
	alice.say(request{Type: "change", Revision: 1, Change: Change{{Keep: len(text)}}})
	if e := alice.hear(); e.Type != "text" || e.Why != "your text is too old" {
		t.Errorf("one older: %+v", e)
	}
}

// The changes of the test have as many pieces as they may have.
func TestTheWorkOnAStaleChangeIsBounded(t *testing.T) {
	text := changed(t, scattered("y"))
	if held := len(text.latest.changes); text.latest.pieces > MaxWork || held < MaxWork/MaxPieces {
		t.Errorf("the text holds %d changes of %d pieces", held, text.latest.pieces)
	}
	made := -1
	for missed := range len(text.latest.changes) + 1 {
		change, err := text.latest.transformed(scattered("z"), missed, length)
		if err == nil {
			made = missed
		}
		if err != nil && err != errOld || len(change) > MaxPieces {
			t.Errorf("a change that has missed %d others has %d pieces, %v", missed, len(change), err)
		}
	}
	if most := MaxWork / MaxPieces / 2; made < 1 || made > most {
		t.Errorf("a change may have missed %d others, want 1 to %d", made, most)
	}
}

// A page's change may have missed all changes of other pages that the server holds.
func TestAChangeOfAPageIsMadeThoughItHasMissedMany(t *testing.T) {
	text := changed(t, replaced("y"))
	change, err := text.latest.transformed(replaced(strings.Repeat("z", 1_000)), MaxChanges, length)
	if err != nil || change.check(length) != nil {
		t.Errorf("became %+v, %v", change, err)
	}
}

func TestAChangeIsRefusedWhenMemoryIsShort(t *testing.T) {
	text := New(nil, func(bytes int) bool { return bytes < 1_000 }).(*Text)
	text.text = nil
	if err := text.make(Change{{Insert: strings.Repeat("a", 100)}}); err != nil {
		t.Error(err)
	}
	if err := text.make(Change{{Keep: 100}, {Insert: strings.Repeat("a", 200)}}); err != errMemory || len(text.text) != 100 || text.revision != 1 {
		t.Errorf("%v, and the text has %d characters", err, len(text.text))
	}
}

func TestMembersHearWhoIsHere(t *testing.T) {
	url := serve(t)
	alice := join(t, url, "Alice")
	alice.hear()
	bob := join(t, url, "Bob")
	if e := alice.hear(); e.Type != "here" || strings.Join(e.Here, " ") != "Alice Bob" {
		t.Errorf("heard %+v", e)
	}
	bob.conn.Close()
	if e := alice.hear(); e.Type != "here" || strings.Join(e.Here, " ") != "Alice" {
		t.Errorf("heard %+v", e)
	}
}

// After any message of a stranger, the clients that listen have the server's text.
func FuzzMessages(f *testing.F) {
	for _, seed := range []string{`{"type":"change","change":[{"keep":23},{"insert":"x"}]}`, `{"type":"change","change":[{"remove":23}]}`, `{"type":"change","revision":9}`, `null`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, message string) {
		url := serve(t)
		alice, bob := join(t, url, "Alice"), join(t, url, "Bob")
		sockettest.Write(t, alice.conn, websocket.TextMessage, strings.ToValidUTF8(message, "?"))
		alice.hear()
		alice.hear()
		bob.hear()
		if alice.hear().Type == "kept" {
			bob.handle(bob.hear())
		}
		if late := join(t, url, "Late"); string(late.text) != string(bob.text) {
			t.Errorf("%s: Bob has %q, the server %q", message, string(bob.text), string(late.text))
		}
	})
}
