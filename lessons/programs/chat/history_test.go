package chat

import (
	"strings"
	"testing"
)

func TestAMessageIsRefusedWhenMemoryIsShort(t *testing.T) {
	held, most := 0, 1_000
	h := history{hold: func(bytes int) bool {
		if bytes > most {
			return false
		}
		held = bytes
		return true
	}}
	long := event{Text: strings.Repeat("😀", 200)}
	if !h.add(event{Text: "Hello"}) || h.add(long) || len(h.events) != 1 || held != h.events[0].bytes() {
		t.Errorf("after a message that is too long, the chat holds %d messages and %d bytes", len(h.events), held)
	}
	most = 100_000
	for range MaxSaid + 1 {
		if !h.add(long) {
			t.Error("a message was refused")
		}
	}
	if len(h.events) != MaxSaid || held != MaxSaid*long.bytes() {
		t.Errorf("the chat holds %d messages and %d bytes", len(h.events), held)
	}
}
