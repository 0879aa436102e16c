package main

import (
	"errors"
	"net"
	"time"
)

// readAhead is the client's end of a pipe. It reads what the server writes before the client wants it,
// as the buffers of TCP do. A pipe has no buffer, so a client and a server that both write would wait for
// each other.
type readAhead struct {
	net.Conn          // for writing
	read     net.Conn // the other end gets what was read ahead
}

// mostAhead is the number of the server's writes that are read ahead: more than a case causes.
const mostAhead = 4096

func newReadAhead(conn net.Conn) readAhead {
	read, ahead := net.Pipe()
	pieces := make(chan []byte, mostAhead)
	go func() {
		defer close(pieces)
		buffer := make([]byte, 32<<10)
		for {
			n, err := conn.Read(buffer)
			if err != nil {
				return
			}
			pieces <- append([]byte(nil), buffer[:n]...)
		}
	}()
	go func() {
		defer ahead.Close()
		for piece := range pieces {
			ahead.Write(piece) // an error means that the client has closed its end
		}
	}()
	return readAhead{conn, read}
}

func (r readAhead) Read(p []byte) (int, error)         { return r.read.Read(p) }
func (r readAhead) Close() error                       { return errors.Join(r.Conn.Close(), r.read.Close()) }
func (r readAhead) SetReadDeadline(at time.Time) error { return r.read.SetReadDeadline(at) }
func (r readAhead) SetDeadline(at time.Time) error {
	return errors.Join(r.Conn.SetDeadline(at), r.read.SetReadDeadline(at))
}
