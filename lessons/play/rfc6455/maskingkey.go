package rfc6455

import "twocups/lessons/play/digits"

// MaskingKey is the key that masks the payload of a client's frame (RFC 6455 §5.3).
type MaskingKey [4]byte

// MarshalText returns the key as hexadecimal digits. The error is always nil.
func (k MaskingKey) MarshalText() ([]byte, error) { return digits.Hex(k[:]).MarshalText() }

// UnmarshalText reads the key from hexadecimal digits, and returns the error of
// [digits.ParseHex].
func (k *MaskingKey) UnmarshalText(text []byte) error {
	key, err := digits.ParseHex(string(text))
	copy(k[:], key)
	return err
}
