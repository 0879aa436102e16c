package forwarded

import (
	"net"
	"sync"
	"time"
)

const (
	// headerTime is the time for the header, or for the first bytes of a connection without one.
	// It is as long as for the header of a request.
	headerTime = 5 * time.Second
	// maxUnread is the number of connections whose header the listener awaits. Further
	// connections wait in the system's queue. Proxies send the header at once.
	maxUnread = 256
)

// Conn is a connection of a trusted proxy that began with a header of the PROXY protocol, or whose
// first bytes show that there is no header.
type Conn struct {
	*net.TCPConn
	client net.Addr // as the header says; nil: the peer itself
	secure bool     // the client uses TLS, as the header says
	first  []byte   // what was read to see that there is no header
}

// RemoteAddr returns the address of the proxy's client (net.Conn).
func (c *Conn) RemoteAddr() net.Addr {
	if c.client != nil {
		return c.client
	}
	return c.TCPConn.RemoteAddr()
}

// Read reads bytes behind the header (net.Conn).
func (c *Conn) Read(p []byte) (int, error) {
	if len(c.first) > 0 {
		n := copy(p, c.first)
		c.first = c.first[n:]
		return n, nil
	}
	return c.TCPConn.Read(p)
}

// listener accepts the connections of trusted proxies after their header, and all other connections
// at once.
type listener struct {
	net.Listener
	proxies  Proxies
	accepted chan acceptance
	unread   chan struct{} // has an element for each connection whose header is awaited
	closed   chan struct{}
	close    sync.Once
	workers  sync.WaitGroup

	mu       sync.Mutex
	awaiting map[net.Conn]struct{} // the connections whose header is awaited
}

// acceptance is what Accept returns.
type acceptance struct {
	conn net.Conn
	err  error
}

// Listen returns a listener that reads the PROXY protocol on connections of trusted proxies. A
// connection may begin without the header, because most proxies send the fields of a request
// instead. Without trusted proxies, Listen returns l.
func (p Proxies) Listen(l net.Listener) net.Listener {
	if len(p) == 0 {
		return l
	}
	reading := &listener{
		Listener: l,
		proxies:  p,
		accepted: make(chan acceptance),
		unread:   make(chan struct{}, maxUnread),
		closed:   make(chan struct{}),
		awaiting: make(map[net.Conn]struct{}),
	}
	reading.workers.Go(reading.run)
	return reading
}

// Accept waits for the next connection whose client is known (net.Listener).
func (l *listener) Accept() (net.Conn, error) {
	select {
	case a := <-l.accepted:
		return a.conn, a.err
	case <-l.closed:
		return nil, net.ErrClosed
	}
}

// Close ends Accept and the connections that Accept has not returned (net.Listener).
func (l *listener) Close() error {
	err := net.ErrClosed
	l.close.Do(func() {
		close(l.closed)
		err = l.Listener.Close()
		l.mu.Lock()
		for conn := range l.awaiting {
			conn.Close()
		}
		l.mu.Unlock()
	})
	l.workers.Wait()
	return err
}

func (l *listener) isClosed() bool {
	select {
	case <-l.closed:
		return true
	default:
		return false
	}
}

// run accepts connections until the listener is closed.
func (l *listener) run() {
	for !l.isClosed() {
		conn, err := l.Listener.Accept()
		tcp, ok := conn.(*net.TCPConn)
		if err != nil || !ok || !l.proxies.TrustsPeer(tcp.RemoteAddr()) {
			l.deliver(conn, err)
			continue
		}
		select {
		case l.unread <- struct{}{}:
			l.workers.Go(func() {
				l.read(tcp)
				<-l.unread
			})
		case <-l.closed:
			tcp.Close()
		}
	}
}

// deliver hands a connection or an error to Accept.
func (l *listener) deliver(conn net.Conn, err error) {
	select {
	case l.accepted <- acceptance{conn, err}:
	case <-l.closed:
		if err == nil {
			conn.Close()
		}
	}
}

// read reads the header of a connection, and delivers the connection. A connection whose header
// is malformed ends, because its bytes are neither HTTP nor TLS.
func (l *listener) read(tcp *net.TCPConn) {
	l.mu.Lock()
	l.awaiting[tcp] = struct{}{}
	l.mu.Unlock()
	tcp.SetReadDeadline(time.Now().Add(headerTime))
	if l.isClosed() {
		tcp.Close() // Close may have closed the awaiting connections before
	}
	conn, err := readConn(tcp)
	l.mu.Lock()
	delete(l.awaiting, tcp)
	l.mu.Unlock()
	if err != nil {
		tcp.Close()
		return
	}
	tcp.SetReadDeadline(time.Time{})
	l.deliver(conn, nil)
}
