package socketio

import (
	"errors"

	"twocups/lessons/play/faulttext"
	"twocups/lessons/play/jsontext"
)

// Handshake is what the server tells the client when a session opens.
type Handshake struct {
	SID          string   // names the session in the requests that follow
	Upgrades     []string // what the client may change to: "websocket" or nothing
	PingInterval int      // milliseconds from a pong to the next ping
	PingTimeout  int      // milliseconds in which the pong must come; after both, the client gives up on a silent server
	MaxPayload   int      // bytes that a request of the client may have
}

// String returns the handshake as JSON, in the order of the protocol's document.
func (h Handshake) String() string {
	b := jsontext.AppendQuote([]byte(`{"sid":`), h.SID)
	b = append(b, `,"upgrades":[`...)
	for i, upgrade := range h.Upgrades {
		if i > 0 {
			b = append(b, ',')
		}
		b = jsontext.AppendQuote(b, upgrade)
	}
	return string(b) + `],"pingInterval":` + number(h.PingInterval) + `,"pingTimeout":` + number(h.PingTimeout) +
		`,"maxPayload":` + number(h.MaxPayload) + `}`
}

// ParseHandshake reads a handshake. Members that it doesn't know it leaves aside.
func ParseHandshake(text string) (Handshake, error) {
	members, err := jsontext.Members(text)
	if err != nil {
		return Handshake{}, errors.New("engine.io handshake: " + err.Error())
	}
	var h Handshake
	for _, m := range members {
		switch m.Name {
		case "sid":
			h.SID, err = jsontext.Unquote(m.Value)
		case "upgrades":
			h.Upgrades, err = stringsOf(m.Value)
		case "pingInterval":
			h.PingInterval, err = integer(m.Value)
		case "pingTimeout":
			h.PingTimeout, err = integer(m.Value)
		case "maxPayload":
			h.MaxPayload, err = integer(m.Value)
		}
		if err != nil {
			return Handshake{}, errors.New("engine.io handshake: " + m.Name + ": " + err.Error())
		}
	}
	if h.SID == "" {
		return Handshake{}, errors.New("engine.io handshake " + faulttext.Quote(text) + " " + faulttext.Want("a sid"))
	}
	return h, nil
}

func stringsOf(array string) ([]string, error) {
	values, err := jsontext.Values(array)
	if err != nil {
		return nil, err
	}
	var list []string
	for _, value := range values {
		text, err := jsontext.Unquote(value)
		if err != nil {
			return nil, err
		}
		list = append(list, text)
	}
	return list, nil
}
