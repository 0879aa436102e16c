package load

import (
	"bufio"
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha1"
	"encoding/base64"
	"fmt"
	"net"
	"net/http"
	"time"

	"twocups/lessons/play/rfc6455"
)

// talkTime bounds all that is said on a connection before it joins its fleet.
const talkTime = 10 * time.Second

// perAddress is how many connections come from one address. Servers bound how many
// one address may have, and a class of 500 must pass; 127.0.0.0/8 is all loopback.
const perAddress = 500

// talk is a connection before it joins its fleet: both ends wait for each other.
type talk struct {
	conn    net.Conn
	read    *bufio.Reader
	decoder Decoder
	heard   []Message
}

// dial opens the connection that is the fleet's nth, with its opening handshake.
func dial(ctx context.Context, addr, target string, nth int) (*talk, error) {
	dialer := net.Dialer{
		LocalAddr: &net.TCPAddr{IP: net.IPv4(127, 0, byte(nth/perAddress/250), byte(nth/perAddress%250+1))},
		Timeout:   talkTime,
	}
	conn, err := dialer.DialContext(ctx, "tcp4", addr)
	if err != nil {
		return nil, err
	}
	t := &talk{conn: conn, read: bufio.NewReaderSize(conn, 1024)}
	conn.SetDeadline(time.Now().Add(talkTime))
	if err := t.handshake(addr, target); err != nil {
		conn.Close()
		return nil, fmt.Errorf("opening handshake for %s: %w", target, err)
	}
	return t, nil
}

// handshake is the client's side of RFC 6455 §4.1.
func (t *talk) handshake(host, target string) error {
	var nonce [16]byte
	rand.Read(nonce[:])
	key := base64.StdEncoding.EncodeToString(nonce[:])
	_, err := fmt.Fprintf(t.conn, "GET %s HTTP/1.1\r\nHost: %s\r\nOrigin: http://%[2]s\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"+
		"Sec-WebSocket-Key: %s\r\nSec-WebSocket-Version: 13\r\n\r\n", target, host, key)
	if err != nil {
		return fmt.Errorf("writing the request: %w", err)
	}
	answer, err := http.ReadResponse(t.read, nil)
	if err != nil {
		return fmt.Errorf("reading the answer: %w", err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusSwitchingProtocols {
		return fmt.Errorf("the server answered %s", answer.Status)
	}
	if got, want := answer.Header.Get("Sec-WebSocket-Accept"), acceptKey(key); got != want {
		return fmt.Errorf("the server answered with Sec-WebSocket-Accept %q (want %q)", got, want)
	}
	if extensions := answer.Header.Get("Sec-WebSocket-Extensions"); extensions != "" {
		return fmt.Errorf("the server chose the extensions %q, and none was offered", extensions)
	}
	return nil
}

// acceptKey returns the value that proves that the server read the key (RFC 6455 §4.2.2).
func acceptKey(key string) string {
	sum := sha1.Sum([]byte(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"))
	return base64.StdEncoding.EncodeToString(sum[:])
}

// say sends a text message.
func (t *talk) say(text []byte) error {
	_, err := t.conn.Write(AppendFrame(nil, rfc6455.Text, text))
	return err
}

// hear waits for the server's next message.
func (t *talk) hear() (Message, error) {
	for len(t.heard) == 0 {
		if _, err := t.read.Peek(1); err != nil {
			return Message{}, fmt.Errorf("waiting for a message: %w", err)
		}
		if err := t.decode(); err != nil {
			return Message{}, err
		}
	}
	m := t.heard[0]
	t.heard = t.heard[1:]
	return m, nil
}

// decode takes what has been read already.
func (t *talk) decode() error {
	chunk, err := t.read.Peek(t.read.Buffered())
	if err != nil {
		return err
	}
	defer t.read.Discard(len(chunk))
	return t.decoder.Feed(chunk, func(m Message) error {
		m.Start = bytes.Clone(m.Start)
		t.heard = append(t.heard, m)
		return nil
	})
}
