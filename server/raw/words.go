package raw

import (
	"fmt"
	"strings"

	"twocups/lessons/play"
)

// words writes a frame in the words of a request.
func words(f *play.Frame) string {
	parts := []string{f.Opcode.String()}
	if !f.Fin {
		parts = []string{"fragment", f.Opcode.String()}
	}
	switch {
	case f.Opcode == play.Close && f.Code > 0:
		parts = append(parts, f.Code.String(), string(f.Payload[2:]))
	case f.Opcode == play.Binary, f.Carries == play.Binary:
		parts = append(parts, play.FormatHex(f.Payload))
	default:
		parts = append(parts, string(f.Payload))
	}
	if kept := uint64(len(f.Payload)); kept < f.Length {
		parts = append(parts, fmt.Sprintf("… (%d bytes)", f.Length))
	}
	text := strings.TrimRight(strings.Join(parts, " "), " ")
	return strings.ToValidUTF8(text, "\uFFFD") // a long text is cut anywhere
}
