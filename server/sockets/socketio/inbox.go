package socketio

import (
	"errors"
	"strings"
	"time"

	protocol "twocups/lessons/play/socketio"
	"twocups/server/sockets/socketio/engineio"
)

// inbox joins the parts of a packet: its text, and the attachments that the text announces.
type inbox struct {
	held      engineio.Holding // the bytes of the packet that waits
	timeout   time.Duration    // for the attachments
	onTimeout func(packet uint64)

	waiting *receivedPacket // the packet that waits for attachments; nil for none
	coming  int             // attachments that it waits for
	packets uint64          // the number of packets that had to wait
	timer   *time.Timer     // of that packet; nil before the first
}

// receivedPacket is a packet with its attachments.
type receivedPacket struct {
	protocol.Packet
	attachments []string
	limit       string // the limit that the packet exceeds: it has no payload; "" for none
}

// errNoMemory is the error of a packet for which there is no memory.
var errNoMemory = errors.New("memory is short")

// add adds a part. If the part completes a packet, add returns the packet, else nil.
func (in *inbox) add(p protocol.EnginePacket) (*receivedPacket, error) {
	if p.Binary {
		return in.addAttachment(p.Text)
	}
	if in.waiting != nil {
		return nil, errors.New("another packet before all attachments of the last one (want its attachments)")
	}
	packet, err := protocol.Parse(p.Text)
	received := &receivedPacket{Packet: packet}
	if limit := (*protocol.LimitError)(nil); errors.As(err, &limit) {
		received.limit = limit.Limit
	} else if err != nil {
		return nil, err
	}
	if packet.Attachments == 0 {
		return received, nil
	}
	return nil, in.await(received)
}

// await lets a packet wait for its attachments. Its text may be a part of a long body, so await
// copies it.
func (in *inbox) await(p *receivedPacket) error {
	if !in.held.Add(len(p.Namespace) + len(p.Payload)) {
		return errNoMemory
	}
	p.Namespace, p.Payload = strings.Clone(p.Namespace), strings.Clone(p.Payload)
	in.waiting, in.coming = p, p.Attachments
	in.packets++
	packet := in.packets
	in.timer = time.AfterFunc(in.timeout, func() { in.onTimeout(packet) })
	return nil
}

// addAttachment adds an attachment to the packet that waits.
func (in *inbox) addAttachment(attachment string) (*receivedPacket, error) {
	p := in.waiting
	if p == nil {
		return nil, errors.New("an attachment that no packet announced (want a packet first, and the client's default parser)")
	}
	if p.limit == "" { // else nobody needs the attachments
		if !in.held.Add(len(attachment)) {
			return nil, errNoMemory
		}
		p.attachments = append(p.attachments, attachment)
	}
	if in.coming--; in.coming > 0 {
		return nil, nil
	}
	in.clear()
	return p, nil
}

// isWaiting reports whether the packet with this number still waits.
func (in *inbox) isWaiting(packet uint64) bool { return in.waiting != nil && in.packets == packet }

// clear drops the packet that waits, and stops its timer.
func (in *inbox) clear() {
	if in.waiting == nil {
		return
	}
	in.waiting = nil
	in.timer.Stop()
	in.held.Clear()
}
