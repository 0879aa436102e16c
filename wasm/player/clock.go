package player

import "twocups/lessons/play"

// clock puts the server's times on the page's clock. The server counts from the
// moment the console began, and when that was by the page's clock, nobody can
// tell. But cause comes before effect: a connection was opened after it was asked
// for, each message was received after it was sent, and a connection ended after the
// client had hung up. The clock takes the
// earliest moment that fits all this. So no effect is ever shown before its
// cause, the server's events keep their order, and what a message needs for its
// way up is shown as short as the fastest one needed it.
type clock struct {
	zero play.Milliseconds // the server's zero on the page's clock, or earlier
}

// follows says that something at a time of the page's clock came before
// something at a time of the server's.
func (k *clock) order(cause, effect play.Milliseconds) {
	k.zero = max(k.zero, cause-effect)
}

// pairing matches the messages that a client sent with those that the server
// received on the same connection. Both come in order, so the first belongs to
// the first.
type pairing struct {
	sent     []play.Milliseconds // on the page's clock
	received []play.Milliseconds // on the server's
	givenUp  bool                // times are missing, so no more can be matched
}

// maxUnpaired bounds the times that wait for the other side's. Where no console
// is streamed they would pile up.
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

// next takes out a pair of times, if there is one.
func (m *pairing) next() (sent, received play.Milliseconds, ok bool) {
	if len(m.sent) == 0 || len(m.received) == 0 {
		return 0, 0, false
	}
	sent, received = m.sent[0], m.received[0]
	m.sent, m.received = m.sent[1:], m.received[1:]
	return sent, received, true
}

// giveUp ends the matching, since times are missing.
func (m *pairing) giveUp() { *m = pairing{givenUp: true} }
