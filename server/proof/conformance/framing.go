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
			cases = append(cases, newCase(fmt.Sprintf("a %s message of %d bytes, its length in %d bits, is echoed", kind, of.length, of.bits),
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
		cases = append(cases, newCase(fmt.Sprintf("a length of %d in %d bits closes with 1002", of.length, of.bits),
			send(text("").lengthBits(of.bits).missing(of.length)), expectFailure(1002)))
	}
	return append(cases,
		newCase("a ping whose length of 4 is in 16 bits closes with 1002", send(ping("ping").lengthBits(16)), expectFailure(1002)),
		newCase("a close frame whose length of 2 is in 64 bits closes with 1002", send(closing(1000, "").lengthBits(64)), expectFailure(1002)),
		newCase("a continuation whose length of 1 is in 16 bits closes with 1002",
			send(text("a").unfinished(), continuation("b").lengthBits(16)), expectFailure(1002)),
		newCase("a 64 bit length with the top bit set closes with 1002", send(text("").missing(1<<63)), expectFailure(1002)),
		newCase("a 64 bit length with all bits set closes with 1002", send(binaryOf("").missing(1<<64-1)), expectFailure(1002)),
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
		newCase("a frame that comes byte by byte is echoed", sendByteByByte(text("Hello")), expect(text("Hello"))),
		newCase("a frame with a 16 bit length that comes byte by byte is echoed", sendByteByByte(long), expect(long)),
		newCase("a header with a 64 bit length that comes in two segments is accepted", split(5, longest), expect(longest)),
		newCase("a masking key that comes in two segments is accepted", split(4, text("Hello")), expect(text("Hello"))),
		newCase("a payload that comes in two segments is unmasked in step", split(9, text("Hello")), expect(text("Hello"))),
		newCase("a segment that ends within the next frame's header loses nothing",
			split(12, text("Hello"), text("again")), expect(text("Hello"), text("again"))),
		newCase("50 messages in one segment are echoed in their order", send(messages...), expect(echoes...)),
		newCase("50 messages that come byte by byte are echoed in their order", sendByteByByte(messages...), expect(echoes...)),
	}
}

// masking: a client masks every frame, and a server closes the connection when a frame is
// not masked (RFC 6455 §5.1).
func masking() subject {
	return subject{
		newCase("a masking key of zeros is accepted", send(text("Hello").masked([4]byte{})), expect(text("Hello"))),
		newCase("a masking key of ones is accepted", send(text("Hello").masked([4]byte{255, 255, 255, 255})), expect(text("Hello"))),
		newCase("each frame has a key of its own",
			send(text("a").masked([4]byte{1, 2, 3, 4}), text("b").masked([4]byte{5, 6, 7, 8})), expect(text("a"), text("b"))),
		newCase("each fragment is unmasked from the first byte of its key",
			send(text("a").unfinished(), continuation("bcdef")), expect(text("abcdef"))),
		newCase("a text frame that is not masked closes with 1002", send(text("Hello").unmasked()), expectFailure(1002)),
		newCase("an empty frame that is not masked closes with 1002", send(text("").unmasked()), expectFailure(1002)),
		newCase("the header of a frame that is not masked closes with 1002", send(binaryOf("").unmasked().missing(5)), expectFailure(1002)),
		newCase("a ping that is not masked closes with 1002", send(ping("").unmasked()), expectFailure(1002)),
		newCase("a close frame that is not masked closes with 1002", send(closing(1000, "").unmasked()), expectFailure(1002)),
		newCase("a continuation that is not masked closes with 1002",
			send(text("a").unfinished(), continuation("b").unmasked()), expectFailure(1002)),
	}
}
