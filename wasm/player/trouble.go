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

// upgradeRequired is the status by which this server says that it lets the page open a WebSocket
// (RFC 9110 §15.5.22).
const upgradeRequired = 426

// Answer is the kind of answer to a probe: the page's HTTP request for a socket's path.
type Answer uint8

// The answers to a probe.
const (
	NoAnswer   Answer = iota // no HTTP response at all
	Redirected               // a redirect, which WebSockets do not follow
	Answered                 // a response with a status
	Unreadable               // a response that a sandboxed page may not read, so no socket of this server gave it
)

// The statuses by which a server says that it has nothing at the path (RFC 9110).
const (
	notFound         = 404 // §15.5.5
	methodNotAllowed = 405 // §15.5.6: a probe is a POST, which only sockets take
)

// Probed reports the answer to a probe. The status and the text are those of an Answered probe.
func (p *Player) Probed(conn int, answer Answer, status int, text string) {
	c := p.byNumber(conn)
	if c == nil || c != p.connectionOf(c.client) {
		return // the client has tried again since
	}
	p.trouble = diagnose(answer, status, text)
	if p.unwatched != "" && status == upgradeRequired && strings.HasPrefix(c.path, play.RoomPath) {
		p.trouble = Trouble{"A room needs the server console, which could not be opened: " + p.unwatched, "Wait a little, then try again."}
	}
	p.advance()
}

// diagnose returns the trouble that the answer to a probe shows. The server itself words what it
// knows: only it has seen the opening handshake.
func diagnose(answer Answer, status int, text string) Trouble {
	if words, ours := strings.CutPrefix(text, play.ProbePrefix); ours && answer == Answered {
		what, next, _ := strings.Cut(strings.TrimSpace(words), "\n")
		return Trouble{what, next}
	}
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
		return Trouble{"An answer comes, but not as a socket of this server answers. The path is wrong, or something between you and the server, such as a proxy or a filter, answers in its place.",
			"See whether the connect step has the path right. If it has, try another network."}
	case status == notFound || status == methodNotAllowed:
		return Trouble{"There is no socket at this path (HTTP status " + strconv.Itoa(status) + ").",
			"See whether the connect step has the path right. If you run the server, see whether your proxy passes on this path."}
	case status >= 500:
		return Trouble{"A proxy in front of the server, or the server itself, answers with an error (HTTP status " + strconv.Itoa(status) + ").",
			"Wait a little, then try again. If you run the server, see whether it runs, and whether your proxy reaches it."}
	}
	return Trouble{between + "it answers with HTTP status " + strconv.Itoa(status) + ".", elsewhere}
}
