package forwarded

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"net"

	"github.com/pires/go-proxyproto"
	"github.com/pires/go-proxyproto/tlvparse"
)

const (
	// maxText is the greatest header of version 1, in bytes, with the end of its line.
	maxText = 107
	// maxBinary is the greatest header of version 2 behind its first 16 bytes. Proxies add the
	// client's certificate and names of their own, which have a few hundred bytes.
	maxBinary = 4 << 10
)

// signatureText begins a header of version 1.
var signatureText = append(bytes.Clone(proxyproto.SIGV1), ' ')

// errHeader is the error of a header that is too long.
var errHeader = errors.New("a header of the PROXY protocol that is too long")

// readConn reads the header of a connection, and nothing behind it.
func readConn(tcp *net.TCPConn) (*Conn, error) {
	raw, found, err := readHeader(tcp)
	if err != nil || !found {
		return &Conn{TCPConn: tcp, first: raw}, err
	}
	header, err := proxyproto.Read(bufio.NewReader(bytes.NewReader(raw)))
	if err != nil {
		return nil, err
	}
	c := &Conn{TCPConn: tcp}
	if client, _, ok := header.TCPAddrs(); ok && header.Command.IsProxy() {
		c.client = client
	}
	if tlvs, err := header.TLVs(); err == nil {
		tls, named := tlvparse.FindSSL(tlvs)
		c.secure = named && tls.ClientSSL()
	}
	return c, nil
}

// readHeader reads the bytes of a header, which may come in pieces. If the connection doesn't begin
// with a header, it returns false, and the bytes that it has read to see this.
func readHeader(r io.Reader) (raw []byte, found bool, err error) {
	for err == nil {
		if raw, err = readMore(r, raw, 1); err != nil {
			break
		}
		switch {
		case bytes.Equal(raw, proxyproto.SIGV2):
			raw, err = readBinary(r, raw)
			return raw, true, err
		case bytes.Equal(raw, signatureText):
			raw, err = readText(r, raw)
			return raw, true, err
		case !bytes.HasPrefix(proxyproto.SIGV2, raw) && !bytes.HasPrefix(signatureText, raw):
			return raw, false, nil
		}
	}
	if errors.Is(err, io.EOF) {
		err = nil // the server reads the end of the connection, too
	}
	return raw, false, err
}

// readMore reads n more bytes.
func readMore(r io.Reader, raw []byte, n int) ([]byte, error) {
	more := make([]byte, n)
	_, err := io.ReadFull(r, more)
	if err != nil {
		return raw, err
	}
	return append(raw, more...), nil
}

// readText reads a header of version 1 to the end of its line.
func readText(r io.Reader, raw []byte) (_ []byte, err error) {
	for err == nil && raw[len(raw)-1] != '\n' {
		if len(raw) == maxText {
			return nil, errHeader
		}
		raw, err = readMore(r, raw, 1)
	}
	return raw, err
}

// readBinary reads a header of version 2 behind its signature: two bytes, the length, and as many
// bytes as the length says.
func readBinary(r io.Reader, raw []byte) ([]byte, error) {
	raw, err := readMore(r, raw, 4)
	if err != nil {
		return nil, err
	}
	length := int(binary.BigEndian.Uint16(raw[len(raw)-2:]))
	if length > maxBinary {
		return nil, errHeader
	}
	return readMore(r, raw, length)
}
