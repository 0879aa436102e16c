package bytecount

import (
	"bufio"
	"net"
	"net/http"
)

// Uncounted returns a handler that takes over connections without their [Conn], so that a
// WebSocket can use the features of its TCP connection.
func Uncounted(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { next.ServeHTTP(uncounted{w}, r) })
}

type uncounted struct{ http.ResponseWriter }

// Hijack takes over the connection (http.Hijacker).
func (u uncounted) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	conn, buffers, err := http.NewResponseController(u.ResponseWriter).Hijack()
	if c, ok := conn.(*Conn); ok {
		conn = c.tcpConn
	}
	return conn, buffers, err
}

// Unwrap is for [http.ResponseController].
func (u uncounted) Unwrap() http.ResponseWriter { return u.ResponseWriter }
