package conformance

import (
	"encoding/base64"
	"strings"
)

// acceptedAndEchoed returns the steps that show that a handshake is accepted and the connection echoes.
func acceptedAndEchoed() []Step {
	return []Step{expectAccepted(), send(text("Hello")), expect(text("Hello"))}
}

func newAcceptedCase(description string, r request) Case {
	return newHandshakeCase(description, append([]Step{sendRequest(r)}, acceptedAndEchoed()...)...)
}

// acceptedHandshakes: these handshakes look unusual, but they are valid (RFC 6455 §4.2.1).
func acceptedHandshakes() subject {
	return subject{
		newAcceptedCase("the usual handshake is accepted, with the key's answer", validRequest()),
		newHandshakeCase("a handshake that comes byte by byte is accepted", append([]Step{sendRequestByteByByte(validRequest())}, acceptedAndEchoed()...)...),
		newAcceptedCase("another key has another answer", validRequest().replace("Sec-WebSocket-Key: "+base64.StdEncoding.EncodeToString([]byte("sixteen bytes ok")))),
		newAcceptedCase("names of fields may be in lower case", validRequest().mapFieldNames(strings.ToLower)),
		newAcceptedCase("names of fields may be in upper case", validRequest().mapFieldNames(strings.ToUpper)),
		newAcceptedCase("Upgrade is read in any case", validRequest().replace("Upgrade: WebSocket")),
		newAcceptedCase("Connection is read in any case", validRequest().replace("Connection: uPGRADE")),
		newAcceptedCase("Connection may be a list", validRequest().replace("Connection: keep-alive, Upgrade")),
		newAcceptedCase("Connection may be a list without blanks", validRequest().replace("Connection: Upgrade,keep-alive")),
		newAcceptedCase("a handshake may have two Connection fields", validRequest().replace("Connection: keep-alive").with("Connection: Upgrade")),
		newAcceptedCase("Upgrade may be a list", validRequest().replace("Upgrade: h2c, websocket")),
		newAcceptedCase("unknown fields change nothing", validRequest().with("X-Cup: two").with("Cookie: a=b").with("User-Agent: string")),
		newAcceptedCase("blanks around a value are no part of it", validRequest().replace("Sec-WebSocket-Key:   "+requestKey+"  ").replace("Upgrade:websocket")),
		newAcceptedCase("the target may be a whole URI", validRequest().withTarget("http://{host}{target}")),
	}
}

// refusedHandshakes: the server answers "any deviation from the format" with "an appropriate HTTP error
// code" (RFC 6455 §4.2.1). The code is 400, or 426 for a request without an upgrade, 405 for
// another method, and 505 for another version of HTTP (RFC 9110 §15).
func refusedHandshakes() subject {
	refuses := func(description string, r request, statuses ...int) Case {
		return newHandshakeCase(description, sendRequest(r), expectRefused(append(statuses, 400)...))
	}
	return subject{
		refuses("a POST is refused", validRequest().withMethod("POST").with("Content-Length: 0"), 405),
		refuses("a PUT is refused", validRequest().withMethod("PUT").with("Content-Length: 0"), 405),
		refuses("an OPTIONS is refused", validRequest().withMethod("OPTIONS"), 405),
		refuses("HTTP/1.0 is refused", validRequest().withVersion("HTTP/1.0"), 426, 505),
		refuses("a handshake without Host is refused", validRequest().without("Host")),
		refuses("a handshake with two Hosts is refused", validRequest().with("Host: example.org")),
		refuses("a handshake without Upgrade is refused", validRequest().without("Upgrade"), 426),
		refuses("an upgrade to something else is refused", validRequest().replace("Upgrade: h2c"), 426),
		refuses("an upgrade to a protocol whose name only begins with websocket is refused", validRequest().replace("Upgrade: websocket2"), 426),
		refuses("a handshake without Connection is refused", validRequest().without("Connection"), 426),
		refuses("a Connection without Upgrade in it is refused", validRequest().replace("Connection: keep-alive"), 426),
		refuses("a Connection with a token that only begins with upgrade is refused", validRequest().replace("Connection: upgraded"), 426),
		newHandshakeCase("a line that is no field is refused", sendRequest(validRequest().with("no field at all")), expectRefused(400)),
	}
}

