package bytecount

import (
	"bufio"
	"net"
	"net/http"
)

// Uncounted hands connections that the handler takes over to it without their Conn: a
// WebSocket knows what to do with TCP.
func Uncounted(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { next.ServeHTTP(uncounted{w}, r) })
}

type uncounted struct{ http.ResponseWriter }

// Hijack takes over the connection (http.Hijacker).
func (u uncounted) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	conn, buffers, err := http.NewResponseController(u.ResponseWriter).Hijack()
	if c, ok := conn.(*Conn); ok {
		conn = c.TCPConn
	}
	return conn, buffers, err
}

// Unwrap is for [http.ResponseController].
func (u uncounted) Unwrap() http.ResponseWriter { return u.ResponseWriter }
