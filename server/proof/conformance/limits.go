package conformance

import (
	"fmt"
	"strings"
)

// limits: the server closes with 1009 when a message is too big (RFC 6455 §7.4.1, §10.4). The
// header has the length of a frame, so the server doesn't wait for the payload.
func limits(most int) subject {
	over := uint64(most) + 1
	whole := strings.Repeat("x", most)
	return subject{
		newCase("a text message of just the limit is echoed", send(text(whole)), expect(text(whole))),
		newCase("a binary message of just the limit is echoed", send(binaryOf(whole)), expect(binaryOf(whole))),
		newCase("the header of a text frame of one byte more closes with 1009", send(text("").missing(over)), expectFailure(1009)),
		newCase("the header of a binary frame of one byte more closes with 1009", send(binaryOf("").missing(over)), expectFailure(1009)),
		newCase("the header of a first fragment of one byte more closes with 1009", send(text("").unfinished().missing(over)), expectFailure(1009)),
		newCase("a header that declares a gigabyte closes with 1009", send(binaryOf("").missing(1<<30)), expectFailure(1009)),
		newCase("a header that declares 4 GiB, whose lower 32 bits are zero, closes with 1009", send(binaryOf("").missing(1<<32)), expectFailure(1009)),
		newCase("a header that declares the longest frame there is closes with 1009", send(binaryOf("").missing(1<<63-1)), expectFailure(1009)),
		newCase("a header of one byte more that comes byte by byte closes with 1009", sendByteByByte(text("").missing(over)), expectFailure(1009)),
		newCase("the close frame arrives even if a megabyte of payload is on its way",
			send(binaryOf(strings.Repeat("x", 1<<20)).missing(over)), expectFailure(1009)),
		newCase("a message that is too big is not checked: bad UTF-8 after its header changes nothing", send(text("\xff").missing(over)), expectFailure(1009)),
		newCase("a message before one that is too big is echoed first", send(text("before"), text("").missing(over)), expect(text("before")), expectFailure(1009)),
		newCase("a breach of the protocol counts before the limit: RSV1 closes with 1002", send(text("").rsv(4).missing(over)), expectFailure(1002)),
		newCase("a breach of the protocol counts before the limit: a frame that is not masked closes with 1002",
			send(text("").unmasked().missing(over)), expectFailure(1002)),
	}
}

// fragmentLimits: the limit applies to a whole message, with any number of fragments.
func fragmentLimits(most int) subject {
	half := strings.Repeat("x", most/2)
	rest := strings.Repeat("y", most-most/2)
	quarter := most / 4
	return subject{
		newCase("fragments of just the limit in sum are echoed", send(text(half).unfinished(), continuation(rest)), expect(text(half+rest))),
		newCase("fragments of just the limit and an empty one are echoed",
			send(text(half).unfinished(), continuation(rest).unfinished(), continuation("")), expect(text(half+rest))),
		newCase("the header of the fragment that goes beyond the limit closes with 1009",
			send(text(half).unfinished(), continuation("").missing(uint64(len(rest))+1)), expectFailure(1009)),
		newCase("one byte beyond the limit closes with 1009, though more fragments may come",
			send(binaryOf(half).unfinished(), continuation(rest).unfinished(), continuation("z").unfinished()), expectFailure(1009)),
		newCase(fmt.Sprintf("five fragments of %d bytes close with 1009", quarter), fiveFragments(quarter), expectFailure(1009)),
		newCase("pings between fragments do not count toward the limit",
			send(text(half).unfinished(), ping(strings.Repeat("p", maxControl)), continuation(rest)),
			expect(pong(strings.Repeat("p", maxControl)), text(half+rest))),
		newCase("each message has the whole limit",
			send(text(half).unfinished(), continuation(rest)), expect(text(half+rest)), send(text(half+rest)), expect(text(half+rest))),
		newCase("a fragment beyond the limit whose sum overflows 64 bits with the first closes with 1009",
			send(binaryOf(half).unfinished(), continuation("").missing(1<<63-1)), expectFailure(1009)),
	}
}

// fiveFragments sends five fragments of the length.
func fiveFragments(length int) Step {
	payload := strings.Repeat("x", length)
	all := []piece{binaryOf(payload).unfinished()}
	for range 4 {
		all = append(all, continuation(payload).unfinished())
	}
	return send(all...)
}
