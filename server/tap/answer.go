package tap

import (
	"bytes"
	"strings"

	"twocups/lessons/play"
)

// answer collects the head of the HTTP answer. The server's bytes begin with this head.
type answer struct {
	text  []byte  // at most maxHead bytes
	last  [4]byte // the newest bytes
	cut   bool    // the head is longer than maxHead
	whole bool
}

// write adds bytes up to the empty line that ends the head, and returns the bytes behind it.
func (a *answer) write(raw []byte) []byte {
	for i, c := range raw {
		copy(a.last[:], a.last[1:])
		a.last[3] = c
		if a.cut = a.cut || len(a.text) == maxHead; !a.cut {
			a.text = append(a.text, c)
		}
		if string(a.last[:]) == "\r\n\r\n" {
			a.whole = true
			return raw[i+1:]
		}
	}
	return nil
}

// head returns the head, as far as it has come.
func (a *answer) head() play.Head {
	line, rest, _ := bytes.Cut(bytes.TrimSuffix(a.text, []byte("\r\n\r\n")), []byte("\r\n"))
	head := play.Head{Line: string(line), Cut: a.cut}
	for field := range strings.SplitSeq(string(rest), "\r\n") {
		if name, value, ok := strings.Cut(field, ":"); ok {
			head.Fields = append(head.Fields, play.HeadField{Name: name, Value: value})
		}
	}
	return head
}

// deflate reports whether the answer agrees to compress messages (RFC 7692 §7).
func deflate(head play.Head) bool {
	for _, f := range head.Fields {
		if strings.EqualFold(f.Name, "Sec-WebSocket-Extensions") && strings.Contains(f.Value, "permessage-deflate") {
			return true
		}
	}
	return false
}
