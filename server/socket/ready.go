package socket

import "net"

// ready reads from a network connection. While it waits it holds no buffer, where the
// system lets it; and it waits only after the connection's own words have been sent.
type ready interface {
	// read returns a borrowed buffer with what came. It is not empty.
	read() (*[]byte, error)
}

// anyReady reads from whatever there is: a TLS connection, for one. It doesn't know
// whether there is something to read, so it sends first.
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
			return buffer, nil // an error comes again
		}
		if err != nil {
			returnBuffer(buffer)
			return nil, err
		}
	}
}
