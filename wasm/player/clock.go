package player

import "twocups/lessons/play"

// clock puts the server's times of one connection on the page's clock. The server
// counts from the moment the request reached it, and when that was by the page's
// clock, nobody can tell. But cause comes before effect: the request came after
// the client asked for it, and each message was received after it was sent. The
// clock takes the earliest moment that fits all this. So no effect is ever
// shown before its cause, the server's events keep their order, and what a
// message needs for its way up is shown as short as the fastest one needed it.
type clock struct {
	zero     play.Milliseconds   // the server's zero on the page's clock, or earlier
	sent     []play.Milliseconds // by the client, on the page's clock
	received []play.Milliseconds // by the server, on the server's clock
	unpaired bool                // times are missing: what was found so far stays
}

// maxUnpaired bounds the times that wait for the other side's. Where no console
// is streamed they would pile up.
const maxUnpaired = 256

// clientSent takes note of a message that left, at a time of the page's clock.
func (k *clock) clientSent(at play.Milliseconds) {
	if !k.unpaired {
		k.sent = append(k.sent, at)
		k.pair()
	}
}

// serverReceived takes note of a message that the server got, at a time of its own.
func (k *clock) serverReceived(at play.Milliseconds) {
	if !k.unpaired {
		k.received = append(k.received, at)
		k.pair()
	}
}

// pair holds each message's receiving against its sending.
func (k *clock) pair() {
	for len(k.sent) > 0 && len(k.received) > 0 {
		k.zero = max(k.zero, k.sent[0]-k.received[0])
		k.sent, k.received = k.sent[1:], k.received[1:]
	}
	if len(k.sent) > maxUnpaired {
		k.giveUp()
	}
}

// giveUp ends the pairing, since times are missing.
func (k *clock) giveUp() { k.unpaired, k.sent, k.received = true, nil, nil }
