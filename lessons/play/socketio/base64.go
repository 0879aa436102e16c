package socketio

import "strings"

// base64 is the alphabet of RFC 4648 §4. Package encoding/base64 would make the module
// larger than the functions below do.
const base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

// appendBase64 appends the payload in padded base64.
func appendBase64(b []byte, payload string) []byte {
	for ; payload != ""; payload = payload[min(3, len(payload)):] {
		three := [3]byte{}
		n := copy(three[:], payload)
		bits := uint(three[0])<<16 | uint(three[1])<<8 | uint(three[2])
		for i := range 4 {
			if i > n {
				b = append(b, '=')
				continue
			}
			b = append(b, base64[bits>>(18-6*i)&63])
		}
	}
	return b
}

// decodeBase64 reads padded base64. Bits that are left over must be zero, so each payload
// has one encoding (RFC 4648 §3.5).
func decodeBase64(text string) (string, bool) {
	if len(text)%4 != 0 {
		return "", false
	}
	digits := strings.TrimSuffix(strings.TrimSuffix(text, "="), "=")
	payload := make([]byte, 0, len(text)/4*3)
	bits, have := uint(0), 0
	for _, c := range []byte(digits) {
		d := strings.IndexByte(base64, c)
		if d < 0 {
			return "", false
		}
		bits, have = bits<<6|uint(d), have+6
		if have >= 8 {
			have -= 8
			payload = append(payload, byte(bits>>have))
		}
	}
	return string(payload), bits&(1<<have-1) == 0
}
