package game_test

import (
	"encoding/json"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"

	"twocups/lessons/programs/game"
	"twocups/server/instance"
	"twocups/server/proof/leakcheck"
	"twocups/server/socket"
	"twocups/server/socket/sockettest"
)

func TestMain(m *testing.M) { leakcheck.Main(m) }

const aGame = "/?instance=AAAAAAAAAAAAAAAAAAAAAA"

// state is what a client sees of a game.
type state struct {
	Type, Name, Text, Winner string
	Players                  []struct {
		Name               string
		X, Y, Score, Moves int
	}
	Cup struct{ X, Y int }
}

// client is a player or a watcher.
type client struct {
	*testing.T
	conn *websocket.Conn
}

// bubble runs a test in which time passes when everybody waits.
func bubble(t *testing.T, test func(t *testing.T, enter func() client)) {
	synctest.Test(t, func(t *testing.T) {
		games := instance.New(instance.Config{Rate: 1e9, Burst: 1e9, InstanceRate: 1e9, InstanceBurst: 1e9}, game.New)
		pipes, closeServer := sockettest.ServePipes(games.Handler(socket.New(socket.Config{})))
		defer closeServer()
		var all []client
		test(t, func() client {
			all = append(all, client{t, pipes.Dial(t, aGame)})
			return all[len(all)-1]
		})
		for _, c := range all {
			c.conn.Close()
		}
	})
}

func (c client) say(message string) {
	c.Helper()
	sockettest.Write(c.T, c.conn, websocket.TextMessage, message)
}

func (c client) hear() (s state) {
	c.Helper()
	_, text := sockettest.Read(c.T, c.conn)
	if err := json.Unmarshal([]byte(text), &s); err != nil {
		c.Fatal(err)
	}
	return s
}

func (c client) hears(want string) {
	c.Helper()
	sockettest.Expect(c.T, c.conn, websocket.TextMessage, want)
}

func (c client) join(name string) {
	c.Helper()
	c.say(`{"type":"join","name":"` + name + `"}`)
	c.hears(`{"type":"welcome","name":"` + name + `"}`)
}

func TestAClientWatchesAndPlaysOnceItHasSaidItsName(t *testing.T) {
	bubble(t, func(t *testing.T, enter func() client) {
		alice := enter()
		alice.hears(`{"type":"state","players":[],"cup":{"x":4,"y":3}}`)
		alice.join("Alice")
		const alone = `{"type":"state","players":[{"name":"Alice","x":0,"y":0,"score":0,"moves":0}],"cup":{"x":4,"y":3}}`
		alice.hears(alone)
		watcher := enter()
		watcher.hears(alone)
		began := time.Now()
		alice.say(`{"type":"move","way":"down"}`)
		const moved = `{"type":"state","players":[{"name":"Alice","x":0,"y":1,"score":0,"moves":1}],"cup":{"x":4,"y":3}}`
		alice.hears(moved)
		watcher.hears(moved)
		if waited := time.Since(began); waited != game.Tick {
			t.Errorf("the move was made after %v", waited)
		}
		alice.conn.Close()
		watcher.hears(`{"type":"state","players":[],"cup":{"x":4,"y":3}}`)
	})
}

func TestAPlayerMakesOneStepATickAndStaysOnTheField(t *testing.T) {
	bubble(t, func(t *testing.T, enter func() client) {
		alice := enter()
		alice.hear()
		alice.join("Alice")
		alice.hear()
		for range 3 {
			alice.say(`{"type":"move","way":"right"}`)
		}
		alice.hears(`{"type":"state","players":[{"name":"Alice","x":1,"y":0,"score":0,"moves":3}],"cup":{"x":4,"y":3}}`)
		alice.say(`{"type":"move","way":"up"}`)
		alice.hears(`{"type":"state","players":[{"name":"Alice","x":1,"y":0,"score":0,"moves":4}],"cup":{"x":4,"y":3}}`)
	})
}

// toward returns the way that leads somebody at x, y to the cup.
func (s state) toward(x, y int) string {
	switch {
	case s.Cup.X > x:
		return "right"
	case s.Cup.X < x:
		return "left"
	case s.Cup.Y > y:
		return "down"
	}
	return "up"
}

func TestThePlayerWhoGetsTheCupFiveTimesWins(t *testing.T) {
	bubble(t, func(t *testing.T, enter func() client) {
		alice := enter()
		alice.hear()
		alice.join("Alice")
		now := alice.hear()
		for steps := 0; now.Winner == ""; steps++ {
			before, at := now, now.Players[0]
			alice.say(`{"type":"move","way":"` + now.toward(at.X, at.Y) + `"}`)
			now = alice.hear()
			if scored := now.Players[0].Score > at.Score; scored == (now.Cup == before.Cup) || scored && (now.Players[0].X != before.Cup.X || now.Players[0].Y != before.Cup.Y) {
				t.Fatalf("after %+v comes %+v", before, now)
			}
			if steps > 200 {
				t.Fatal("the game does not end")
			}
		}
		if now.Winner != "Alice" || now.Players[0].Score != game.Goal {
			t.Errorf("the game ended with %+v", now)
		}
		alice.say(`{"type":"move","way":"up"}`)
		if after := alice.hear(); after.Players[0].X != now.Players[0].X || after.Players[0].Y != now.Players[0].Y {
			t.Errorf("the winner still moves: %+v", after)
		}
		alice.say(`{"type":"again"}`)
		if again := alice.hear(); again.Winner != "" || again.Players[0].Score != 0 || again.Cup.X != 4 || again.Cup.Y != 3 {
			t.Errorf("the next round begins with %+v", again)
		}
	})
}

