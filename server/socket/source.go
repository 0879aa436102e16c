package socket

import "net"

// ready reads from a network connection. Before it waits for bytes, it sends the frames in
// the connection's outbox. While it waits, it holds no buffer if the system allows this.
type ready interface {
	// read returns a borrowed buffer with the bytes that came, at least one.
	read() (*[]byte, error)
}

// anyReady reads from any connection, such as a TLS connection. It can't know whether a read
// would wait, so it sends before each read.
type anyReady struct {
	network net.Conn
	send    func() error
}

func (r *anyReady) read() (*[]byte, error) {
	if err := r.send(); err != nil {
		return nil, err
	}
	buffer := borrowBuffer()
	for {
		n, err := r.network.Read((*buffer)[:cap(*buffer)])
		if n > 0 {
			*buffer = (*buffer)[:n]
			return buffer, nil // the next read returns the error again
		}
		if err != nil {
			returnBuffer(buffer)
			return nil, err
		}
	}
}
