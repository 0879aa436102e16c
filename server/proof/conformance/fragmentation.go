package conformance

import "strings"

// fragments: the payloads of all frames of a message together are the message (RFC 6455 §5.4).
func fragments() subject {
	letters := []piece{text("a").unfinished()}
	for _, letter := range "bcdefghijklmnopqrstuvwxy" {
		letters = append(letters, continuation(string(letter)).unfinished())
	}
	letters = append(letters, continuation("z"))
	empty := []piece{text("").unfinished()}
	for range 50 {
		empty = append(empty, continuation("").unfinished())
	}
	long := strings.Repeat("x", 126)
	return subject{
		newCase("a message in two fragments is echoed", send(text("Hel").unfinished()), send(continuation("lo")), expect(text("Hello"))),
		newCase("two fragments in one segment are one message", send(text("Hel").unfinished(), continuation("lo")), expect(text("Hello"))),
		newCase("a binary message in two fragments is echoed", send(binaryOf("\xff").unfinished(), continuation("\x00")), expect(binaryOf("\xff\x00"))),
		newCase("a message in 26 fragments is echoed", send(letters...), expect(text("abcdefghijklmnopqrstuvwxyz"))),
		newCase("26 fragments that come byte by byte are one message", sendByteByByte(letters...), expect(text("abcdefghijklmnopqrstuvwxyz"))),
		newCase("an empty first fragment begins a message", send(text("").unfinished(), continuation("Hello")), expect(text("Hello"))),
		newCase("an empty last fragment ends a message", send(text("Hello").unfinished(), continuation("")), expect(text("Hello"))),
		newCase("an empty fragment in the middle adds nothing",
			send(text("Hel").unfinished(), continuation("").unfinished(), continuation("lo")), expect(text("Hello"))),
		newCase("two empty fragments are an empty text message", send(text("").unfinished(), continuation("")), expect(text(""))),
		newCase("two empty fragments are an empty binary message", send(binaryOf("").unfinished(), continuation("")), expect(binaryOf(""))),
		newCase("after 51 empty fragments a message can still end",
			send(empty...), send(continuation("at last")), expect(text("at last"))),
		newCase("fragments may have lengths of each form", send(text("a").unfinished(), continuation(long).unfinished(),
			continuation(strings.Repeat("y", 1000))), expect(text("a"+long+strings.Repeat("y", 1000)))),
		newCase("two fragmented messages are echoed as two", send(text("a").unfinished(), continuation("b"), binaryOf("c").unfinished(), continuation("d")),
			expect(text("ab"), binaryOf("cd"))),
		newCase("a message that is never ended is not echoed", send(text("first"), text("never").unfinished()), expect(text("first")), endTCP()),
	}
}

// controlsBetween: "control frames MAY be injected in the middle of a fragmented
// message", and "an endpoint MUST be capable of handling" them there (RFC 6455 §5.4).
func controlsBetween() subject {
	return subject{
		newCase("a ping between two fragments is answered before the message is whole",
			send(text("Hel").unfinished(), ping("now")), expect(pong("now")), send(continuation("lo")), expect(text("Hello"))),
		newCase("a ping between two fragments in one segment breaks nothing",
			send(text("Hel").unfinished(), ping("p"), continuation("lo")), expect(pong("p"), text("Hello"))),
		newCase("a ping between the fragments of a binary message is answered at once",
			send(binaryOf("\x01").unfinished(), ping("p")), expect(pong("p")), send(continuation("\x02")), expect(binaryOf("\x01\x02"))),
		newCase("pings after each of four fragments are each answered at once",
			send(text("a").unfinished(), ping("1")), expect(pong("1")), send(continuation("b").unfinished(), ping("2")), expect(pong("2")),
			send(continuation("c").unfinished(), ping("3")), expect(pong("3")), send(continuation("d"), ping("4")), expect(text("abcd"), pong("4"))),
		newCase("fragments with a ping between them that come byte by byte are accepted",
			sendByteByByte(text("Hel").unfinished(), ping("p"), continuation("lo")), expect(pong("p"), text("Hello"))),
		newCase("a pong between two fragments breaks nothing",
			send(text("Hel").unfinished(), pong("p"), continuation("lo")), expect(text("Hello"))),
		newCase("a close frame between two fragments is answered, and the message is not echoed",
			send(text("Hel").unfinished(), closing(1000, "enough"), continuation("lo")), expectClose(1000)),
	}
}

// misplacedFrames: a continuation frame must continue a message, and no other message may begin
// before a fragmented message has ended (RFC 6455 §5.4).
func misplacedFrames() subject {
	return subject{
		newCase("a continuation with nothing to continue closes with 1002", send(continuation("lo")), expectFailure(1002)),
		newCase("the header of a continuation with nothing to continue closes with 1002", send(continuation("").missing(9)), expectFailure(1002)),
		newCase("a continuation without FIN and with nothing to continue closes with 1002", send(continuation("lo").unfinished()), expectFailure(1002)),
		newCase("an empty continuation with nothing to continue closes with 1002", send(continuation("")), expectFailure(1002)),
		newCase("a continuation after a whole message closes with 1002, after the echo",
			send(text("Hello"), continuation("?")), expect(text("Hello")), expectFailure(1002)),
		newCase("a continuation after the last fragment closes with 1002, after the echo",
			send(text("Hel").unfinished(), continuation("lo"), continuation("?")), expect(text("Hello")), expectFailure(1002)),
		newCase("a continuation after a ping with nothing to continue closes with 1002, after the pong",
			send(ping("p"), continuation("?")), expect(pong("p")), expectFailure(1002)),
		newCase("a new text message within a fragmented one closes with 1002, and neither is echoed",
			send(text("Hel").unfinished(), text("lo")), expectFailure(1002)),
		newCase("the header of a new binary message within a fragmented one closes with 1002",
			send(text("Hel").unfinished(), binaryOf("").missing(2)), expectFailure(1002)),
		newCase("the first fragment of a message within a fragmented one closes with 1002",
			send(binaryOf("a").unfinished(), binaryOf("b").unfinished(), continuation("c")), expectFailure(1002)),
		newCase("a new message after an empty fragment closes with 1002",
			send(text("").unfinished(), text("lo")), expectFailure(1002)),
	}
}

// fragmentedControls: control frames "MUST NOT be fragmented" (RFC 6455 §5.5).
func fragmentedControls() subject {
	return subject{
		newCase("a ping without FIN closes with 1002", send(ping("p").unfinished()), expectFailure(1002)),
		newCase("an empty ping without FIN closes with 1002", send(ping("").unfinished()), expectFailure(1002)),
		newCase("a pong without FIN closes with 1002", send(pong("p").unfinished()), expectFailure(1002)),
		newCase("a close frame without FIN closes with 1002", send(closing(1000, "").unfinished()), expectFailure(1002)),
		newCase("the header of a ping without FIN closes with 1002", send(ping("").unfinished().missing(5)), expectFailure(1002)),
		newCase("a ping in two fragments is not answered", send(ping("pi").unfinished(), continuation("ng")), expectFailure(1002)),
		newCase("a ping without FIN within a fragmented message closes with 1002",
			send(text("a").unfinished(), ping("p").unfinished(), continuation("b")), expectFailure(1002)),
	}
}
