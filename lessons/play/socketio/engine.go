package socketio

import (
	"strings"
	"unicode/utf8"

	"twocups/lessons/play/enum"
	"twocups/lessons/play/faulttext"
)

// EngineType is the type of an Engine.IO packet.
type EngineType uint8

// The types of Engine.IO packets.
const (
	Open    EngineType = iota // the server opens the session; the text is the [Handshake]
	Close                     // the session is over
	Ping                      // the server checks that the client is there; with [Probe], the client tries a WebSocket
	Pong                      // the answer to a ping, with the same text
	Message                   // carries a Socket.IO packet, or one of its attachments
	Upgrade                   // the client changes to the WebSocket that it tried
	Noop                      // nothing: it ends a request that waits for packets
)

// Probe is the text of a ping and a pong. The client tries a WebSocket with them before
// its session changes to it.
const Probe = "probe"

var engineNames = []string{"open", "close", "ping", "pong", "message", "upgrade", "noop"}

// String returns the type's name.
func (t EngineType) String() string { return enum.Name(engineNames, int(t)) }

// EnginePacket is a packet of Engine.IO.
type EnginePacket struct {
	Type   EngineType
	Binary bool   // Message: the text is bytes
	Text   string // Open: the handshake; Ping, Pong: Probe or nothing; Message: the content
}

// ParseEngine reads a packet that travels as text: in a payload, or in a text message of a
// WebSocket. A binary packet is in base64, behind a b. A client that can't send binary messages
// sends such a packet also over a WebSocket.
func ParseEngine(text string) (EnginePacket, error) {
	if encoded, binary := strings.CutPrefix(text, "b"); binary {
		payload, ok := decodeBase64(encoded)
		if !ok {
			return EnginePacket{}, faulttext.What("engine.io packet *", text).Err("base64 behind the b")
		}
		return EnginePacket{Type: Message, Binary: true, Text: payload}, nil
	}
	if text == "" || text[0] < '0' || int(text[0]-'0') >= len(engineNames) {
		return EnginePacket{}, faulttext.What("engine.io packet *", text).Err("a type from 0 to 6 first")
	}
	p := EnginePacket{Type: EngineType(text[0] - '0'), Text: text[1:]}
	if want := p.wantedText(); want != nil {
		return EnginePacket{}, faulttext.What("engine.io packet "+p.Type.String()+" *", p.Text).Err(want...)
	}
	return p, nil
}

// wantedText returns the choices that would be right for a packet's text, or nil if the
// text is right.
func (p EnginePacket) wantedText() []string {
	switch p.Type {
	case Close, Upgrade, Noop:
		if p.Text != "" {
			return []string{"nothing behind the type"}
		}
	case Ping, Pong:
		if p.Text != "" && p.Text != Probe {
			return []string{"nothing behind the type", Probe}
		}
	}
	if !utf8.ValidString(p.Text) {
		return []string{"UTF-8"}
	}
	return nil
}

// Append appends the packet as text. A binary packet is in base64.
func (p EnginePacket) Append(b []byte) []byte {
	if p.Binary {
		return appendBase64(append(b, 'b'), p.Text)
	}
	return append(append(b, '0'+byte(p.Type)), p.Text...)
}

// String returns the packet as text. A binary packet is in base64.
func (p EnginePacket) String() string { return string(p.Append(nil)) }
