package conformance

import "encoding/binary"

// code returns the close code of a close frame, or 0 if the frame has none.
func (f Frame) code() uint16 {
	if len(f.Payload) < 2 {
		return 0
	}
	return binary.BigEndian.Uint16(f.Payload)
}

// isValidCloseCode reports whether a close frame may have the code. RFC 6455 §7.4.1 defines 1000 to
// 1011, but no frame may have 1004 to 1006. The IANA WebSocket Close Code Number Registry has
// added 1012 to 1014. No frame may have 1015. The other codes up to 2999 are reserved, and
// 3000 to 4999 are for libraries and applications (§7.4.2).
func isValidCloseCode(code uint16) bool {
	switch {
	case code == 1004, code == 1005, code == 1006:
		return false
	default:
		return code >= 1000 && code <= 1014 || code >= 3000 && code <= 4999
	}
}

// reason returns the reason of a close frame.
func (f Frame) reason() string { return string(f.Payload[min(2, len(f.Payload)):]) }
