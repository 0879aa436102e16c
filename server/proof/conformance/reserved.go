package conformance

import (
	"fmt"
	"strings"
)

// reservedBits: the reserved bits "MUST be 0 unless an extension is negotiated that defines
// meanings for non-zero values" (RFC 6455 §5.2). The suite negotiates no extension.
func reservedBits() subject {
	var cases subject
	for bits := byte(1); bits <= 7; bits++ {
		cases = append(cases, newCase(fmt.Sprintf("a text frame with %s closes with 1002", bitNames(bits)),
			send(text("Hello").rsv(bits)), expectFailure(1002)))
	}
	return append(cases,
		newCase("the header of a binary frame with RSV1 closes with 1002", send(binaryOf("").rsv(4).missing(9)), expectFailure(1002)),
		newCase("a continuation with RSV1 closes with 1002", send(text("a").unfinished(), continuation("b").rsv(4)), expectFailure(1002)),
		newCase("a continuation with RSV2, after others, closes with 1002",
			send(text("a").unfinished(), continuation("b").unfinished()), send(continuation("c").rsv(2)), expectFailure(1002)),
		newCase("a ping with RSV1 closes with 1002", send(ping("p").rsv(4)), expectFailure(1002)),
		newCase("a ping with RSV3 closes with 1002", send(ping("p").rsv(1)), expectFailure(1002)),
		newCase("a pong with RSV2 closes with 1002", send(pong("p").rsv(2)), expectFailure(1002)),
		newCase("a close frame with RSV1 closes with 1002, not with its code", send(closing(1000, "").rsv(4)), expectFailure(1002)),
		newCase("a message before a frame with RSV3 is echoed first, one after it is not",
			send(text("before"), text("with").rsv(1), text("after")), expect(text("before")), expectFailure(1002)),
		newCase("a frame with RSV1 that comes byte by byte closes with 1002", sendByteByByte(text("Hello").rsv(4)), expectFailure(1002)),
	)
}

func bitNames(bits byte) string {
	var names []string
	for i, mask := range []byte{4, 2, 1} {
		if bits&mask != 0 {
			names = append(names, fmt.Sprintf("RSV%d", i+1))
		}
	}
	return strings.Join(names, " and ")
}

// reservedOpcodes: "if an unknown opcode is received, the receiving endpoint MUST
// _Fail the WebSocket Connection_" (RFC 6455 §5.2).
func reservedOpcodes() subject {
	var cases subject
	for _, opcode := range []byte{0x3, 0x4, 0x5, 0x6, 0x7, 0xB, 0xC, 0xD, 0xE, 0xF} {
		cases = append(cases, newCase(fmt.Sprintf("the reserved opcode %X closes with 1002", opcode),
			send(frame(opcode, "")), expectFailure(1002)))
	}
	return append(cases,
		newCase("the header of a frame with the reserved opcode 3 closes with 1002", send(frame(0x3, "").missing(5)), expectFailure(1002)),
		newCase("the header of a frame with the reserved opcode B closes with 1002", send(frame(0xB, "").missing(5)), expectFailure(1002)),
		newCase("a reserved opcode without FIN closes with 1002", send(frame(0x7, "a").unfinished()), expectFailure(1002)),
		newCase("a reserved data opcode within a fragmented message closes with 1002",
			send(text("a").unfinished(), frame(0x3, "b")), expectFailure(1002)),
		newCase("a reserved control opcode within a fragmented message closes with 1002",
			send(text("a").unfinished(), frame(0xF, "b")), expectFailure(1002)),
		newCase("a message before a reserved opcode is echoed first, one after it is not",
			send(text("before"), frame(0x4, "x"), text("after")), expect(text("before")), expectFailure(1002)),
	)
}
