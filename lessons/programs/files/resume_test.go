package files

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"

	"twocups/server/socket"
	"twocups/server/socket/sockettest"
)

func TestASenderThatWasCutGoesOnFromWhatHasArrived(t *testing.T) {
	dial := dialing(t)
	content := random(10*MaxPiece + 5)
	alice, bob := two(t, dial, len(content), MaxPiece)
	alice.goes(Window * MaxPiece)
	alice.send(content[:MaxPiece])
	alice.until("go")
	alice.conn.NetConn().Close() // without a goodbye
	for s := bob.until("state"); s.Files[0].Away != "Alice"; {
		s = bob.until("state")
	}
	again := join(t, dial(), "Alice")
	again.say(request{Type: "resume", File: 1, Key: "hers"})
	h := again.until("go")
	if h.Arrived != MaxPiece {
		t.Errorf("when she comes back she hears %+v", h)
	}
	ended := make(chan heard)
	go func() {
		for sent := h.Arrived; sent < h.Until; sent += MaxPiece {
			again.send(content[sent : sent+MaxPiece])
		}
		again.sendAll(content, h.Until, MaxPiece)
		ended <- again.until("ended")
	}()
	bob.say(request{Type: "have", File: 1, Bytes: len(bob.got)})
	if h := bob.getAll(); !h.Whole {
		t.Errorf("Bob hears %+v", h)
	}
	if h := <-ended; !h.Whole {
		t.Errorf("Alice hears %+v", h)
	}
	bob.expectContent(content)
}

func TestAReceiverThatWasCutGetsWhatItHasNotConfirmed(t *testing.T) {
	dial := dialing(t)
	alice, bob := two(t, dial, 6, 2)
	alice.goes(6)
	for _, piece := range []string{"ab", "cd", "ef"} {
		alice.send([]byte(piece))
		bob.until("")
	}
	bob.say(request{Type: "have", File: 1, Bytes: 2})
	alice.say(request{Type: "end", File: 1, SHA256: digest([]byte("abcdef"))})
	bob.until("end")
	bob.conn.NetConn().Close()

	again := join(t, dial(), "Bob")
	again.got = []byte("abcd") // he had it, and his confirmation of 4 was lost
	again.say(request{Type: "resume", File: 1, Key: "his", Bytes: 4})
	if h := again.until("coming"); h.Bytes != 4 {
		t.Errorf("he hears %+v", h)
	}
	if h := again.getAll(); !h.Whole {
		t.Errorf("in the end he hears %+v", h)
	}
	again.expectContent([]byte("abcdef"))
	if h := alice.until("ended"); !h.Whole {
		t.Errorf("Alice hears %+v", h)
	}
}

// The server may know later than the client that a connection is lost.
func TestAClientThatComesBackReplacesItsOldConnection(t *testing.T) {
	dial := dialing(t)
	alice, bob := two(t, dial, 6, 2)
	for name, before := range map[string]*client{"hers": alice, "his": bob} {
		again := join(t, dial(), "Again")
		again.say(request{Type: "resume", File: 1, Key: name})
		if code, reason := before.closed(); code != 1000 || reason != "you have come back on another connection" {
			t.Errorf("the old connection is closed with %d %q", code, reason)
		}
		if name == "hers" {
			again.goes(6)
		} else {
			again.until("coming")
		}
	}
}

func TestNobodyComesBackInTheNameOfAnother(t *testing.T) {
	dial := dialing(t)
	alice, bob := two(t, dial, 6, 2)
	alice.goes(6)
	alice.send([]byte("ab"))
	bob.until("")
	eve := join(t, dial(), "Alice")
	for _, r := range []request{
		{Type: "resume", File: 1},
		{Type: "resume", File: 1, Key: "Hers"},
		{Type: "resume", File: 2, Key: "hers"},
		{Type: "resume", File: 1, Key: "his", Bytes: 1}, // between two pieces
		{Type: "resume", File: 1, Key: "his", Bytes: 4}, // that much has not come
	} {
		eve.say(r)
		if h := eve.until("ended"); h.Whole || h.Why != whyLost {
			t.Errorf("%+v: she hears %+v", r, h)
		}
	}
}

// The file may end while one of the two is away, who then still hears of the end.
func TestAClientThatWasAwayHearsHowTheFileHasEnded(t *testing.T) {
	dial := dialing(t)
	alice, bob := two(t, dial, 2, 2)
	alice.goes(2)
	alice.send([]byte("ab"))
	alice.say(request{Type: "end", File: 1, SHA256: digest([]byte("ab"))})
	bob.until("")
	bob.until("end")
	alice.conn.NetConn().Close()
	for s := bob.until("state"); s.Files[0].Away != "Alice"; {
		s = bob.until("state")
	}
	bob.say(request{Type: "have", File: 1, Bytes: 2})
	bob.say(request{Type: "done", File: 1})
	bob.until("ended")
	for key, whole := range map[string]bool{"hers": true, "his": true, "": false, "a guess": false} {
		again := join(t, dial(), "Somebody")
		again.say(request{Type: "resume", File: 1, Key: key})
		if h := again.until("ended"); h.File != 1 || h.Whole != whole || (h.Why == whyLost) == whole {
			t.Errorf("a client that comes back with the key %q hears %+v", key, h)
		}
	}
}

func TestTheLatestEndingsAreKept(t *testing.T) {
	alice := join(t, dialing(t)(), "Alice")
	for file := range maxEndings + 1 {
		alice.say(request{Type: "offer", Name: "a", Size: 1, Piece: 1, Key: "hers"})
		alice.say(request{Type: "cancel", File: file + 1})
		alice.until("ended")
	}
	for file, want := range map[int]string{1: whyLost, 2: "Alice has cancelled it", maxEndings + 1: "Alice has cancelled it"} {
		alice.say(request{Type: "resume", File: file, Key: "hers"})
		if h := alice.until("ended"); h.Why != want {
			t.Errorf("of file %d she hears %+v", file, h)
		}
	}
	alice.say(request{Type: "resume", File: 2}) // nobody had taken it, so no receiver has a key
	if h := alice.until("ended"); h.Why != whyLost {
		t.Errorf("without a key she hears %+v", h)
	}
}

func TestTheServerWaitsForALostClientUntilTheTimeout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pipes, closeServer := sockettest.ServePipes(newInstances().Handler(socket.New(socket.Config{})))
		defer closeServer()
		dial := func() *websocket.Conn { return pipes.Dial(t, path) }
		alice, bob := two(t, dial, 6, 2)
		left := func(c *client) time.Time {
			c.conn.Close()
			synctest.Wait()
			return time.Now()
		}
		left(bob)
		sockettest.Pass(ReconnectTimeout - time.Second)
		bob = join(t, dial(), "Bob")
		bob.say(request{Type: "resume", File: 1, Key: "his"})
		bob.until("coming")
		sockettest.Pass(2 * time.Second) // the first loss is forgotten
		began := left(bob)
		if h := alice.until("ended"); h.Why != "Bob has not come back" {
			t.Errorf("she hears %+v", h)
		}
		if waited := time.Since(began); waited != ReconnectTimeout {
			t.Errorf("the server has waited for %v", waited)
		}
		late := join(t, dial(), "Bob")
		late.say(request{Type: "resume", File: 1, Key: "his"})
		if h := late.until("ended"); h.Why != "Bob has not come back" {
			t.Errorf("a client that comes back too late hears %+v", h)
		}
		late.conn.Close()
		alice.conn.Close()
	})
}
