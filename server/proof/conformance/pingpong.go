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
		newCase("a ping without payload is answered with an empty pong", send(ping("")), expect(pong(""))),
		newCase("a ping is answered with its payload", send(ping("are you there?")), expect(pong("are you there?"))),
		newCase("the payload of a ping may be any bytes", send(ping("\x00\xff\xfe\xc0\x80")), expect(pong("\x00\xff\xfe\xc0\x80"))),
		newCase("a ping of 125 bytes is answered", send(ping(full)), expect(pong(full))),
		newCase("a ping of 126 bytes closes with 1002", send(ping(full+"p")), expectFailure(1002)),
		newCase("the header of a ping of 126 bytes closes with 1002", send(ping("").missing(126)), expectFailure(1002)),
		newCase("the header of a ping of 65,536 bytes closes with 1002", send(ping("").missing(65536)), expectFailure(1002)),
		newCase("a ping that comes byte by byte is answered", sendByteByByte(ping(full)), expect(pong(full))),
		newCase("of ten pings in one segment the last is answered, and all answers come in order", send(many...), expect(all...)),
		newCase("ten pings that come byte by byte are answered in order", sendByteByByte(many...), expect(all...)),
		newCase("a ping and a message in one segment are both answered", send(ping("p"), text("m")), expect(pong("p"), text("m"))),
		newCase("a ping before a close frame in one segment is answered first",
			send(ping("p"), closing(1000, "")), expect(pong("p")), expectClose(1000)),
		newCase("a ping before a breach of the protocol is answered first",
			send(ping("p"), text("").rsv(4)), expect(pong("p")), expectFailure(1002)),
	}
}

// pongs: a pong without a ping is no fault, and "a response to an unsolicited Pong frame is
// not expected" (RFC 6455 §5.5.3).
func pongs() subject {
	full := strings.Repeat("p", maxControl)
	return subject{
		newCase("a pong that nobody asked for is not answered", send(pong("")), send(text("m")), expect(text("m"))),
		newCase("a pong with a payload is not answered", send(pong("nobody asked")), send(ping("p")), expect(pong("p"))),
		newCase("a pong of 125 bytes is no fault", send(pong(full)), send(text("m")), expect(text("m"))),
		newCase("a pong of 126 bytes closes with 1002", send(pong(full+"p")), expectFailure(1002)),
		newCase("the header of a pong of 126 bytes closes with 1002", send(pong("").missing(126)), expectFailure(1002)),
		newCase("ten pongs, then a ping: one pong", send(pong("1"), pong("2"), pong("3"), pong("4"), pong("5"),
			pong("6"), pong("7"), pong("8"), pong("9"), pong("10"), ping("p")), expect(pong("p"))),
	}
}
