package files

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"twocups/server/instance"
	"twocups/server/socket"
	"twocups/server/socket/sockettest"
)

func TestAFileArrivesAsItWasSent(t *testing.T) {
	for _, size := range []int{0, 1, MaxPiece - 1, MaxPiece, MaxPiece + 1, 20*MaxPiece + 7} {
		alice, bob := two(t, dialing(t), size, MaxPiece)
		content := random(size)
		sent := make(chan heard)
		go func() {
			alice.sendAll(content, 0, MaxPiece)
			sent <- alice.until("ended")
		}()
		if ended := bob.getAll(); !ended.Whole || ended.Why != "" {
			t.Errorf("%d bytes: Bob hears %+v", size, ended)
		}
		if ended := <-sent; !ended.Whole {
			t.Errorf("%d bytes: Alice hears %+v", size, ended)
		}
		bob.expectContent(content)
	}
}

func TestEverybodyIsToldWhoIsHereAndWhichFilesThereAre(t *testing.T) {
	dial := dialing(t)
	alice, _ := two(t, dial, 6, 2)
	carol := &client{TB: t, conn: dial(), inbox: make(chan heard, 16)}
	go carol.listen()
	carol.say(request{Type: "join", Name: "Carol"})
	s := carol.until("state")
	want := file{File: 1, Name: "cups.txt", Kind: "text/plain", Size: 6, From: "Alice", To: "Bob"}
	if !slices.Equal(s.Here, []string{"Alice", "Bob", "Carol"}) || !slices.Equal(s.Files, []file{want}) {
		t.Errorf("Carol hears %+v", s)
	}
	alice.say(request{Type: "cancel", File: 1})
	if s := carol.until("state"); len(s.Files) != 0 {
		t.Errorf("afterwards she hears %+v", s)
	}
}

func TestASenderIsGrantedAWindowAheadOfWhatTheReceiverHas(t *testing.T) {
	alice, bob := two(t, dialing(t), 12, 2)
	if h := alice.goes(8); h.Arrived != 0 || h.Confirmed != 0 {
		t.Errorf("at first she hears %+v", h)
	}
	for sent := 2; sent <= 8; sent += 2 {
		alice.send([]byte("ab"))
		if h := alice.until("go"); h.Until != 8 || h.Arrived != sent || h.Confirmed != 0 {
			t.Errorf("with %d sent she hears %+v", sent, h)
		}
	}
	bob.say(request{Type: "have", File: 1, Bytes: 4})
	if h := alice.until("go"); h.Until != 12 || h.Arrived != 8 || h.Confirmed != 4 {
		t.Errorf("when Bob has 4 she hears %+v", h)
	}
}

func TestASenderOfMoreThanWasGrantedIsSentAway(t *testing.T) {
	alice, bob := two(t, dialing(t), 12, 2)
	alice.goes(8)
	for range 5 {
		alice.send([]byte("ab"))
	}
	alice.expectClosed("more came than was granted")
	if h := bob.until("ended"); h.Whole || h.Why != "Alice was sent away: more came than was granted" {
		t.Errorf("Bob hears %+v", h)
	}
	if len(bob.got) != 8 {
		t.Errorf("Bob has got %d bytes", len(bob.got))
	}
}

func TestNothingMayBeSentBeforeSomebodyHasTakenTheFile(t *testing.T) {
	alice := join(t, dialing(t)(), "Alice")
	alice.say(request{Type: "offer", Name: "a", Size: 2, Piece: 2, Key: "hers"})
	alice.send([]byte("ab"))
	alice.expectClosed("more came than was granted")
}

func TestEitherMayCancelAndLatePiecesAreDropped(t *testing.T) {
	dial := dialing(t)
	alice, bob := two(t, dial, 12, 2)
	alice.goes(8)
	alice.send([]byte("ab"))
	bob.until("")
	bob.say(request{Type: "cancel", File: 1})
	if h := bob.until("ended"); h.Whole || h.Why != "Bob has cancelled it" {
		t.Errorf("Bob hears %+v", h)
	}
	for range 3 {
		alice.send([]byte("ab")) // she was granted these, and does not know of the end
	}
	if h := alice.until("ended"); h.Why != "Bob has cancelled it" {
		t.Errorf("Alice hears %+v", h)
	}
	alice.say(request{Type: "offer", Name: "b", Size: 2, Piece: 2, Key: "hers"})
	alice.goes(0)
	alice.say(request{Type: "cancel", File: 2, Why: strings.Repeat("ä", maxWhy)})
	if h := alice.until("ended"); h.Why != "Alice has cancelled it: "+strings.Repeat("ä", maxWhy) {
		t.Errorf("Alice hears %+v", h)
	}
	alice.send([]byte("ab")) // nothing of that file was granted
	alice.expectClosed("a piece of no file: offer one, and wait until you may send")
}

