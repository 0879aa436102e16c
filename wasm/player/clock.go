package player

import "twocups/lessons/play"

// clock relates the server's times of one connection to the page's clock. The
// server counts from the moment the request reached it. That moment, on the
// page's clock, can't be known, but cause comes before effect: the request came
// after the client asked for it, a message was received after it was sent, and
// an opening was seen after it was made. Each pair of times narrows the bounds,
// and the middle between them is taken (Cristian's algorithm, sharpened by
// every message).
type clock struct {
	after, before  play.Milliseconds // the bounds, on the page's clock
	bounded        bool              // before is known
	unpaired       bool              // times no longer match one to one
	sent, received []play.Milliseconds
	served, taken  []play.Milliseconds // the server's side of the same messages
}

// maxUnpaired bounds the times that wait for the other side's. A console that
// nobody streams would make them pile up; past the bound pairing ends, and the
// bounds found so far stay.
const maxUnpaired = 256

// notBefore says that the server's zero is at this time or later.
func (k *clock) notBefore(t play.Milliseconds) {
	if t > k.after {
		k.after = t
	}
}

// notAfter says that the server's zero is at this time or earlier.
func (k *clock) notAfter(t play.Milliseconds) {
	if !k.bounded || t < k.before {
		k.before, k.bounded = t, true
	}
}

// zero returns the server's zero on the page's clock, as well as it is known.
func (k *clock) zero() play.Milliseconds {
	if !k.bounded || k.before < k.after {
		return k.after
	}
	return (k.after + k.before) / 2
}

// up pairs the client's sending of a message with the server's receiving it.
func (k *clock) up() {
	for len(k.sent) > 0 && len(k.taken) > 0 {
		k.notBefore(k.sent[0] - k.taken[0])
		k.sent, k.taken = k.sent[1:], k.taken[1:]
	}
}

// down pairs the server's sending of a message with the client's receiving it.
func (k *clock) down() {
	for len(k.served) > 0 && len(k.received) > 0 {
		k.notAfter(k.received[0] - k.served[0])
		k.served, k.received = k.served[1:], k.received[1:]
	}
}

// see takes note of an event of either side, at a time of that side's clock.
func (k *clock) see(side play.Side, kind play.Kind, at play.Milliseconds) {
	if k.unpaired {
		return
	}
	switch {
	case side == play.Client && kind == play.Sent:
		k.sent = append(k.sent, at)
	case side == play.Server && kind == play.Received:
		k.taken = append(k.taken, at)
	case side == play.Server && kind == play.Sent:
		k.served = append(k.served, at)
	case side == play.Client && kind == play.Received:
		k.received = append(k.received, at)
	}
	k.up()
	k.down()
	if max(len(k.sent), len(k.taken), len(k.served), len(k.received)) > maxUnpaired {
		k.giveUp()
	}
}

// giveUp ends the pairing, since times are missing.
func (k *clock) giveUp() {
	k.unpaired = true
	k.sent, k.received, k.served, k.taken = nil, nil, nil, nil
}
