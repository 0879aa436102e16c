package player

import "twocups/lessons/play"

// clock converts the server's times to the page's clock. The server counts from the moment
// when the console began, and that moment is unknown on the page's clock. But a cause comes
// before its effect: a connection opens after the page has requested it, a message is
// received after it is sent, and a connection ends after the client has started to close
// it. The clock takes the earliest moment that agrees with all known causes. So no effect
// is shown before its cause, the server's events keep their order, and the fastest message
// seems to need no time for its way to the server.
type clock struct {
	zero play.Milliseconds // the server's zero on the page's clock, as late as the known causes require
}

// order records that a cause, at a time of the page's clock, came before its effect, at a
// time of the server's clock.
func (k *clock) order(cause, effect play.Milliseconds) {
	k.zero = max(k.zero, cause-effect)
}

// pairing pairs the times at which a client sent the messages of a connection with the times
// at which the server received them. Messages keep their order, so the first time in
// sent belongs to the first time in received.
type pairing struct {
	sent     []play.Milliseconds // on the page's clock
	received []play.Milliseconds // on the server's
	givenUp  bool                // times are missing, so no more can be paired
}

// maxUnpaired bounds the times of one side that wait for the other side's. On a page
// without a console, the server's times never come.
const maxUnpaired = 256

func (m *pairing) clientSent(at play.Milliseconds) {
	if m.givenUp {
		return
	}
	m.sent = append(m.sent, at)
	m.checkBound()
}

func (m *pairing) serverReceived(at play.Milliseconds) {
	if m.givenUp {
		return
	}
	m.received = append(m.received, at)
	m.checkBound()
}

func (m *pairing) checkBound() {
	if len(m.sent) > maxUnpaired || len(m.received) > maxUnpaired {
		m.giveUp()
	}
}

// next removes and returns a pair of times, if there is one.
func (m *pairing) next() (sent, received play.Milliseconds, ok bool) {
	if len(m.sent) == 0 || len(m.received) == 0 {
		return 0, 0, false
	}
	sent, received = m.sent[0], m.received[0]
	m.sent, m.received = m.sent[1:], m.received[1:]
	return sent, received, true
}

// giveUp ends the pairing, since times are missing.
func (m *pairing) giveUp() { *m = pairing{givenUp: true} }