func TestALateSenderMaySendNoMoreThanWasGranted(t *testing.T) {
	alice, bob := two(t, dialing(t), 12, 2)
	alice.goes(8)
	bob.say(request{Type: "cancel", File: 1})
	alice.until("ended")
	for range 5 {
		alice.send([]byte("ab"))
	}
	alice.expectClosed("a piece of no file: offer one, and wait until you may send")
}

func TestPiecesHaveTheLengthThatWasAnnounced(t *testing.T) {
	for name, pieces := range map[string][]string{
		"too short":          {"a"},
		"too long":           {"abc"},
		"empty":              {""},
		"the last too long":  {"ab", "cd"},
		"the last too short": {"ab", ""},
		"one too many":       {"ab", "c", ""},
	} {
		t.Run(name, func(t *testing.T) {
			alice, _ := two(t, dialing(t), 3, 2)
			alice.goes(3)
			for _, piece := range pieces {
				alice.send([]byte(piece))
			}
			code, reason := alice.closed()
			if code != 1008 || reason != "a piece of another length than was announced" && reason != "more came than was granted" {
				t.Errorf("closed with %d %q", code, reason)
			}
		})
	}
}

func TestSeveralFilesAreOnTheirWayAtOnce(t *testing.T) {
	dial := dialing(t)
	alice, bob := two(t, dial, 4, 2)
	bob.say(request{Type: "offer", Name: "his.txt", Size: 2, Piece: 2, Key: "his too"})
	bob.goes(0)
	alice.say(request{Type: "take", File: 2, Key: "hers too"})
	alice.until("coming")
	bob.goes(2)
	bob.send([]byte("xy"))
	alice.send([]byte("ab"))
	alice.send([]byte("cd"))
	alice.until("")
	for len(bob.got) < 4 {
		bob.hear()
	}
	alice.expectContent([]byte("xy"))
	bob.expectContent([]byte("abcd"))
}

