package conformance

import (
	"fmt"
	"strings"
)

// lengths: each form of the payload length has a least and a greatest value (RFC 6455 §5.2).
func lengths() subject {
	var cases subject
	for _, of := range []struct{ length, bits int }{
		{0, 7}, {1, 7}, {125, 7}, {126, 16}, {127, 16}, {65535, 16}, {65536, 64},
	} {
		for _, f := range []Frame{text(strings.Repeat("x", of.length)), binaryOf(strings.Repeat("\xfe", of.length))} {
			kind := "text"
			if f.Opcode == opBinary {
				kind = "binary"
			}
			cases = append(cases, says(fmt.Sprintf("a %s message of %d bytes, its length in %d bits, is echoed", kind, of.length, of.bits),
				send(f), expect(f)))
		}
	}
	return cases
}

// longerThanNeeded: "the minimal number of bytes MUST be used to encode the length",
// and in 64 bits "the most significant bit MUST be 0" (RFC 6455 §5.2). The header shows the
// fault, so the cases hold the payload back.
func longerThanNeeded() subject {
	var cases subject
	for _, of := range []struct {
		length uint64
		bits   int
	}{{0, 16}, {1, 16}, {125, 16}, {0, 64}, {125, 64}, {126, 64}, {65535, 64}} {
		cases = append(cases, says(fmt.Sprintf("a length of %d in %d bits closes with 1002", of.length, of.bits),
			send(text("").in(of.bits).holding(of.length)), fails(1002)))
	}
	return append(cases,
		says("a ping whose length of 4 is in 16 bits closes with 1002", send(ping("ping").in(16)), fails(1002)),
		says("a close frame whose length of 2 is in 64 bits closes with 1002", send(closing(1000, "").in(64)), fails(1002)),
		says("a continuation whose length of 1 is in 16 bits closes with 1002",
			send(text("a").unfinished(), continuation("b").in(16)), fails(1002)),
		says("a 64 bit length with the top bit set closes with 1002", send(text("").holding(1<<63)), fails(1002)),
		says("a 64 bit length with all bits set closes with 1002", send(binaryOf("").holding(1<<64-1)), fails(1002)),
	)
}

// segments: TCP is a stream, and the borders of its segments mean nothing.
func segments() subject {
	long := text(strings.Repeat("long ", 30))
	longest := binaryOf(strings.Repeat("\x00\xff", 32768))
	var messages []piece
	var echoes []Frame
	for i := range 50 {
		f := text(fmt.Sprintf("message %d", i))
		messages, echoes = append(messages, f), append(echoes, f)
	}
	return subject{
		says("a frame that comes byte by byte is echoed", drip(text("Hello")), expect(text("Hello"))),
		says("a frame with a 16 bit length that comes byte by byte is echoed", drip(long), expect(long)),
		says("a header with a 64 bit length that comes in two segments is taken", split(5, longest), expect(longest)),
		says("a masking key that comes in two segments is taken", split(4, text("Hello")), expect(text("Hello"))),
		says("a payload that comes in two segments is unmasked in step", split(9, text("Hello")), expect(text("Hello"))),
		says("a segment that ends within the next frame's header loses nothing",
			split(12, text("Hello"), text("again")), expect(text("Hello"), text("again"))),
		says("50 messages in one segment are echoed in their order", send(messages...), expect(echoes...)),
		says("50 messages that come byte by byte are echoed in their order", drip(messages...), expect(echoes...)),
	}
}

// masking: a client masks every frame, and a server closes the connection when a frame is
// not masked (RFC 6455 §5.1).
func masking() subject {
	return subject{
		says("a masking key of zeros is a key", send(text("Hello").masked([4]byte{})), expect(text("Hello"))),
		says("a masking key of ones is a key", send(text("Hello").masked([4]byte{255, 255, 255, 255})), expect(text("Hello"))),
		says("each frame has a key of its own",
			send(text("a").masked([4]byte{1, 2, 3, 4}), text("b").masked([4]byte{5, 6, 7, 8})), expect(text("a"), text("b"))),
		says("each fragment is unmasked from the first byte of its key",
			send(text("a").unfinished(), continuation("bcdef")), expect(text("abcdef"))),
		says("a text frame that is not masked closes with 1002", send(text("Hello").bare()), fails(1002)),
		says("an empty frame that is not masked closes with 1002", send(text("").bare()), fails(1002)),
		says("the header of a frame that is not masked closes with 1002", send(binaryOf("").bare().holding(5)), fails(1002)),
		says("a ping that is not masked closes with 1002", send(ping("").bare()), fails(1002)),
		says("a close frame that is not masked closes with 1002", send(closing(1000, "").bare()), fails(1002)),
		says("a continuation that is not masked closes with 1002",
			send(text("a").unfinished(), continuation("b").bare()), fails(1002)),
	}
}
