package socket

import (
	"bytes"
	"testing"

	"twocups/lessons/play/rfc6455"
)

// BenchmarkScan scans sixty-four small messages that came together, without a network.
func BenchmarkScan(b *testing.B) {
	s := scanner{config: &Config{MaxMessage: 1 << 16}, stream: rfc6455.Stream{Sender: rfc6455.Client}}
	came := bytes.Repeat([]byte("\x81\xa0\x00\x00\x00\x00thirty-two bytes of a message..."), 64)
	b.ReportAllocs()
	for b.Loop() {
		s.frames = 64
		if good, answer := s.scan(came); good != len(came) || answer != nil {
			b.Fatal(good, answer)
		}
	}
}
