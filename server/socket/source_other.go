//go:build !unix

package socket

import "net"

func newSource(network net.Conn, send func() error) source {
	return &anySource{network: network, send: send}
}