func TestARefusalGoesOnlyToTheClientThatAsked(t *testing.T) {
	dial := dialing(t)
	alice, bob := two(t, dial, 4, 2)
	alice.goes(4)
	alice.send([]byte("ab"))
	bob.until("")
	carol := join(t, dial(), "Carol")
	stranger := &client{TB: t, conn: dial(), inbox: make(chan heard, 16)}
	go stranger.listen()
	ok := request{Type: "offer", Name: "a", Size: 1, Piece: 1, Key: "k"}
	but := func(change func(*request)) request {
		r := ok
		change(&r)
		return r
	}
	for _, test := range []struct {
		from  *client
		asked request
		want  error
	}{
		{stranger, ok, errName},
		{stranger, request{Type: "join", Name: " "}, errMember},
		{stranger, request{Type: "join", Name: "Eve\u202e"}, errMember},
		{stranger, request{Type: "join", Name: strings.Repeat("ä", maxName+1)}, errMember},
		{carol, request{Type: "hello"}, errOver},
		{alice, request{Type: "hello", File: 1}, errType},
		{alice, request{Type: "join", Name: "Alice"}, errOver},
		{alice, ok, errOffers},
		{carol, but(func(r *request) { r.Size = MaxFile + 1 }), errSize},
		{carol, but(func(r *request) { r.Size = -1 }), errSize},
		{carol, but(func(r *request) { r.Piece = 0 }), errPiece},
		{carol, but(func(r *request) { r.Size, r.Piece = MaxFile, MaxPiece+1 }), errPiece},
		{carol, but(func(r *request) { r.Size, r.Piece = 2*MaxPieces+1, 2 }), errPiece},
		{carol, but(func(r *request) { r.Kind = strings.Repeat("x", maxKind+1) }), errKind},
		{carol, but(func(r *request) { r.Kind = "a\nb" }), errKind},
		{carol, but(func(r *request) { r.Key = "" }), errKey},
		{carol, but(func(r *request) { r.Key = strings.Repeat("x", maxKey+1) }), errKey},
		{carol, request{Type: "take", File: 1, Key: "k"}, errTaken},
		{carol, request{Type: "take", File: 7, Key: "k"}, errTaken},
		{alice, request{Type: "take", File: 1, Key: "k"}, errTaken},
		{bob, request{Type: "take", File: 1, Key: "k"}, errTakes},
		{carol, request{Type: "cancel", File: 1}, errOver},
		{alice, request{Type: "cancel", File: 1, Why: "\u202e"}, errWhy},
		{bob, request{Type: "cancel", File: 1, Why: strings.Repeat("ä", maxWhy+1)}, errWhy},
		{carol, request{Type: "have", File: 1, Bytes: 2}, errOver},
		{alice, request{Type: "have", File: 1, Bytes: 2}, errType},
		{bob, request{Type: "have", File: 1, Bytes: 1}, errHave},
		{bob, request{Type: "have", File: 1, Bytes: 4}, errHave},
		{bob, request{Type: "have", File: 1, Bytes: -2}, errHave},
		{bob, request{Type: "end", File: 1, SHA256: digest(nil)}, errType},
		{alice, request{Type: "end", File: 1, SHA256: digest(nil)}, errMissing},
		{bob, request{Type: "done", File: 1}, errMissing},
		{alice, request{Type: "done", File: 1}, errType},
	} {
		test.from.say(test.asked)
		if h := test.from.until("sorry"); h.Why != test.want.Error() {
			t.Errorf("%+v: %q, want %q", test.asked, h.Why, test.want)
		}
	}
	alice.send([]byte("cd")) // all of this has changed nothing
	alice.say(request{Type: "end", File: 1, SHA256: "abc"})
	if h := alice.until("sorry"); h.Why != errDigest.Error() {
		t.Errorf("a short digest: %+v", h)
	}
	alice.say(request{Type: "end", File: 1, SHA256: strings.ToUpper(digest([]byte("abcd")))})
	bob.say(request{Type: "have", File: 1, Bytes: 2})
	if ended := bob.getAll(); !ended.Whole {
		t.Errorf("Bob hears %+v", ended)
	}
}

// Any message of a stranger is answered, or closes the stranger's connection. A transfer of
// others goes on.
func FuzzMessages(f *testing.F) {
	for _, seed := range []string{`{"type":"join","name":"Bob"}`, `{"type":"offer","size":1,"piece":1,"key":"k"}`, `{"type":"cancel","file":1}`,
		`{"type":"resume","file":1,"key":"","bytes":0}`, `{"type":"take","file":1,"key":"his"}`, `{"type":"have","file":-1,"bytes":1e99}`, `[]`, `null`, "{"} {
		f.Add(seed, true)
		f.Add(seed, false)
	}
	fast := instance.New(instance.Config{Rate: 1e9, Burst: 1e9, InstanceRate: 1e9, InstanceBurst: 1e9}, New)
	url := sockettest.Serve(f, fast.Handler(socket.New(socket.Config{}))) + path
	alice, bob := two(f, func() *websocket.Conn { return sockettest.Dial(f, url) }, 4, 2)
	bob.conn.SetReadDeadline(time.Time{}) // he stays for as long as the fuzzing takes
	go func() {
		for range bob.inbox { // so that he is not too slow
		}
	}()
	f.Fuzz(func(t *testing.T, message string, joins bool) {
		stranger := &client{TB: t, conn: sockettest.Dial(t, url), inbox: make(chan heard, 16)}
		go stranger.listen()
		if joins {
			stranger.say(request{Type: "join", Name: "Eve"})
			stranger.until("state")
		}
		stranger.conn.WriteMessage(websocket.TextMessage, []byte(strings.ToValidUTF8(message, "?")))
		stranger.hear()
		stranger.conn.Close()
		alice.TB = t
		alice.conn.SetReadDeadline(time.Now().Add(sockettest.Timeout)) // for this input
		alice.say(request{Type: "offer", Name: "still here"})
		if h := alice.until("sorry"); h.Why != errOffers.Error() {
			t.Errorf("Alice hears %+v", h)
		}
	})
}
