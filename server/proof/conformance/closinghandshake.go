package conformance

import (
	"fmt"
	"strings"
)

// maxReason is the longest reason of a close frame, in bytes.
const maxReason = maxControl - 2

// closeFrames: the server answers a close frame with a close frame, and then ends TCP
// (RFC 6455 §5.5.1, §7.1.1). The answer "typically echos the status code it received". So the
// strict answer to a close frame without a code has no code.
func closeFrames() subject {
	return subject{
		newCase("an empty close frame is answered with an empty one", send(closing(0, "")), expectClose(0)),
		newCase("a close frame with a code is answered with the code", send(closing(1000, "")), expectClose(1000)),
		newCase("a close frame may have a reason", send(closing(1000, "bye")), expectClose(1000)),
		newCase("a reason may be any UTF-8", send(closing(1000, "tschüß 🧀")), expectClose(1000)),
		newCase("a reason may have 123 bytes", send(closing(1000, strings.Repeat("r", maxReason))), expectClose(1000)),
		newCase("a close frame that comes byte by byte is answered", sendByteByByte(closing(1001, "bye")), expectClose(1001)),
		newCase("a message before a close frame is echoed before the answer", send(text("Hello"), closing(1000, "")), expect(text("Hello")), expectClose(1000)),
		newCase("twenty messages before a close frame are all echoed before the answer", twentyMessages(closing(1000, "")), twentyEchoes(), expectClose(1000)),
		newCase("twenty messages before a breach of the protocol are all echoed before 1002", twentyMessages(text("").rsv(4)), twentyEchoes(), expectFailure(1002)),
		newCase("a client that ends TCP without a close frame gets TCP's end", send(text("Hello")), expect(text("Hello")), endTCP()),
		newCase("a client that ends TCP within a frame gets TCP's end, and no echo", send(text("Hel").missing(2)), endTCP()),
		newCase("a client that ends TCP within a header gets TCP's end", split(1, rawBytes("\x81\x85")), endTCP()),
	}
}

// twentyMessages sends twenty messages and the last frame in one segment.
func twentyMessages(last Frame) Step {
	var all []piece
	for i := range 20 {
		all = append(all, text(fmt.Sprint(i)))
	}
	return send(append(all, last)...)
}

func twentyEchoes() Step {
	var all []Frame
	for i := range 20 {
		all = append(all, text(fmt.Sprint(i)))
	}
	return expect(all...)
}

// validCloseCodes: a close frame may have the codes of RFC 6455 §7.4.1, except some; the codes
// that have been registered since; and the codes for libraries and applications (§7.4.2).
func validCloseCodes() subject {
	var cases subject
	for _, code := range []uint16{1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999} {
		cases = append(cases, newCase(fmt.Sprintf("close code %d is answered with the same", code), send(closing(code, "why")), expectClose(code)))
	}
	return cases
}

// invalidCloseCodes: no close frame may have these codes. 1004 is reserved; 1005, 1006 and 1015
// "MUST NOT be set as a status code in a Close control frame" (RFC 6455 §7.4.1); the others
// are outside the ranges of §7.4.2. The close frame breaks the protocol, so the answer has
// 1002 instead of the same code.
func invalidCloseCodes() subject {
	cases := subject{
		newCase("close code 0 closes with 1002", send(frame(opClose, "\x00\x00")), expectFailure(1002)),
	}
	for _, code := range []uint16{1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 32768, 65535} {
		cases = append(cases, newCase(fmt.Sprintf("close code %d closes with 1002", code), send(closing(code, "why")), expectFailure(1002)))
	}
	return cases
}

// badCloseFrames: a close frame has no payload, or two bytes of code and a reason
// (RFC 6455 §5.5.1). A reason is UTF-8 (§7.1.6), and an endpoint fails the connection on a
// reason that isn't (§8.1). The code is then 1007, because 1002 would mean a fault in the
// frames.
func badCloseFrames() subject {
	return subject{
		newCase("a close frame of one byte closes with 1002", send(frame(opClose, "\x03")), expectFailure(1002)),
		newCase("a reason of 124 bytes closes with 1002", send(closing(1000, strings.Repeat("r", maxReason+1))), expectFailure(1002)),
		newCase("the header of a close frame of 126 bytes closes with 1002", send(frame(opClose, "").missing(126)), expectFailure(1002)),
		newCase("a reason with the byte FF closes with 1007", send(closing(1000, "bye\xff")), expectFailure(1007)),
		newCase("a reason with an overlong encoding closes with 1007", send(closing(1000, "\xc0\xaf")), expectFailure(1007)),
		newCase("a reason with a surrogate closes with 1007", send(closing(1000, "\xed\xa0\x80")), expectFailure(1007)),
		newCase("a reason that ends within a character closes with 1007", send(closing(1000, "\xf0\x9f\xa7")), expectFailure(1007)),
		newCase("a code that may not be sent closes with 1002, even if the reason is not UTF-8", send(closing(1005, "\xff")), expectFailure(1002)),
	}
}

// afterCloseFrame: after a close frame an endpoint sends nothing more and ignores everything that
// arrives (RFC 6455 §5.5.1, §1.4). An endpoint that has failed the connection does the same
// (§7.1.7).
func afterCloseFrame() subject {
	return subject{
		newCase("a message after a close frame is not echoed", send(closing(1000, ""), text("after")), expectClose(1000)),
		newCase("a ping after a close frame is not answered", send(closing(1000, ""), ping("after")), expectClose(1000)),
		newCase("a second close frame is not answered", send(closing(1000, ""), closing(1001, "")), expectClose(1000)),
		newCase("a breach of the protocol after a close frame is ignored", send(closing(1000, ""), text("").rsv(7)), expectClose(1000)),
		newCase("a message after a breach of the protocol is not echoed", send(ping("").unfinished(), text("after")), expectFailure(1002)),
		newCase("a ping after a breach of the protocol is not answered", send(frame(0x3, ""), ping("after")), expectFailure(1002)),
		newCase("a close frame after a breach of the protocol changes nothing", send(frame(0xB, ""), closing(1000, "")), expectFailure(1002)),
		newCase("a message after bad UTF-8 is not echoed", send(text("\xff"), text("after")), expectFailure(1007)),
	}
}
