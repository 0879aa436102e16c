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
		says("a message in two fragments is echoed", send(text("Hel").unfinished()), send(continuation("lo")), expect(text("Hello"))),
		says("two fragments in one segment are one message", send(text("Hel").unfinished(), continuation("lo")), expect(text("Hello"))),
		says("a binary message in two fragments is echoed", send(binaryOf("\xff").unfinished(), continuation("\x00")), expect(binaryOf("\xff\x00"))),
		says("a message in 26 fragments is echoed", send(letters...), expect(text("abcdefghijklmnopqrstuvwxyz"))),
		says("26 fragments that come byte by byte are one message", drip(letters...), expect(text("abcdefghijklmnopqrstuvwxyz"))),
		says("an empty first fragment is one", send(text("").unfinished(), continuation("Hello")), expect(text("Hello"))),
		says("an empty last fragment ends a message", send(text("Hello").unfinished(), continuation("")), expect(text("Hello"))),
		says("an empty fragment in the middle adds nothing",
			send(text("Hel").unfinished(), continuation("").unfinished(), continuation("lo")), expect(text("Hello"))),
		says("two empty fragments are an empty text message", send(text("").unfinished(), continuation("")), expect(text(""))),
		says("two empty fragments are an empty binary message", send(binaryOf("").unfinished(), continuation("")), expect(binaryOf(""))),
		says("after 51 empty fragments a message can still end",
			send(empty...), send(continuation("at last")), expect(text("at last"))),
		says("fragments may have lengths of each form", send(text("a").unfinished(), continuation(long).unfinished(),
			continuation(strings.Repeat("y", 1000))), expect(text("a"+long+strings.Repeat("y", 1000)))),
		says("two fragmented messages are two", send(text("a").unfinished(), continuation("b"), binaryOf("c").unfinished(), continuation("d")),
			expect(text("ab"), binaryOf("cd"))),
		says("a message that is never ended is not echoed", send(text("first"), text("never").unfinished()), expect(text("first")), hangUp()),
	}
}

// controlsBetween: "control frames MAY be injected in the middle of a fragmented
// message", and "an endpoint MUST be capable of handling" them there (RFC 6455 §5.4).
func controlsBetween() subject {
	return subject{
		says("a ping between two fragments is answered before the message is whole",
			send(text("Hel").unfinished(), ping("now")), expect(pong("now")), send(continuation("lo")), expect(text("Hello"))),
		says("a ping between two fragments in one segment breaks nothing",
			send(text("Hel").unfinished(), ping("p"), continuation("lo")), expect(pong("p"), text("Hello"))),
		says("a ping between the fragments of a binary message is answered at once",
			send(binaryOf("\x01").unfinished(), ping("p")), expect(pong("p")), send(continuation("\x02")), expect(binaryOf("\x01\x02"))),
		says("pings after each of four fragments are each answered at once",
			send(text("a").unfinished(), ping("1")), expect(pong("1")), send(continuation("b").unfinished(), ping("2")), expect(pong("2")),
			send(continuation("c").unfinished(), ping("3")), expect(pong("3")), send(continuation("d"), ping("4")), expect(text("abcd"), pong("4"))),
		says("fragments with a ping between them that come byte by byte are taken",
			drip(text("Hel").unfinished(), ping("p"), continuation("lo")), expect(pong("p"), text("Hello"))),
		says("a pong between two fragments breaks nothing",
			send(text("Hel").unfinished(), pong("p"), continuation("lo")), expect(text("Hello"))),
		says("a close frame between two fragments is answered, and the message is not echoed",
			send(text("Hel").unfinished(), closing(1000, "enough"), continuation("lo")), closes(1000)),
	}
}

// misplaced: a continuation frame must continue a message, and no other message may begin
// before a fragmented message has ended (RFC 6455 §5.4).
func misplaced() subject {
	return subject{
		says("a continuation with nothing to continue closes with 1002", send(continuation("lo")), fails(1002)),
		says("the header of a continuation with nothing to continue closes with 1002", send(continuation("").holding(9)), fails(1002)),
		says("a continuation without FIN and with nothing to continue closes with 1002", send(continuation("lo").unfinished()), fails(1002)),
		says("an empty continuation with nothing to continue closes with 1002", send(continuation("")), fails(1002)),
		says("a continuation after a whole message closes with 1002, after the echo",
			send(text("Hello"), continuation("?")), expect(text("Hello")), fails(1002)),
		says("a continuation after the last fragment closes with 1002, after the echo",
			send(text("Hel").unfinished(), continuation("lo"), continuation("?")), expect(text("Hello")), fails(1002)),
		says("a continuation after a ping with nothing to continue closes with 1002, after the pong",
			send(ping("p"), continuation("?")), expect(pong("p")), fails(1002)),
		says("a new text message within a fragmented one closes with 1002, and neither is echoed",
			send(text("Hel").unfinished(), text("lo")), fails(1002)),
		says("the header of a new binary message within a fragmented one closes with 1002",
			send(text("Hel").unfinished(), binaryOf("").holding(2)), fails(1002)),
		says("the first fragment of a message within a fragmented one closes with 1002",
			send(binaryOf("a").unfinished(), binaryOf("b").unfinished(), continuation("c")), fails(1002)),
		says("a new message after an empty fragment closes with 1002",
			send(text("").unfinished(), text("lo")), fails(1002)),
	}
}

// fragmentedControls: control frames "MUST NOT be fragmented" (RFC 6455 §5.5).
func fragmentedControls() subject {
	return subject{
		says("a ping without FIN closes with 1002", send(ping("p").unfinished()), fails(1002)),
		says("an empty ping without FIN closes with 1002", send(ping("").unfinished()), fails(1002)),
		says("a pong without FIN closes with 1002", send(pong("p").unfinished()), fails(1002)),
		says("a close frame without FIN closes with 1002", send(closing(1000, "").unfinished()), fails(1002)),
		says("the header of a ping without FIN closes with 1002", send(ping("").unfinished().holding(5)), fails(1002)),
		says("a ping in two fragments is not answered", send(ping("pi").unfinished(), continuation("ng")), fails(1002)),
		says("a ping without FIN within a fragmented message closes with 1002",
			send(text("a").unfinished(), ping("p").unfinished(), continuation("b")), fails(1002)),
	}
}
