package engineio

import (
	"encoding/base64"
	"io"

	protocol "twocups/lessons/play/socketio"
	"twocups/server/limit/memory"
)

// Payload is a list of packets that are sent together, all or none. Many sessions may send the
// same Payload: its bytes exist once.
type Payload struct {
	packets []packet
	bytes   int
	shared  *memory.Shared // nil: the payload is small, and counts for each session
}

// packet is a packet as a WebSocket carries it.
type packet struct {
	binary bool
	bytes  []byte // of a text packet with its type
}

// sharedFrom is the number of bytes from which a Payload counts once for all sessions. A smaller
// one costs less than the counting.
const sharedFrom = 1 << 10

// NewPayload makes a Payload of packets.
func NewPayload(packets ...protocol.EnginePacket) *Payload {
	p := &Payload{packets: make([]packet, len(packets))}
	for i, one := range packets {
		p.packets[i] = packet{one.Binary, []byte(one.Text)}
		if !one.Binary {
			p.packets[i].bytes = one.Append(nil)
		}
		p.bytes += len(p.packets[i].bytes)
	}
	if p.bytes >= sharedFrom {
		p.shared = memory.NewShared(p.bytes)
	}
	return p
}

// The packets that have no text.
var (
	pingPacket  = packet{bytes: []byte(protocol.EnginePacket{Type: protocol.Ping}.String())}
	closePacket = packet{bytes: []byte(protocol.EnginePacket{Type: protocol.Close}.String())}
	noopPacket  = packet{bytes: []byte(protocol.EnginePacket{Type: protocol.Noop}.String())}
)

var pingPayload = &Payload{packets: []packet{pingPacket}, bytes: len(pingPacket.bytes)}

// textLen returns the length of the packet as text.
func (p packet) textLen() int {
	if p.binary {
		return len(base64Mark) + base64.StdEncoding.EncodedLen(len(p.bytes))
	}
	return len(p.bytes)
}

// base64Mark begins a binary packet in base64.
const base64Mark = "b"

// text returns the packet as text: a binary packet in base64.
func (p packet) text() []byte {
	if p.binary {
		return base64.StdEncoding.AppendEncode([]byte(base64Mark), p.bytes)
	}
	return p.bytes
}

// payloadLen returns the length of the packets as the body of an answer.
func payloadLen(packets []packet) int {
	length := len(protocol.Separator) * (len(packets) - 1)
	for _, p := range packets {
		length += p.textLen()
	}
	return length
}

// writePayload writes the packets as the body of an answer. It copies nothing, because the queue
// of a slow client may be long.
func writePayload(w io.Writer, packets []packet) error {
	for i, p := range packets {
		separator := protocol.Separator
		if i == 0 {
			separator = ""
		}
		if _, err := io.WriteString(w, separator); err != nil {
			return err
		}
		if err := p.writeText(w); err != nil {
			return err
		}
	}
	return nil
}

func (p packet) writeText(w io.Writer) error {
	if !p.binary {
		_, err := w.Write(p.bytes)
		return err
	}
	if _, err := io.WriteString(w, base64Mark); err != nil {
		return err
	}
	encoder := base64.NewEncoder(base64.StdEncoding, w)
	if _, err := encoder.Write(p.bytes); err != nil {
		return err
	}
	return encoder.Close()
}
