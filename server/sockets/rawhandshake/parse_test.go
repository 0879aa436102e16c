package rawhandshake

import (
	"strings"
	"testing"
)

const validText = "GET /echo HTTP/1.1\r\nHost: twocups\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
	"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"

func TestChangesAValidHandshakeAsTheRequestSays(t *testing.T) {
	for text, change := range map[string][2]string{
		"handshake":                           {},
		" handshake\n":                        {},
		"without Upgrade":                     {"Upgrade: websocket\r\n", ""},
		"without upgrade":                     {"Upgrade: websocket\r\n", ""},
		"Sec-WebSocket-Version: 12":           {"Version: 13", "Version: 12"},
		"sec-websocket-version:12":            {"Sec-WebSocket-Version: 13", "sec-websocket-version: 12"},
		"Origin: https://evil.example":        {"==\r\n", "==\r\nOrigin: https://evil.example\r\n"},
		"another Sec-WebSocket-Version: 8":    {"==\r\n", "==\r\nSec-WebSocket-Version: 8\r\n"},
		"POST":                                {"GET", "POST"},
		"/nowhere":                            {"/echo", "/nowhere"},
		"HTTP/1.0":                            {"HTTP/1.1", "HTTP/1.0"},
		"Upgrade:":                            {"Upgrade: websocket", "Upgrade: "},
		`Upgrade: "a and b"`:                  {"Upgrade: websocket", "Upgrade: a and b"},
		`Upgrade: "\r\nX: y"`:                 {"Upgrade: websocket", "Upgrade: \r\nX: y"},
		"Upgrade: a and Connection: b":        {"Upgrade: websocket\r\nConnection: Upgrade", "Upgrade: a\r\nConnection: b"},
		"without Upgrade and /x and HTTP/1.0": {"/echo HTTP/1.1\r\nHost: twocups\r\nUpgrade: websocket\r\n", "/x HTTP/1.0\r\nHost: twocups\r\n"},
		`Upgrade: "a" and POST`:               {"GET /echo HTTP/1.1\r\nHost: twocups\r\nUpgrade: websocket", "POST /echo HTTP/1.1\r\nHost: twocups\r\nUpgrade: a"},
	} {
		got, err := parse(text)
		if err != nil {
			t.Errorf("%q: %v", text, err)
		}
		if want := strings.Replace(validText, change[0], change[1], 1); string(got) != want {
			t.Errorf("%q is\n%q, want\n%q", text, got, want)
		}
	}
}

func TestAFaultListsTheChoices(t *testing.T) {
	const wanted = "(want handshake, without and a field, a field such as Origin: null, a method such as POST, a path such as /nowhere or HTTP/1.0)"
	for text, want := range map[string]string{
		"":                               `unknown change "" ` + wanted,
		"Hello":                          `unknown change "Hello" ` + wanted,
		"handshake and POST":             `unknown change "handshake" ` + wanted,
		"without":                        `without "" (want Host, Upgrade, Connection, Sec-WebSocket-Version or Sec-WebSocket-Key)`,
		"without Host and without Host":  `without "Host" (want Upgrade, Connection, Sec-WebSocket-Version or Sec-WebSocket-Key)`,
		"without Upgrade and Connection": `unknown change "Connection" ` + wanted,
		"another Host":                   `unknown change "Host" ` + wanted,
		"POST please":                    `unexpected "please" (want and, with another change or the end)`,
		"POST and":                       `unknown change "" ` + wanted,
		"Origin : null":                  `unknown change "Origin" ` + wanted,
		"X: " + strings.Repeat("x", MaxText-len(validText)-len("X: \r\n")+1): "a handshake of 4097 bytes (want at most 4096)",
	} {
		if _, err := parse(text); err == nil || err.Error() != want {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
	if _, err := parse("X: " + strings.Repeat("x", MaxText-len(validText)-len("X: \r\n"))); err != nil {
		t.Errorf("the greatest: %v", err)
	}
}

func FuzzParse(f *testing.F) {
	for _, text := range []string{"handshake", "without Upgrade and POST", `Origin: "a and b" and /x`, "another Host: x and HTTP/0.9", "Upgrade: \"\\"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		sent, err := parse(text)
		if err != nil {
			return
		}
		if len(sent) > MaxText || !strings.HasSuffix(string(sent), "\r\n\r\n") {
			t.Errorf("%q is sent as %q", text, sent)
		}
	})
}
