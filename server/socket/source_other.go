//go:build !unix

package socket

import "net"

func newReady(network net.Conn, send func() error) ready {
	return &anyReady{network: network, send: send}
}
