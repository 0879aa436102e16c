//go:build proof

package fairness

import (
	"bufio"
	"context"
	"crypto/tls"
	"encoding/binary"
	"io"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

// attacker has the hostile clients of one address.
type attacker struct {
	server *server
	from   string

	opened, refused, sent atomic.Int64 // connections, and messages or requests
}

// openers is the number of goroutines that open connections at the same time.
const openers = 16

// each calls do for the numbers up to many, in several goroutines, until the context ends.
func each(ctx context.Context, many int, do func(i int)) {
	var next atomic.Int64
	var doing sync.WaitGroup
	for range openers {
		doing.Go(func() {
			for i := int(next.Add(1)) - 1; i < many && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
				do(i)
			}
		})
	}
	doing.Wait()
}

// withWebSockets opens many WebSockets. It calls do with each, in a goroutine of its own, and closes
// all when the context ends and each do has returned.
func (a *attacker) withWebSockets(ctx context.Context, many int, path func(i int) string, do func(i int, conn net.Conn, reader *bufio.Reader)) {
	var open sync.WaitGroup
	each(ctx, many, func(i int) {
		conn, reader, err := a.server.upgrade(ctx, a.from, path(i))
		if err != nil {
			a.refused.Add(1)
			return
		}
		a.opened.Add(1)
		open.Go(func() {
			defer conn.Close()
			defer context.AfterFunc(ctx, func() { conn.Close() })()
			do(i, conn, reader)
			<-ctx.Done()
		})
	})
	<-ctx.Done()
	open.Wait()
}

// silent does nothing with a connection.
func silent(int, net.Conn, *bufio.Reader) {}

// write writes something over and over until that fails or the context ends.
func (a *attacker) write(ctx context.Context, conn net.Conn, bytes []byte) {
	for ctx.Err() == nil {
		if _, err := conn.Write(bytes); err != nil {
			return
		}
		a.sent.Add(1)
	}
}

// frame returns a frame with an empty masking key.
func frame(first byte, payload []byte) []byte {
	b := []byte{first}
	switch n := len(payload); {
	case n < 126:
		b = append(b, 0x80|byte(n))
	case n < 1<<16:
		b = binary.BigEndian.AppendUint16(append(b, 0x80|126), uint16(n))
	default:
		b = binary.BigEndian.AppendUint64(append(b, 0x80|127), uint64(n))
	}
	return append(append(b, 0, 0, 0, 0), payload...)
}

func text(payload string) []byte { return frame(0x81, []byte(payload)) }

// http returns a client of the attacker's address.
func (a *attacker) http(connections int) (client *http.Client, closeIdle func()) {
	var clone *tls.Config
	if a.server.tls != nil {
		clone = a.server.tls.Clone() // the transport changes it
	}
	transport := &http.Transport{
		MaxConnsPerHost: connections, MaxIdleConnsPerHost: connections, ForceAttemptHTTP2: true,
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			return (&net.Dialer{LocalAddr: &net.TCPAddr{IP: net.ParseIP(a.from)}}).DialContext(ctx, "tcp", a.server.host)
		},
		TLSClientConfig: clone,
	}
	return &http.Client{Transport: transport, Timeout: time.Minute}, transport.CloseIdleConnections
}

// request makes a request, and returns the body of the answer.
func (a *attacker) request(ctx context.Context, client *http.Client, method, path string, body io.Reader) (answer []byte, ok bool) {
	scheme := "http://"
	if a.server.tls != nil {
		scheme = "https://"
	}
	request, err := http.NewRequestWithContext(ctx, method, scheme+a.server.host+path, body)
	if err != nil {
		return nil, false
	}
	response, err := client.Do(request)
	if err != nil {
		a.refused.Add(1)
		return nil, false
	}
	defer response.Body.Close()
	answer, err = io.ReadAll(response.Body)
	if a.sent.Add(1); response.StatusCode != http.StatusOK {
		a.refused.Add(1)
		return nil, false
	}
	return answer, err == nil
}
