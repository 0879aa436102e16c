package conformance

import (
	"encoding/base64"
	"strings"
)

// served returns the steps that show that a handshake is accepted and the connection echoes.
func served() []Step { return []Step{accepted(), send(text("Hello")), expect(text("Hello"))} }

func opens(sentence string, r request) Case {
	return byHand(sentence, append([]Step{ask(r)}, served()...)...)
}

// accepts: these handshakes look unusual, but they are valid (RFC 6455 §4.2.1).
func accepts() subject {
	return subject{
		opens("the usual handshake is accepted, with the key's answer", usual()),
		byHand("a handshake that comes byte by byte is accepted", append([]Step{askSlowly(usual())}, served()...)...),
		opens("another key has another answer", usual().instead("Sec-WebSocket-Key: "+base64.StdEncoding.EncodeToString([]byte("sixteen bytes ok")))),
		opens("names of fields may be in lower case", usual().shouted(strings.ToLower)),
		opens("names of fields may be in upper case", usual().shouted(strings.ToUpper)),
		opens("Upgrade is read in any case", usual().instead("Upgrade: WebSocket")),
		opens("Connection is read in any case", usual().instead("Connection: uPGRADE")),
		opens("Connection may be a list", usual().instead("Connection: keep-alive, Upgrade")),
		opens("Connection may be a list without blanks", usual().instead("Connection: Upgrade,keep-alive")),
		opens("a handshake may have two Connection fields", usual().instead("Connection: keep-alive").with("Connection: Upgrade")),
		opens("Upgrade may be a list", usual().instead("Upgrade: h2c, websocket")),
		opens("fields that nobody knows change nothing", usual().with("X-Cup: two").with("Cookie: a=b").with("User-Agent: string")),
		opens("blanks around a value are no part of it", usual().instead("Sec-WebSocket-Key:   "+challenge+"  ").instead("Upgrade:websocket")),
		opens("the target may be a whole URI", usual().to("http://{host}{target}")),
	}
}

// refusals: the server answers "any deviation from the format" with "an appropriate HTTP error
// code" (RFC 6455 §4.2.1). The code is 400, or 426 for a request without an upgrade, 405 for
// another method, and 505 for another version of HTTP (RFC 9110 §15).
func refusals() subject {
	refuses := func(sentence string, r request, statuses ...int) Case {
		return byHand(sentence, ask(r), refused(append(statuses, 400)...))
	}
	return subject{
		refuses("a POST is refused", usual().by("POST").with("Content-Length: 0"), 405),
		refuses("a PUT is refused", usual().by("PUT").with("Content-Length: 0"), 405),
		refuses("an OPTIONS is refused", usual().by("OPTIONS"), 405),
		refuses("HTTP/1.0 is refused", usual().speaking("HTTP/1.0"), 426, 505),
		refuses("a handshake without Host is refused", usual().without("Host")),
		refuses("a handshake with two Hosts is refused", usual().with("Host: example.org")),
		refuses("a handshake without Upgrade is refused", usual().without("Upgrade"), 426),
		refuses("an upgrade to something else is refused", usual().instead("Upgrade: h2c"), 426),
		refuses("an upgrade to what only begins with websocket is refused", usual().instead("Upgrade: websocket2"), 426),
		refuses("a handshake without Connection is refused", usual().without("Connection"), 426),
		refuses("a Connection without Upgrade in it is refused", usual().instead("Connection: keep-alive"), 426),
		refuses("a Connection with what only begins with upgrade is refused", usual().instead("Connection: upgraded"), 426),
		byHand("a line that is no field is refused", ask(usual().with("no field at all")), refused(400)),
	}
}

// versions: the server answers every version except 13 with the version that it speaks
// (RFC 6455 §4.4). The example in §4.4 has the status code 426.
func versions() subject {
	wrong := func(sentence string, r request) Case {
		return byHand(sentence, ask(r), refused(426).saying("Sec-WebSocket-Version", "13"))
	}
	return subject{
		wrong("version 8 is answered 426, with version 13", usual().instead("Sec-WebSocket-Version: 8")),
		wrong("version 14 is answered 426, with version 13", usual().instead("Sec-WebSocket-Version: 14")),
		wrong("version 113 is answered 426, with version 13", usual().instead("Sec-WebSocket-Version: 113")),
		wrong("an empty version is answered 426, with version 13", usual().instead("Sec-WebSocket-Version:")),
		byHand("no version is answered 426 or 400, with version 13", ask(usual().without("Sec-WebSocket-Version")),
			refused(426, 400).saying("Sec-WebSocket-Version", "13")),
		byHand("a client has one version: a list with 13 in it is refused", ask(usual().instead("Sec-WebSocket-Version: 13, 8")), refused(426, 400)),
	}
}

// keys: a key is base64 that "when decoded, is 16 bytes in length" (RFC 6455 §4.2.1). A
// handshake has one key (§11.3.1).
func keys() subject {
	refuses := func(sentence, key string) Case {
		return byHand(sentence, ask(usual().instead("Sec-WebSocket-Key: "+key)), refused(400))
	}
	encoded := func(length int) string {
		return base64.StdEncoding.EncodeToString([]byte(strings.Repeat("k", length)))
	}
	return subject{
		byHand("a handshake without a key is answered 400", ask(usual().without("Sec-WebSocket-Key")), refused(400)),
		refuses("an empty key is answered 400", ""),
		refuses("a key of 15 bytes is answered 400", encoded(15)),
		refuses("a key of 17 bytes is answered 400", encoded(17)),
		refuses("a key of 32 bytes is answered 400", encoded(32)),
		refuses("a key without its padding is answered 400", strings.TrimRight(encoded(16), "=")),
		refuses("a key that is not base64 is answered 400", "!"+encoded(16)[1:]),
		byHand("two keys are answered 400", ask(usual().with("Sec-WebSocket-Key: "+encoded(16))), refused(400)),
	}
}

// negotiation: the server may choose among the client's offers, but must choose no extension
// here (RFC 6455 §4.2.2, §9.1). Every accepted handshake checks that the server chooses nothing
// that the client did not offer.
func negotiation() subject {
	return subject{
		opens("an extension that is offered is not agreed on", usual().with("Sec-WebSocket-Extensions: x-cups; string=long")),
		opens("several extensions are not agreed on", usual().with("Sec-WebSocket-Extensions: x-cup, x-string; a; b=\"c\"").with("Sec-WebSocket-Extensions: x-ear")),
		byHand("RSV1 after an extension was only offered closes with 1002",
			ask(usual().with("Sec-WebSocket-Extensions: x-cups")), accepted(), send(text("Hello").rsv(4)), fails(1002)),
		opens("a subprotocol is one that was offered, or none", usual().with("Sec-WebSocket-Protocol: cups")),
		opens("of several subprotocols one is chosen, or none", usual().with("Sec-WebSocket-Protocol: cups, string")),
		opens("a client may offer subprotocols in several fields", usual().with("Sec-WebSocket-Protocol: cups").with("Sec-WebSocket-Protocol: string")),
		byHand("an offer of extensions that breaks the grammar is answered 400 (§9.1: the recipient fails the connection)",
			ask(usual().with("Sec-WebSocket-Extensions: x-cups; =long")), refused(400)),
	}
}
