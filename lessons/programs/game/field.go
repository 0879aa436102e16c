package game

import (
	"math/rand/v2"
	"slices"
)

// starts are the places where players begin: the corners, and the middles of the sides.
var starts = []place{
	{0, 0}, {Width - 1, Height - 1}, {Width - 1, 0}, {0, Height - 1},
	{Width / 2, 0}, {Width / 2, Height - 1}, {0, Height / 2}, {Width - 1, Height / 2},
}

// start returns a free place for a new player.
func (g *Game) start() place {
	for _, s := range starts {
		if g.free(s) && s != g.cup {
			return s
		}
	}
	return starts[0] // two players may be in one place
}

func (g *Game) free(s place) bool {
	return !slices.ContainsFunc(g.players, func(p *player) bool { return p.place == s })
}

// score gives a point to the player who has the cup, and puts the cup somewhere else.
func (g *Game) score(p *player) {
	p.Score++
	if p.Score == Goal {
		g.winner = p.Name
	}
	for !g.free(g.cup) { // 8 players leave room on 63 places
		g.cup = place{rand.IntN(Width), rand.IntN(Height)}
	}
}

// again begins a new round.
func (g *Game) again() {
	g.winner, g.cup = "", place{Width / 2, Height / 2}
	players := g.players
	g.players = []*player{}
	for _, p := range players {
		p.Score, p.place = 0, g.start()
		g.players = append(g.players, p)
	}
	g.broadcast()
}
