package socket

import (
	"encoding/base64"
	"net/http"
	"slices"
	"strings"
)

// checkHandshake checks the rules of RFC 6455 §4.2.1 that the upgrader does not check, and
// words the faults for a learner. It returns nil if the handshake breaks none of them.
func checkHandshake(r *http.Request) *refusal {
	switch {
	case !r.ProtoAtLeast(1, 1):
		return oldProtocol()
	case !isVersion13(r):
		return brokenHandshake(http.StatusUpgradeRequired, "the field Sec-WebSocket-Version must say 13")
	case r.Method != http.MethodGet:
		return brokenHandshake(http.StatusMethodNotAllowed, "its method must be GET")
	case len(r.Header.Values("Sec-Websocket-Key")) > 1:
		return brokenHandshake(http.StatusBadRequest, "the field Sec-WebSocket-Key must not appear twice") // §11.3.1
	case !isKey(r.Header.Get("Sec-Websocket-Key")):
		return brokenHandshake(http.StatusBadRequest, "the field Sec-WebSocket-Key must be 16 bytes in base64")
	case slices.ContainsFunc(r.Header.Values("Sec-Websocket-Extensions"), isNoExtensionList):
		return brokenHandshake(http.StatusBadRequest, "the field Sec-WebSocket-Extensions breaks its grammar") // §9.1
	}
	return nil
}

func isVersion13(r *http.Request) bool {
	return slices.Equal(r.Header.Values("Sec-Websocket-Version"), []string{"13"})
}

// isKey reports whether a text is 16 bytes in base64 (RFC 6455 §4.1).
func isKey(text string) bool {
	key, err := base64.StdEncoding.DecodeString(text)
	return err == nil && len(key) == 16
}

// isNoExtensionList reports whether a field's value breaks the grammar of the extensions that
// a client offers, each with its parameters (RFC 6455 §9.1).
func isNoExtensionList(value string) bool {
	for extension := range strings.SplitSeq(value, ",") {
		if trim(extension) == "" {
			continue // a list may have empty elements (RFC 9110 §5.6.1)
		}
		for i, part := range strings.Split(extension, ";") {
			name, value, hasValue := strings.Cut(part, "=")
			name, value = trim(name), trim(value)
			if len(value) >= 2 && value[0] == '"' && value[len(value)-1] == '"' {
				value = value[1 : len(value)-1] // §9.1: the text in the quotes must be a token too
			}
			if !isToken(name) || hasValue && (i == 0 || !isToken(value)) {
				return true
			}
		}
	}
	return false
}

func trim(text string) string { return strings.Trim(text, " \t") }

// isToken reports whether a text is a token (RFC 9110 §5.6.2).
func isToken(text string) bool {
	return text != "" && !strings.ContainsFunc(text, func(r rune) bool {
		return r <= ' ' || r >= 0x7F || strings.ContainsRune("\"(),/:;<=>?@[\\]{}", r)
	})
}