// versions: the server answers every version except 13 with the version that it speaks
// (RFC 6455 §4.4). The example in §4.4 has the status code 426.
func versions() subject {
	wrong := func(description string, r request) Case {
		return newHandshakeCase(description, sendRequest(r), expectRefused(426).withField("Sec-WebSocket-Version", "13"))
	}
	return subject{
		wrong("version 8 is answered 426, with version 13", validRequest().replace("Sec-WebSocket-Version: 8")),
		wrong("version 14 is answered 426, with version 13", validRequest().replace("Sec-WebSocket-Version: 14")),
		wrong("version 113 is answered 426, with version 13", validRequest().replace("Sec-WebSocket-Version: 113")),
		wrong("an empty version is answered 426, with version 13", validRequest().replace("Sec-WebSocket-Version:")),
		newHandshakeCase("no version is answered 426 or 400, with version 13", sendRequest(validRequest().without("Sec-WebSocket-Version")),
			expectRefused(426, 400).withField("Sec-WebSocket-Version", "13")),
		newHandshakeCase("a client has one version: a list with 13 in it is refused", sendRequest(validRequest().replace("Sec-WebSocket-Version: 13, 8")), expectRefused(426, 400)),
	}
}

// keys: a key is base64 that "when decoded, is 16 bytes in length" (RFC 6455 §4.2.1). A
// handshake has one key (§11.3.1).
func keys() subject {
	refuses := func(description, key string) Case {
		return newHandshakeCase(description, sendRequest(validRequest().replace("Sec-WebSocket-Key: "+key)), expectRefused(400))
	}
	encoded := func(length int) string {
		return base64.StdEncoding.EncodeToString([]byte(strings.Repeat("k", length)))
	}
	return subject{
		newHandshakeCase("a handshake without a key is answered 400", sendRequest(validRequest().without("Sec-WebSocket-Key")), expectRefused(400)),
		refuses("an empty key is answered 400", ""),
		refuses("a key of 15 bytes is answered 400", encoded(15)),
		refuses("a key of 17 bytes is answered 400", encoded(17)),
		refuses("a key of 32 bytes is answered 400", encoded(32)),
		refuses("a key without its padding is answered 400", strings.TrimRight(encoded(16), "=")),
		refuses("a key that is not base64 is answered 400", "!"+encoded(16)[1:]),
		newHandshakeCase("two keys are answered 400", sendRequest(validRequest().with("Sec-WebSocket-Key: "+encoded(16))), expectRefused(400)),
	}
}

// negotiation: the server may choose among the client's offers, but must choose no extension
// here (RFC 6455 §4.2.2, §9.1). Every accepted handshake checks that the server chooses nothing
// that the client did not offer.
func negotiation() subject {
	return subject{
		newAcceptedCase("an extension that is offered is not agreed on", validRequest().with("Sec-WebSocket-Extensions: x-cups; string=long")),
		newAcceptedCase("several extensions are not agreed on", validRequest().with("Sec-WebSocket-Extensions: x-cup, x-string; a; b=\"c\"").with("Sec-WebSocket-Extensions: x-ear")),
		newHandshakeCase("RSV1 closes with 1002 if an extension was only offered",
			sendRequest(validRequest().with("Sec-WebSocket-Extensions: x-cups")), expectAccepted(), send(text("Hello").rsv(4)), expectFailure(1002)),
		newAcceptedCase("a subprotocol is one that was offered, or none", validRequest().with("Sec-WebSocket-Protocol: cups")),
		newAcceptedCase("of several subprotocols one is chosen, or none", validRequest().with("Sec-WebSocket-Protocol: cups, string")),
		newAcceptedCase("a client may offer subprotocols in several fields", validRequest().with("Sec-WebSocket-Protocol: cups").with("Sec-WebSocket-Protocol: string")),
		newHandshakeCase("an offer of extensions that breaks the grammar is answered 400 (§9.1: the recipient fails the connection)",
			sendRequest(validRequest().with("Sec-WebSocket-Extensions: x-cups; =long")), expectRefused(400)),
	}
}
