package socketio

import (
	"errors"
	"strings"
	"unicode/utf8"

	"twocups/lessons/play/faulttext"
)

// EngineType is the type of an Engine.IO packet.
type EngineType uint8

// The types of Engine.IO packets.
const (
	Open    EngineType = iota // the server opens the session; the text is the [Handshake]
	Close                     // the session is over
	Ping                      // the server asks whether the client is there; with [Probe], the client tries a WebSocket
	Pong                      // the answer to a ping, with the same text
	Message                   // carries a Socket.IO packet, or one of its attachments
	Upgrade                   // the client has changed to the WebSocket that it tried
	Noop                      // nothing: it lets a request go that waits for packets
)

// Probe is the text of the ping and the pong by which a WebSocket is tried before a
// session changes to it.
const Probe = "probe"

var engineNames = [...]string{"open", "close", "ping", "pong", "message", "upgrade", "noop"}

// String returns the type's name.
func (t EngineType) String() string { return nameOf(engineNames[:], int(t)) }

// EnginePacket is a packet of Engine.IO.
type EnginePacket struct {
	Type   EngineType
	Binary bool   // only a message: the text is bytes
	Text   string // Open: the handshake; Ping, Pong: Probe or nothing; Message: what it carries
}

// ParseEngine reads a packet that travels as text.
func ParseEngine(text string) (EnginePacket, error) {
	if text == "" || text[0] < '0' || int(text[0]-'0') >= len(engineNames) {
		return EnginePacket{}, errors.New("engine.io packet " + faulttext.Quote(text) + " " + faulttext.Want("a type from 0 to 6 first"))
	}
	p := EnginePacket{Type: EngineType(text[0] - '0'), Text: text[1:]}
	if fault := p.fault(); fault != "" {
		return EnginePacket{}, errors.New("engine.io packet " + p.Type.String() + " " + faulttext.Quote(p.Text) + " " + fault)
	}
	return p, nil
}

// fault says what the text of a packet should be, or nothing.
func (p EnginePacket) fault() string {
	switch p.Type {
	case Close, Upgrade, Noop:
		if p.Text != "" {
			return faulttext.Want("nothing behind the type")
		}
	case Ping, Pong:
		if p.Text != "" && p.Text != Probe {
			return faulttext.Want("nothing behind the type", Probe)
		}
	}
	if !utf8.ValidString(p.Text) {
		return faulttext.Want("UTF-8")
	}
	return ""
}

// Append appends the packet as text, a binary one in base64.
func (p EnginePacket) Append(b []byte) []byte {
	if p.Binary {
		return appendBase64(append(b, 'b'), p.Text)
	}
	return append(append(b, '0'+byte(p.Type)), p.Text...)
}

// String returns the packet as text, a binary one in base64.
func (p EnginePacket) String() string { return string(p.Append(nil)) }

// Separator stands between the packets of a payload. No packet contains it: JSON has
// control characters escaped.
const Separator = "\x1e"

// ParsePayload reads the packets that a request or an answer of long-polling holds.
func ParsePayload(text string) ([]EnginePacket, error) {
	if strings.Count(text, Separator) >= MaxPackets {
		return nil, errors.New("engine.io payload of too many packets " + faulttext.Want("at most "+number(MaxPackets)))
	}
	var packets []EnginePacket
	for one := range strings.SplitSeq(text, Separator) {
		p, err := parseEither(one)
		if err != nil {
			return nil, err
		}
		packets = append(packets, p)
	}
	return packets, nil
}

// parseEither reads a packet of a payload, text or binary.
func parseEither(text string) (EnginePacket, error) {
	encoded, binary := strings.CutPrefix(text, "b")
	if !binary {
		return ParseEngine(text)
	}
	payload, ok := decodeBase64(encoded)
	if !ok {
		return EnginePacket{}, errors.New("engine.io packet " + faulttext.Quote(text) + " " + faulttext.Want("base64 behind the b"))
	}
	return EnginePacket{Type: Message, Binary: true, Text: payload}, nil
}

// AppendPayload appends the packets as a payload.
func AppendPayload(b []byte, packets ...EnginePacket) []byte {
	for i, p := range packets {
		if i > 0 {
			b = append(b, Separator...)
		}
		b = p.Append(b)
	}
	return b
}

func nameOf(names []string, i int) string {
	if i < len(names) {
		return names[i]
	}
	return ""
}
