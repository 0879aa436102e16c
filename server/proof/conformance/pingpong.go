package conformance

import (
	"fmt"
	"strings"
)

// pings: "an endpoint MUST send a Pong frame in response", with the same application
// data (RFC 6455 §5.5.2, §5.5.3).
func pings() subject {
	full := strings.Repeat("p", maxControl)
	var many []piece
	var all []Frame
	for i := range 10 {
		many = append(many, ping(fmt.Sprint(i)))
		all = append(all, pong(fmt.Sprint(i)))
	}
	return subject{
		says("a ping without payload is answered with an empty pong", send(ping("")), expect(pong(""))),
		says("a ping is answered with its payload", send(ping("are you there?")), expect(pong("are you there?"))),
		says("the payload of a ping may be any bytes", send(ping("\x00\xff\xfe\xc0\x80")), expect(pong("\x00\xff\xfe\xc0\x80"))),
		says("a ping of 125 bytes is answered", send(ping(full)), expect(pong(full))),
		says("a ping of 126 bytes closes with 1002", send(ping(full+"p")), fails(1002)),
		says("the header of a ping of 126 bytes closes with 1002", send(ping("").holding(126)), fails(1002)),
		says("the header of a ping of 65,536 bytes closes with 1002", send(ping("").holding(65536)), fails(1002)),
		says("a ping that comes byte by byte is answered", drip(ping(full)), expect(pong(full))),
		says("of ten pings in one segment the last is answered, and what else is answered is in order", send(many...), expect(all...)),
		says("ten pings that come byte by byte are answered in order", drip(many...), expect(all...)),
		says("a ping and a message in one segment are both answered", send(ping("p"), text("m")), expect(pong("p"), text("m"))),
		says("a ping before a close frame in one segment is answered first",
			send(ping("p"), closing(1000, "")), expect(pong("p")), closes(1000)),
		says("a ping before a breach of the protocol is answered first",
			send(ping("p"), text("").rsv(4)), expect(pong("p")), fails(1002)),
	}
}

// pongs: a pong without a ping is no fault, and "a response to an unsolicited Pong frame is
// not expected" (RFC 6455 §5.5.3).
func pongs() subject {
	full := strings.Repeat("p", maxControl)
	return subject{
		says("a pong that nobody asked for is not answered", send(pong("")), send(text("m")), expect(text("m"))),
		says("a pong with a payload is not answered", send(pong("nobody asked")), send(ping("p")), expect(pong("p"))),
		says("a pong of 125 bytes is no fault", send(pong(full)), send(text("m")), expect(text("m"))),
		says("a pong of 126 bytes closes with 1002", send(pong(full+"p")), fails(1002)),
		says("the header of a pong of 126 bytes closes with 1002", send(pong("").holding(126)), fails(1002)),
		says("ten pongs, then a ping: one pong", send(pong("1"), pong("2"), pong("3"), pong("4"), pong("5"),
			pong("6"), pong("7"), pong("8"), pong("9"), pong("10"), ping("p")), expect(pong("p"))),
	}
}
