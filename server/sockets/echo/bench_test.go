package echo_test

import (
	"bytes"
	"encoding/json"
	"io"
	"testing"

	"twocups/lessons/play"
	"twocups/server/console"
	"twocups/server/socket"
	"twocups/server/socket/sockettest"
	"twocups/server/sockets/echo"
)

// BenchmarkEcho sends one message at a time over TCP on this machine, and waits
// for its echo. With a console, each message makes two notices, and a page reads them.
func BenchmarkEcho(b *testing.B) {
	consoles := console.New(console.Config{})
	sockets := socket.New(socket.Config{Consoles: consoles, FrameRate: 1e6, FrameBurst: 1e6})
	echoURL := sockettest.Serve(b, echo.Handler(sockets)) + play.EchoPath
	b.Run("console=off", func(b *testing.B) { benchmarkEcho(b, echoURL) })

	stream := sockettest.Dial(b, sockettest.Serve(b, consoles.Handler()))
	_, text := sockettest.Read(b, stream)
	var first play.Notice
	if err := json.Unmarshal([]byte(text), &first); err != nil {
		b.Fatal(err)
	}
	go func() {
		for {
			if _, _, err := stream.NextReader(); err != nil {
				return
			}
		}
	}()
	tag := play.Tag{Console: first.Console, Block: "b"}
	b.Run("console=on", func(b *testing.B) { benchmarkEcho(b, echoURL+"?"+tag.Query()) })
}

// The client is raw and allocates nothing, so all allocations are the server's.
func benchmarkEcho(b *testing.B, url string) {
	conn, reader := sockettest.Handshake(b, url)
	const payload = "thirty-two bytes of a message..."
	frame := []byte("\x81\xa0\x00\x00\x00\x00" + payload)
	answer := make([]byte, len("\x81\x20")+len(payload))
	b.ReportAllocs()
	for b.Loop() {
		conn.Write(frame)
		if _, err := io.ReadFull(reader, answer); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkEchoBurst sends sixty-four messages in one write, and waits for their echoes. The
// messages share the system calls, so the time for one message is almost all the server's own.
func BenchmarkEchoBurst(b *testing.B) {
	sockets := socket.New(socket.Config{FrameRate: 1e9, FrameBurst: 1e9})
	url := sockettest.Serve(b, echo.Handler(sockets)) + play.EchoPath
	conn, reader := sockettest.Handshake(b, url)
	const payload, messages = "thirty-two bytes of a message...", 64
	frames := bytes.Repeat([]byte("\x81\xa0\x00\x00\x00\x00"+payload), messages)
	answers := make([]byte, messages*(len("\x81\x20")+len(payload)))
	b.ReportAllocs()
	for b.Loop() {
		conn.Write(frames)
		if _, err := io.ReadFull(reader, answers); err != nil {
			b.Fatal(err)
		}
	}
}
