package rawframe

import (
	"fmt"
	"strings"

	"twocups/lessons/play"
	"twocups/lessons/play/digits"
	"twocups/lessons/play/rfc6455"
	"twocups/server/socket/utf8stream"
	"twocups/server/sockets/commandtext"
)

// describe returns a frame in the words of a request. If the frame has only the first bytes of
// its payload, describe adds the length of the whole payload.
func describe(f *play.Frame) string {
	payload, cut := []byte(f.Payload), uint64(len(f.Payload)) < f.Length
	var parts []string
	if !f.Fin {
		parts = append(parts, "fragment")
	}
	parts = append(parts, f.Opcode.String())
	switch {
	case f.Opcode == rfc6455.Close && f.Code > 0:
		parts = append(parts, f.Code.String(), commandtext.Quoted(payload[2:]))
	case f.Opcode == rfc6455.Binary, f.Carries == rfc6455.Binary:
		parts = append(parts, digits.FormatHex(payload))
	case cut:
		parts = append(parts, commandtext.Quoted(payload[:len(payload)-utf8stream.Unfinished(payload)]))
	default:
		parts = append(parts, commandtext.Quoted(payload))
	}
	if cut {
		parts = append(parts, fmt.Sprintf("… (%d bytes)", f.Length))
	}
	return strings.TrimRight(strings.Join(parts, " "), " ") // an empty text leaves a space at the end
}
