package raw

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"twocups/lessons/play"
	"twocups/server/request"
)

// words writes a frame in the words of a request: as much of it as is kept, and how
// much there was if that isn't all.
func words(f *play.Frame) string {
	payload, cut := []byte(f.Payload), uint64(len(f.Payload)) < f.Length
	var parts []string
	if !f.Fin {
		parts = append(parts, "fragment")
	}
	parts = append(parts, f.Opcode.String())
	switch {
	case f.Opcode == play.Close && f.Code > 0:
		parts = append(parts, f.Code.String(), request.Quoted(payload[2:]))
	case f.Opcode == play.Binary, f.Carries == play.Binary:
		parts = append(parts, play.FormatHex(payload))
	case cut:
		parts = append(parts, request.Quoted(whole(payload)))
	default:
		parts = append(parts, request.Quoted(payload))
	}
	if cut {
		parts = append(parts, fmt.Sprintf("… (%d bytes)", f.Length))
	}
	return strings.TrimRight(strings.Join(parts, " "), " ") // behind an empty text
}

// whole leaves out the character in whose middle a text is cut.
func whole(text []byte) []byte {
	for n := 1; n < utf8.UTFMax && n <= len(text); n++ {
		if begun := text[len(text)-n:]; utf8.RuneStart(begun[0]) {
			if !utf8.FullRune(begun) {
				return text[:len(text)-n]
			}
			break
		}
	}
	return text
}
