package conformance

import "encoding/binary"

// code returns what a close frame says, 0 if it says nothing.
func (f Frame) code() uint16 {
	if len(f.Payload) < 2 {
		return 0
	}
	return binary.BigEndian.Uint16(f.Payload)
}

// mayBeSent says whether a close frame may have the code. RFC 6455 §7.4.1 defines
// 1000 to 1011, of which 1004 to 1006 never travel; 1012 to 1014 were registered
// since (IANA WebSocket Close Code Number Registry), 1015 never travels; up to 2999
// all is reserved, and 3000 to 4999 is for libraries and applications (§7.4.2).
func mayBeSent(code uint16) bool {
	switch {
	case code == 1004, code == 1005, code == 1006:
		return false
	default:
		return code >= 1000 && code <= 1014 || code >= 3000 && code <= 4999
	}
}

// reason returns what a close frame says beside its code.
func (f Frame) reason() string { return string(f.Payload[min(2, len(f.Payload)):]) }
