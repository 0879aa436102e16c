package player

import (
	"strconv"
	"strings"

	"twocups/lessons/play"
)

// Trouble is the reason why a connection could not be opened, in words for the learner. The
// zero Trouble means that there is none.
type Trouble struct {
	What string // what is wrong
	Next string // what to do about it
}

// cutTrouble is the trouble with a connection that opened, and broke before it carried a
// message. A proxy may let the opening handshake through, and nothing after it.
var cutTrouble = Trouble{"The connection opened, and was cut before anything came over it.",
	"Try again. If it is cut each time, a proxy or a filter does not let WebSockets stay open: try another network, or a secure address (https), which most proxies leave alone."}

// Answer is the kind of answer to a probe: the page's HTTP request for a socket's path.
type Answer uint8

// The answers to a probe.
const (
	NoAnswer   Answer = iota // no HTTP response at all
	Redirected               // a redirect, which WebSockets do not follow
	Answered                 // a response with a status
	Unreadable               // a response that a sandboxed page may not read, so it is not this server's
)

// The statuses of this server's answers to a plain request (RFC 9110).
const (
	upgradeRequired = 426 // at the path of a socket (§15.5.22)
	notFound        = 404 // at a path without one (§15.5.5)
	unavailable     = 503 // while the server is full or stopping (§15.6.4)
)

// Probed reports the answer to a probe. The status is that of an Answered probe.
func (p *Player) Probed(conn int, answer Answer, status int) {
	if c := p.byNumber(conn); c == nil || c != p.connectionOf(c.client) {
		return // the client has tried again since
	}
	p.trouble = diagnose(answer, status)
	if c := p.byNumber(conn); p.unwatched != "" && status == upgradeRequired && strings.HasPrefix(c.path, play.RoomPath) {
		p.trouble = Trouble{"A room needs the server console, which could not be opened: " + p.unwatched, "Wait a little, then try again."}
	}
	p.advance()
}

// diagnose returns the trouble that the answer to a probe shows.
func diagnose(answer Answer, status int) Trouble {
	const between = "Something between you and the server, such as a proxy or a filter, does not let WebSockets through: "
	const elsewhere = "Try another network, or a secure address (https), which most proxies leave alone."
	switch {
	case answer == NoAnswer:
		return Trouble{"The server does not answer.",
			"If it is yours, see whether it still runs; else check the network. Then try again."}
	case answer == Redirected:
		return Trouble{between + "it answers with a redirect, as a login page does.",
			"Log in to the network in another tab, then try again."}
	case answer == Unreadable:
		return Trouble{between + "it answers, but not as this server does.", elsewhere}
	case status == upgradeRequired:
		return Trouble{"The server answers, but a WebSocket to it does not open. " + between + "the opening handshake got lost.", elsewhere}
	case status == notFound:
		return Trouble{"The server has no socket at this path (HTTP status 404).", "See whether the connect step has the path right."}
	case status == unavailable:
		return Trouble{"The server is full, or about to stop (HTTP status 503).", "Wait a little, then try again."}
	case status >= 500:
		return Trouble{"The server answers with an error (HTTP status " + strconv.Itoa(status) + ").",
			"Wait a little, then try again."}
	}
	return Trouble{between + "it answers with HTTP status " + strconv.Itoa(status) + ".", elsewhere}
}
