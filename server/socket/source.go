package socket

import "net"

// source reads from a network connection. Before it waits for bytes, it sends the frames in
// the connection's outbox. While it waits, it holds no buffer if the system allows this.
type source interface {
	// read returns a borrowed buffer with the bytes that came, at least one.
	read() (*[]byte, error)
}

// anySource reads from any connection, such as a TLS connection. It can't know whether a read
// would wait, so it sends before each read.
type anySource struct {
	network net.Conn
	send    func() error
}

func (s *anySource) read() (*[]byte, error) {
	if err := s.send(); err != nil {
		return nil, err
	}
	buffer := borrowBuffer()
	for {
		n, err := s.network.Read((*buffer)[:cap(*buffer)])
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