func TestOfTwoInATickTheFirstToAskIsFirst(t *testing.T) {
	bubble(t, func(t *testing.T, enter func() client) {
		alice, bob := enter(), enter()
		alice.hear()
		bob.hear()
		alice.join("Alice") // at the upper left
		alice.hear()
		bob.hear()
		bob.join("Bob") // at the lower right
		both := func() state { alice.hear(); return bob.hear() }
		both()
		for _, ways := range [][2]string{{"right", "left"}, {"right", "left"}, {"right", "left"}, {"down", "up"}, {"down", "up"}, {"down", "up"}} {
			alice.say(`{"type":"move","way":"` + ways[0] + `"}`)
			bob.say(`{"type":"move","way":"` + ways[1] + `"}`)
			both()
		}
		bob.say(`{"type":"move","way":"left"}`)
		synctest.Wait() // Bob's move comes first
		alice.say(`{"type":"move","way":"right"}`)
		if s := both(); s.Players[0].Score != 0 || s.Players[1].Score != 1 {
			t.Errorf("the scores are %+v", s.Players)
		}
	})
}

func TestARefusalGoesToTheClientThatAsked(t *testing.T) {
	bubble(t, func(t *testing.T, enter func() client) {
		alice := enter()
		alice.hear()
		sorry := func(c client, asked, told string) {
			c.say(asked)
			c.hears(`{"type":"sorry","text":"` + told + `"}`)
		}
		sorry(alice, `{"type":"move","way":"up"}`, `you are watching; to play, say who you are: {\"type\":\"join\",\"name\":\"Alice\"}`)
		sorry(alice, `{"type":"join","name":"`+strings.Repeat("ä", game.MaxName+1)+`"}`, "a name has 1 to 12 characters that can be seen")
		sorry(alice, `{"type":"join","name":"\u200b"}`, "a name has 1 to 12 characters that can be seen")
		sorry(alice, `{"type":"join"}`, "a name has 1 to 12 characters that can be seen")
		alice.join("Alice")
		alice.hear()
		sorry(alice, `{"type":"join","name":"Bob"}`, "you play already, as Alice")
		sorry(alice, `{"type":"move","way":"home"}`, `the way of a move is \"up\", \"down\", \"left\" or \"right\"`)
		sorry(alice, `{"type":"again"}`, "nobody has won yet")
		sorry(alice, `{"type":"win"}`, `the type of a message is \"join\", \"move\" or \"again\"`)
		sorry(alice, `{"score":5}`, `a message is a JSON object: unknown field \"score\"`)
		last := enter()
		last.hear()
		sorry(last, `{"type":"join","name":"ALICE"}`, "somebody here is called ALICE already")
	})
}

func TestEightPlayAndOthersWatch(t *testing.T) {
	bubble(t, func(t *testing.T, enter func() client) {
		var all []client
		for i := range game.MaxPlayers {
			c := enter()
			c.hear()
			c.join("player " + string(rune('a'+i)))
			for _, other := range append(all, c) {
				other.hear()
			}
			all = append(all, c)
		}
		last := enter()
		places := map[[2]int]bool{}
		for _, p := range last.hear().Players {
			places[[2]int{p.X, p.Y}] = true
		}
		if len(places) != game.MaxPlayers {
			t.Errorf("the players are at %v", places)
		}
		last.say(`{"type":"join","name":"Ina"}`)
		last.hears(`{"type":"sorry","text":"eight play already: you can watch"}`)
	})
}

// Each message is answered, and the player stays on the field.
func FuzzMessages(f *testing.F) {
	for _, seed := range []string{`{"type":"move","way":"up"}`, `{"type":"again"}`, `{"type":"join"}`, `{"type":"move","way":""}`, "{", "null"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, message string) {
		bubble(t, func(t *testing.T, enter func() client) {
			alice := enter()
			alice.hear()
			alice.join("Alice")
			alice.hear()
			alice.say(strings.ToValidUTF8(message, "?"))
			s := alice.hear()
			if s.Type != "sorry" && (s.Type != "state" || s.Players[0].X > 1 || s.Players[0].Y > 1 || s.Players[0].Moves != 1) {
				t.Errorf("%q is answered with %+v", message, s)
			}
		})
	})
}
