package limitlistener

import (
	"container/list"
	"net"
)

// idleConns are the connections that wait for a request, in the order in which they became idle.
type idleConns struct {
	order    *list.List // of net.Conn
	elements map[net.Conn]*list.Element
}

func newIdleConns() idleConns {
	return idleConns{list.New(), make(map[net.Conn]*list.Element)}
}

// set notes whether a connection is idle.
func (i *idleConns) set(conn net.Conn, idle bool) {
	if element := i.elements[conn]; element != nil {
		i.order.Remove(element)
		delete(i.elements, conn)
	}
	if idle {
		i.elements[conn] = i.order.PushBack(conn)
	}
}

// any reports whether a connection is idle.
func (i *idleConns) any() bool { return i.order.Len() > 0 }

// endOldest ends the connection that has been idle for longest. A client whose request meets the
// end sends the request again on another connection (RFC 9112 §9.3.1).
func (i *idleConns) endOldest() {
	oldest := i.order.Front()
	if oldest == nil {
		return
	}
	conn := oldest.Value.(net.Conn)
	i.set(conn, false)
	if wrapper, ok := conn.(interface{ NetConn() net.Conn }); ok {
		conn = wrapper.NetConn() // the end of a TLS connection would wait for the client
	}
	conn.Close()
}
