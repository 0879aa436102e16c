package engineio

import "slices"

// queue has the payloads that wait for a client. It has no lock.
type queue struct {
	waiting  []*Payload
	sent     int     // packets of the first payload that are sent
	length   int     // packets that wait
	bytes    int     // of the payloads that wait, and of those in an answer that is being written
	holding  Holding // of the small payloads
	answered []*Payload
}

// add queues a payload, and reports whether there was memory for it.
func (q *queue) add(p *Payload) bool {
	if p.shared == nil && !q.holding.Add(p.bytes+packetCost) || p.shared != nil && !q.holding.account.Hold(p.shared) {
		return false
	}
	q.waiting = append(q.waiting, p)
	q.length += len(p.packets)
	q.bytes += p.bytes
	return true
}

// packetCost is the number of bytes that a small payload takes besides its text.
const packetCost = 64

func (q *queue) isEmpty() bool { return len(q.waiting) == 0 }

// hasMessages reports whether more than pings wait.
func (q *queue) hasMessages() bool {
	return slices.ContainsFunc(q.waiting, func(p *Payload) bool { return p != pingPayload })
}

// next returns the first packet that waits. The queue must not be empty.
func (q *queue) next() packet { return q.waiting[0].packets[q.sent] }

// advance removes the first packet.
func (q *queue) advance() {
	first := q.waiting[0]
	q.length--
	if q.sent++; q.sent < len(first.packets) {
		return
	}
	q.waiting[0] = nil
	q.waiting, q.sent = q.waiting[1:], 0
	if len(q.waiting) == 0 {
		q.waiting = nil
	}
	q.release(first)
}

// take removes all packets for an answer. Their memory stays counted until endAnswer.
func (q *queue) take() (packets []packet) {
	for _, p := range q.waiting {
		packets = append(packets, p.packets...)
	}
	q.answered, q.waiting, q.length = q.waiting, nil, 0
	return packets
}

// endAnswer releases the packets of the last take.
func (q *queue) endAnswer() {
	for _, p := range q.answered {
		q.release(p)
	}
	q.answered = nil
}

func (q *queue) release(p *Payload) {
	q.bytes -= p.bytes
	if p.shared != nil {
		q.holding.account.Drop(p.shared)
	} else {
		q.holding.Remove(p.bytes + packetCost)
	}
}

// drop removes all packets that wait.
func (q *queue) drop() {
	for _, p := range q.waiting {
		q.release(p)
	}
	q.waiting, q.sent, q.length = nil, 0, 0
}
