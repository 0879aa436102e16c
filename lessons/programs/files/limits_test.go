package files

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"

	"twocups/server/instance"
	"twocups/server/socket"
	"twocups/server/socket/sockettest"
)

// Bob's end of the connection is never read. Even then the server holds only a window of the
// file, his queue holds only a window, and nobody is closed.
func TestAReceiverThatDoesNotReadHoldsBackTheSender(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pipes, closeServer := sockettest.ServePipes(newInstances().Handler(socket.New(socket.Config{WriteTimeout: time.Hour, PongWait: time.Hour, PingEvery: time.Hour})))
		defer closeServer()
		alice := join(t, pipes.Dial(t, path), "Alice")
		bob := joinReading(t, pipes.Dial(t, path), "Bob", 0)
		agree(alice, bob, MaxFile, MaxPiece)
		content := random(MaxFile)
		alice.goes(Window * MaxPiece)
		for i := range Window {
			alice.send(content[i*MaxPiece : (i+1)*MaxPiece])
			alice.until("go")
		}
		sockettest.Pass(10 * time.Minute)
		select {
		case h := <-alice.inbox:
			t.Errorf("Alice hears %+v", h)
		default:
		}
		for len(bob.got) < Window*MaxPiece {
			bob.hear()
		}
		bob.say(request{Type: "have", File: 1, Bytes: MaxPiece})
		if h := alice.until("go"); h.Confirmed != MaxPiece || h.Until != 5*MaxPiece {
			t.Errorf("when Bob has a piece, Alice hears %+v", h)
		}
		alice.conn.Close()
		bob.conn.Close()
		for range bob.inbox { // the messages that he had read and not heard
		}
	})
}

// Otherwise the server would close a receiver only because it is slow.
func TestAWindowFitsIntoTheQueueOfAConnection(t *testing.T) {
	defaults := socket.Defaults()
	const texts = 64 << 10 // bytes of all other messages
	if window := Window * MaxPiece; window+texts > defaults.QueueBytes || MaxPiece > defaults.MaxMessage {
		t.Errorf("a window of %d bytes, and a queue of %d", window, defaults.QueueBytes)
	}
}

func TestFilesGoNoFasterThanTheirRate(t *testing.T) {
	const size = 4 << 20
	synctest.Test(t, func(t *testing.T) {
		pipes, closeServer := sockettest.ServePipes(newInstances().Handler(socket.New(socket.Config{})))
		defer closeServer()
		alice, bob := two(t, func() *websocket.Conn { return pipes.Dial(t, path) }, size, MaxPiece)
		content := random(size)
		began := time.Now()
		go func() {
			alice.sendAll(content, 0, MaxPiece)
			alice.until("ended")
			alice.conn.Close()
		}()
		bob.getAll()
		least := time.Duration(float64(size-burst) / Rate * float64(time.Second))
		if took := time.Since(began); took < least || took > least+2*time.Second {
			t.Errorf("4 MiB took %v, want a little more than %v", took, least)
		}
		bob.expectContent(content)
		bob.conn.Close()
	})
}

func TestNoMoreThanMaxOpenFilesAreOpen(t *testing.T) {
	dial := dialing(t)
	for n := range MaxOpen + 1 {
		c := join(t, dial(), "Somebody")
		c.say(request{Type: "offer", Name: "a", Size: 1, Piece: 1, Key: "k"})
		for {
			h := c.hear()
			if n < MaxOpen && h.Type == "go" {
				break
			}
			if h.Type == "sorry" {
				if n < MaxOpen || h.Why != errFull.Error() {
					t.Errorf("offer %d: %+v", n+1, h)
				}
				break
			}
		}
	}
}

// A file that is taken may need a window of memory. The memory of this test has room for one window.
func TestAFileIsNotTakenWhenMemoryIsShort(t *testing.T) {
	const piece = 1_000
	short := instance.New(instance.Config{}, func(after instance.After, _ instance.Hold) instance.Program {
		return New(after, func(bytes int) bool { return bytes <= Window*piece })
	})
	url := sockettest.Serve(t, short.Handler(socket.New(socket.Config{}))) + path
	dial := func() *websocket.Conn { return sockettest.Dial(t, url) }
	alice, bob := two(t, dial, 10*piece, piece)
	carol, dave := join(t, dial(), "Carol"), join(t, dial(), "Dave")
	carol.say(request{Type: "offer", Name: "second", Size: 10 * piece, Piece: piece, Key: "hers"})
	carol.until("go")
	take := request{Type: "take", File: 2, Key: "his"}
	dave.say(take)
	if h := dave.until("sorry"); h.Why != errMemory.Error() {
		t.Errorf("Dave hears %+v", h)
	}
	alice.say(request{Type: "cancel", File: 1})
	bob.until("ended")
	dave.say(take)
	dave.until("coming")
}

func TestOfManyChangesAtOnceTheOthersHearTheFirstOnesAndTheLast(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pipes, closeServer := sockettest.ServePipes(newInstances().Handler(socket.New(socket.Config{})))
		defer closeServer()
		alice := join(t, pipes.Dial(t, path), "Alice")
		bob := join(t, pipes.Dial(t, path), "Bob")
		sockettest.Pass(time.Second)
		for len(bob.inbox) > 0 {
			bob.hear()
		}
		const offers = 20
		for i := range offers {
			alice.say(request{Type: "offer", Name: "cups.txt", Size: 1, Piece: 1, Key: "hers"})
			alice.say(request{Type: "cancel", File: i + 1})
		}
		sockettest.Pass(time.Second)
		var states []heard
		for len(bob.inbox) > 0 {
			states = append(states, bob.hear())
		}
		if len(states) != StateBurst+1 || len(states[StateBurst].Files) != 0 {
			t.Errorf("after %d files that were offered and cancelled, Bob hears %d states, want %d, and the last without a file", offers, len(states), StateBurst+1)
		}
		alice.conn.Close()
		bob.conn.Close()
	})
}
