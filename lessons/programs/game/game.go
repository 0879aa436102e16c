// Package game is the server's part of a game. The lesson on the game uses it. Players move over a
// field, and the first to reach the cup gets a point. Then the cup moves to another place.
//
// A client that connects watches: the server sends the whole state of the game to it after each
// change. A client that has sent its name plays.
//
//	{"type":"join","name":"Alice"}
//	{"type":"move","way":"right"}
//	{"type":"again"}
//
// The server answers a join with a welcome, and a request that it can't do with a sorry. It sends
// the state to all clients:
//
//	{"type":"state","players":[{"name":"Alice","x":1,"y":0,"score":0,"moves":1}],"cup":{"x":4,"y":3}}
//
// A client only sends what its player wants. The server decides where the players are, who was
// first and who has won, because only the server gets all moves. It collects the moves and makes
// them together, at the next tick.
package game

import (
	"slices"
	"strings"
	"time"

	"twocups/server/instance"
	"twocups/server/instance/printable"
	"twocups/server/socket"
)

// Path is where the program is.
const Path = "/game"

// The rules. They also bound the memory of a game, which holds only its players.
const (
	Width, Height = 9, 7                  // of the field: fits a phone
	MaxPlayers    = 8                     // others watch
	MaxName       = 12                    // characters
	Goal          = 5                     // points to win
	Tick          = 50 * time.Millisecond // between two states: 20 a second look smooth
)

// #region messages
// request is what a client sends.
type request struct {
	Type string `json:"type"` // "join", "move" or "again"
	Name string `json:"name"`
	Way  string `json:"way"` // "up", "down", "left" or "right"
}

// state is what the server sends: all that a client has to draw.
type state struct {
	Type    string    `json:"type"` // "state"
	Players []*player `json:"players"`
	Cup     place     `json:"cup"`
	Winner  string    `json:"winner,omitempty"`
}

type player struct {
	Name string `json:"name"`
	place
	Score    int    `json:"score"`
	Moves    int    `json:"moves"` // how many of the player's moves the state includes
	received int    // how many moves have come
	way      string // the move that waits for the tick, "" for none
}

type place struct {
	X int `json:"x"`
	Y int `json:"y"`
}

// #endregion

// Game is one game. Its methods are never called at the same time.
type Game struct {
	after   instance.After
	here    map[*socket.Conn]*player // nil for those who only watch
	players []*player                // in the order in which their latest moves came
	cup     place
	winner  string
	ticking bool // a tick is to come
}

// New returns a game without players, the cup in the middle.
func New(after instance.After, _ instance.Hold) instance.Program {
	return &Game{after: after, here: make(map[*socket.Conn]*player), players: []*player{}, cup: place{Width / 2, Height / 2}}
}

// Joined lets a client watch.
func (g *Game) Joined(c *socket.Conn) {
	g.here[c] = nil
	c.Deliver(instance.JSON(g.state()))
}

// IsRegistered reports whether a client plays. A client that only watches gives way when the
// instance is full.
func (g *Game) IsRegistered(c *socket.Conn) bool { return g.here[c] != nil }

// Message does what a client asks for.
func (g *Game) Message(from *socket.Conn, m socket.Message) {
	var r request
	if err := instance.Read(m, &r); err != nil {
		sorry(from, err.Error())
		return
	}
	p := g.here[from]
	switch {
	case r.Type == "join" && p == nil:
		g.join(from, r.Name)
	case r.Type == "join":
		sorry(from, "you play already, as "+p.Name)
	case p == nil:
		sorry(from, `you are watching; to play, say who you are: {"type":"join","name":"Alice"}`)
	case r.Type == "move":
		g.want(from, p, r.Way)
	case r.Type == "again" && g.winner != "":
		g.again()
	case r.Type == "again":
		sorry(from, "nobody has won yet")
	default:
		sorry(from, `the type of a message is "join", "move" or "again"`)
	}
}

// #region want
// want notes a player's next move, which is made at the next tick.
func (g *Game) want(from *socket.Conn, p *player, way string) {
	if _, known := ways[way]; !known {
		sorry(from, `the way of a move is "up", "down", "left" or "right"`)
		return
	}
	if p.way == "" { // the first to ask moves first
		g.players = append(slices.DeleteFunc(g.players, func(other *player) bool { return other == p }), p)
	}
	p.way = way // replaces a move that waits: a player makes one step a tick
	p.received++
	if !g.ticking {
		g.ticking = true
		g.after(Tick, g.tick)
	}
}

var ways = map[string]place{"up": {0, -1}, "down": {0, 1}, "left": {-1, 0}, "right": {1, 0}}

// #endregion

// #region tick
// tick makes the moves that have come since the last tick, and tells everybody.
func (g *Game) tick() {
	g.ticking = false
	for _, p := range g.players {
		step := ways[p.way] // none, if no move waits
		p.way, p.Moves = "", p.received
		if g.winner != "" {
			continue
		}
		p.X = min(max(p.X+step.X, 0), Width-1)
		p.Y = min(max(p.Y+step.Y, 0), Height-1)
		if p.place == g.cup {
			g.score(p)
		}
	}
	g.broadcast()
}

// broadcast sends the state to everybody, players and watchers.
func (g *Game) broadcast() {
	message := instance.JSON(g.state())
	for c := range g.here {
		c.Deliver(message)
	}
}

// #endregion

func (g *Game) state() state {
	byName := slices.SortedFunc(slices.Values(g.players), func(a, b *player) int { return strings.Compare(a.Name, b.Name) })
	if byName == nil {
		byName = []*player{} // JSON's [], not null
	}
	return state{Type: "state", Players: byName, Cup: g.cup, Winner: g.winner}
}

// join makes a watcher a player.
func (g *Game) join(c *socket.Conn, name string) {
	name, ok := printable.Text(name, 1, MaxName)
	taken := func(p *player) bool { return strings.EqualFold(p.Name, name) }
	switch {
	case !ok:
		sorry(c, "a name has 1 to 12 characters that can be seen")
		return
	case slices.ContainsFunc(g.players, taken):
		sorry(c, "somebody here is called "+name+" already")
		return
	case len(g.players) == MaxPlayers:
		sorry(c, "eight play already: you can watch")
		return
	}
	p := &player{Name: name, place: g.start()}
	g.here[c] = p
	g.players = append(g.players, p)
	c.Deliver(instance.JSON(struct {
		Type string `json:"type"`
		Name string `json:"name"`
	}{"welcome", name}))
	g.broadcast()
}

// Left removes a player from the field.
func (g *Game) Left(gone *socket.Conn) {
	p := g.here[gone]
	delete(g.here, gone)
	if p != nil {
		g.players = slices.DeleteFunc(g.players, func(other *player) bool { return other == p })
		g.broadcast()
	}
}

func sorry(to *socket.Conn, why string) {
	to.Deliver(instance.JSON(struct {
		Type string `json:"type"`
		Text string `json:"text"`
	}{"sorry", why}))
}
