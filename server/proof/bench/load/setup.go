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

// setupTime is the time limit for all that happens on a connection before it joins its fleet.
const setupTime = 10 * time.Second

// perAddress is the number of connections from one address. Two Cups limits the connections of
// an address, but allows a class of 500. All addresses of 127.0.0.0/8 are loopback addresses.
const perAddress = 500

// setupConn is a connection before it joins its fleet. Its methods block.
type setupConn struct {
	conn     net.Conn
	read     *bufio.Reader
	decoder  Decoder
	received []Message
}

// dial opens the nth connection of a fleet, with its opening handshake.
func dial(ctx context.Context, addr, target string, nth int) (*setupConn, error) {
	dialer := net.Dialer{
		LocalAddr: &net.TCPAddr{IP: net.IPv4(127, 0, byte(nth/perAddress/250), byte(nth/perAddress%250+1))},
		Timeout:   setupTime,
	}
	conn, err := dialer.DialContext(ctx, "tcp4", addr)
	if err != nil {
		return nil, err
	}
	t := &setupConn{conn: conn, read: bufio.NewReaderSize(conn, 1024)}
	conn.SetDeadline(time.Now().Add(setupTime))
	if err := t.handshake(addr, target); err != nil {
		conn.Close()
		return nil, fmt.Errorf("opening handshake for %s: %w", target, err)
	}
	return t, nil
}

// handshake does the client's side of the opening handshake (RFC 6455 §4.1).
func (t *setupConn) handshake(host, target string) error {
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

// acceptKey returns the Sec-WebSocket-Accept that answers a key (RFC 6455 §4.2.2).
func acceptKey(key string) string {
	sum := sha1.Sum([]byte(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"))
	return base64.StdEncoding.EncodeToString(sum[:])
}

// send sends a text message.
func (t *setupConn) send(text []byte) error {
	_, err := t.conn.Write(AppendFrame(nil, rfc6455.Text, text))
	return err
}

// receive waits for the server's next message.
func (t *setupConn) receive() (Message, error) {
	for len(t.received) == 0 {
		if _, err := t.read.Peek(1); err != nil {
			return Message{}, fmt.Errorf("waiting for a message: %w", err)
		}
		if err := t.decode(); err != nil {
			return Message{}, err
		}
	}
	m := t.received[0]
	t.received = t.received[1:]
	return m, nil
}

// decode decodes the bytes that have been read already.
func (t *setupConn) decode() error {
	chunk, err := t.read.Peek(t.read.Buffered())
	if err != nil {
		return err
	}
	defer t.read.Discard(len(chunk))
	return t.decoder.Feed(chunk, func(m Message) error {
		m.Start = bytes.Clone(m.Start)
		t.received = append(t.received, m)
		return nil
	})
}
