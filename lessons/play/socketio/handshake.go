package socketio

import (
	"errors"
	"strconv"

	"twocups/lessons/play/faulttext"
	"twocups/lessons/play/jsontext"
)

// Handshake is the text of the packet that opens a session: the server sends it to the
// client.
type Handshake struct {
	SID          string   // names the session in the requests that follow
	Upgrades     []string // the transports that the client may change to: "websocket" or none
	PingInterval int      // milliseconds from a pong to the next ping
	PingTimeout  int      // milliseconds until the pong must come; a client closes if no ping comes within PingInterval plus PingTimeout
	MaxPayload   int      // bytes in a request of the client
}

// String returns the handshake as JSON, with its members in the order of the protocol's
// document.
func (h Handshake) String() string {
	b := jsontext.AppendQuote([]byte(`{"sid":`), h.SID)
	b = append(b, `,"upgrades":[`...)
	for i, upgrade := range h.Upgrades {
		if i > 0 {
			b = append(b, ',')
		}
		b = jsontext.AppendQuote(b, upgrade)
	}
	return string(b) + `],"pingInterval":` + strconv.Itoa(h.PingInterval) + `,"pingTimeout":` + strconv.Itoa(h.PingTimeout) +
		`,"maxPayload":` + strconv.Itoa(h.MaxPayload) + `}`
}

// ParseHandshake reads a handshake, and ignores members that it does not know.
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
			h.Upgrades, err = parseStrings(m.Value)
		case "pingInterval":
			h.PingInterval, err = parseInteger(m.Value)
		case "pingTimeout":
			h.PingTimeout, err = parseInteger(m.Value)
		case "maxPayload":
			h.MaxPayload, err = parseInteger(m.Value)
		}
		if err != nil {
			return Handshake{}, errors.New("engine.io handshake: " + m.Name + ": " + err.Error())
		}
	}
	if h.SID == "" {
		return Handshake{}, faulttext.What("engine.io handshake *", text).Err("a sid")
	}
	return h, nil
}

// parseStrings reads a JSON array of strings.
func parseStrings(array string) ([]string, error) {
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
