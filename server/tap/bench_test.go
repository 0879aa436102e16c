package tap

import (
	"strings"
	"testing"

	"twocups/lessons/play/rfc6455"
)

// BenchmarkRecording records a message and its echo without a follower. The sizes are that
// of a learner's message, and the largest that the server accepts.
func BenchmarkRecording(b *testing.B) {
	for name, payload := range map[string]string{"32B": "thirty-two bytes of a message...", "64KiB": strings.Repeat("x", 64<<10)} {
		b.Run(name, func(b *testing.B) {
			r := recorded(nil)
			up, down := frame(rfc6455.Client, 0x81, payload), frame(rfc6455.Server, 0x81, payload)
			b.SetBytes(int64(len(up) + len(down)))
			b.ReportAllocs()
			for b.Loop() {
				r.Received(up)
				r.Sent(down)
			}
		})
	}
}
