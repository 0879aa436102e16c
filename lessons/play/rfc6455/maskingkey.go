package rfc6455

import "twocups/lessons/play/digits"

// MaskingKey is what the payload of a client's frame is masked with (RFC 6455 §5.3).
type MaskingKey [4]byte

// MarshalText writes the key as hex.
func (k MaskingKey) MarshalText() ([]byte, error) { return digits.Hex(k[:]).MarshalText() }

// UnmarshalText reads a key.
func (k *MaskingKey) UnmarshalText(text []byte) error {
	key, err := digits.ParseHex(string(text))
	copy(k[:], key)
	return err
}
