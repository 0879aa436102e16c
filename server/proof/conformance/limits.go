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
		says("a text message of just the limit is echoed", send(text(whole)), expect(text(whole))),
		says("a binary message of just the limit is echoed", send(binaryOf(whole)), expect(binaryOf(whole))),
		says("the header of a text frame of one byte more closes with 1009", send(text("").holding(over)), fails(1009)),
		says("the header of a binary frame of one byte more closes with 1009", send(binaryOf("").holding(over)), fails(1009)),
		says("the header of a first fragment of one byte more closes with 1009", send(text("").unfinished().holding(over)), fails(1009)),
		says("a header that declares a gigabyte closes with 1009", send(binaryOf("").holding(1<<30)), fails(1009)),
		says("a header that declares 4 GiB, whose lower 32 bits are zero, closes with 1009", send(binaryOf("").holding(1<<32)), fails(1009)),
		says("a header that declares the longest frame there is closes with 1009", send(binaryOf("").holding(1<<63-1)), fails(1009)),
		says("a header of one byte more that comes byte by byte closes with 1009", drip(text("").holding(over)), fails(1009)),
		says("the close frame arrives also if a megabyte of payload is on its way",
			send(binaryOf(strings.Repeat("x", 1<<20)).holding(over)), fails(1009)),
		says("what is too big is not looked at: bad UTF-8 after its header changes nothing", send(text("\xff").holding(over)), fails(1009)),
		says("a message before one that is too big is echoed first", send(text("before"), text("").holding(over)), expect(text("before")), fails(1009)),
		says("a breach of the protocol goes before the limit: RSV1 closes with 1002", send(text("").rsv(4).holding(over)), fails(1002)),
		says("a breach of the protocol goes before the limit: a frame that is not masked closes with 1002",
			send(text("").bare().holding(over)), fails(1002)),
	}
}

// sums: the limit applies to a whole message, with any number of fragments.
func sums(most int) subject {
	half := strings.Repeat("x", most/2)
	rest := strings.Repeat("y", most-most/2)
	quarter := most / 4
	return subject{
		says("fragments of just the limit in sum are echoed", send(text(half).unfinished(), continuation(rest)), expect(text(half+rest))),
		says("fragments of just the limit and an empty one are echoed",
			send(text(half).unfinished(), continuation(rest).unfinished(), continuation("")), expect(text(half+rest))),
		says("the header of the fragment that goes beyond the limit closes with 1009",
			send(text(half).unfinished(), continuation("").holding(uint64(len(rest))+1)), fails(1009)),
		says("one byte beyond the limit closes with 1009, though more fragments may come",
			send(binaryOf(half).unfinished(), continuation(rest).unfinished(), continuation("z").unfinished()), fails(1009)),
		says(fmt.Sprintf("five fragments of %d bytes close with 1009", quarter), fiveFragments(quarter), fails(1009)),
		says("pings between fragments count for nothing",
			send(text(half).unfinished(), ping(strings.Repeat("p", maxControl)), continuation(rest)),
			expect(pong(strings.Repeat("p", maxControl)), text(half+rest))),
		says("each message has the whole limit",
			send(text(half).unfinished(), continuation(rest)), expect(text(half+rest)), send(text(half+rest)), expect(text(half+rest))),
		says("a fragment beyond the limit whose sum overflows 64 bits with the first closes with 1009",
			send(binaryOf(half).unfinished(), continuation("").holding(1<<63-1)), fails(1009)),
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
