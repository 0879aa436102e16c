package play

import "strings"

// The length of an instance's key in characters. At six bits each, 22 characters hold 128
// random bits, which nobody can guess (base64url, RFC 4648 §5).
const (
	minInstanceKey = 22
	maxInstanceKey = 64
)

const instanceKeyCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

// IsInstanceKey reports whether a text can be the key of an instance, of one chat for
// example.
func IsInstanceKey(text string) bool {
	return len(text) >= minInstanceKey && len(text) <= maxInstanceKey && strings.Trim(text, instanceKeyCharacters) == ""
}
