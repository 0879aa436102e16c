package conformance

import "fmt"

// The payload of a text message is UTF-8 as a whole, so a fragment may end within a
// character (RFC 6455 §5.6). "When an endpoint is to interpret a byte stream as UTF-8
// but finds that the byte stream is not, in fact, a valid UTF-8 stream, that endpoint
// MUST _Fail the WebSocket Connection_" (§8.1), with 1007 (§7.4.1). The first bad byte shows
// that a byte stream is invalid. So the strict answer comes after this byte, even before the
// end of the frame or the message.

// missingBytes is the number of bytes that a frame holds back, so that the server must find the fault
// in the bytes before them.
const missingBytes = 8

// inFragments cuts a text message into fragments of one byte.
func inFragments(whole string) []piece {
	var all []piece
	for i := range len(whole) {
		f := continuation(whole[i : i+1])
		if i == 0 {
			f.Opcode = opText
		}
		f.Unfinished = i < len(whole)-1
		all = append(all, f)
	}
	return all
}

func validWhole() subject {
	var cases subject
	for _, of := range validTexts {
		cases = append(cases, newCase(of.name+" is echoed", send(text(of.text)), expect(text(of.text))))
	}
	return cases
}

func validByteByByte() subject {
	var cases subject
	for _, of := range validTexts[2:] {
		cases = append(cases, newCase(of.name+" that comes byte by byte is echoed", sendByteByByte(text(of.text)), expect(text(of.text))))
	}
	return cases
}

func validFragmented() subject {
	var cases subject
	for _, of := range validTexts[2:] {
		cases = append(cases, newCase(of.name+" in fragments of one byte is echoed", send(inFragments(of.text)...), expect(text(of.text))))
	}
	return append(cases,
		newCase("each byte of a text in a fragment and a segment of its own is echoed", sendByteByByte(inFragments(mixed)...), expect(text(mixed))))
}

// splitText cuts one text at each of its bytes.
func splitText() subject {
	var cases subject
	for at := range len(mixed) + 1 {
		cases = append(cases, newCase(fmt.Sprintf("a text whose first fragment ends after %d bytes of %d is echoed", at, len(mixed)),
			send(text(mixed[:at]).unfinished()), send(ping("between")), expect(pong("between")),
			send(continuation(mixed[at:])), expect(text(mixed))))
	}
	return cases
}

func invalidWhole() subject {
	var cases subject
	for _, of := range invalidTexts {
		cases = append(cases, newCase(of.name+" closes with 1007", send(text(of.prefix+of.rest)), expectFailure(1007)))
	}
	return cases
}

// invalidWithinFrame holds back the bytes after the bad byte.
func invalidWithinFrame() subject {
	var cases subject
	for _, of := range invalidTexts {
		cases = append(cases, newCase(of.name+" closes with 1007 before the frame has ended",
			send(text("so far so good "+of.prefix).missing(missingBytes)), expectFailure(1007)))
	}
	return cases
}

// invalidWithinFragments sends each byte in a fragment of its own, up to the bad byte. The
// message does not end.
func invalidWithinFragments() subject {
	var cases subject
	for _, of := range invalidTexts {
		known := inFragments("ok" + of.prefix + "!")
		cases = append(cases, newCase(of.name+" closes with 1007 before the message has ended",
			send(known[:len(known)-1]...), expectFailure(1007)))
	}
	return cases
}

func truncated() subject {
	var cases subject
	for _, of := range truncatedTexts {
		cases = append(cases,
			newCase(of.name+" at the end of a message closes with 1007", send(text(of.text)), expectFailure(1007)),
			newCase(of.name+" at the end of a fragment is no fault until an empty last fragment follows",
				send(text(of.text).unfinished(), ping("so far")), expect(pong("so far")), send(continuation("")), expectFailure(1007)))
	}
	return cases
}

// aroundText: a server checks text, and doesn't check binary messages, pings and pongs. It
// checks each text message from its start.
func aroundText() subject {
	return subject{
		newCase("bytes that are not UTF-8 are echoed in a binary message", send(binaryOf("\xff\xc0\x80\xed\xa0\x80")), expect(binaryOf("\xff\xc0\x80\xed\xa0\x80"))),
		newCase("bytes that are not UTF-8 are echoed in a fragmented binary message",
			send(binaryOf("\xff").unfinished(), continuation("\xc0")), expect(binaryOf("\xff\xc0"))),
		newCase("a text after a binary message that is not UTF-8 is checked from its start", send(binaryOf("\xf0\x9f"), text("\xa7\x80")), expect(binaryOf("\xf0\x9f")), expectFailure(1007)),
		newCase("a text after a whole text is checked from its start", send(text("\xc3\xa4"), text("\xc3\xa4")), expect(text("ä"), text("ä"))),
		newCase("a ping whose payload is not UTF-8 breaks no character in two",
			send(text("\xf0\x9f").unfinished(), ping("\xff"), continuation("\xa7\x80")), expect(pong("\xff"), text("\U0001F9C0"))),
		newCase("an empty fragment breaks no character in two",
			send(text("\xe2").unfinished(), continuation("").unfinished(), continuation("\x9c\x93")), expect(text("✓"))),
		newCase("a message before bad UTF-8 is echoed first, one after it is not",
			send(text("before"), text("b\xffd"), text("after")), expect(text("before")), expectFailure(1007)),
		newCase("a ping before bad UTF-8 within a frame is answered first",
			send(ping("p"), text("\xed\xa0").missing(missingBytes)), expect(pong("p")), expectFailure(1007)),
		newCase("bad UTF-8 in the first fragment closes with 1007, though a ping follows",
			send(text("\xc0").unfinished()), expectFailure(1007)),
		newCase("a bad byte that comes in a segment of its own closes with 1007 before the frame has ended",
			split(7, text("a\xc0").missing(missingBytes)), expectFailure(1007)),
		newCase("bad UTF-8 that comes byte by byte closes with 1007 before the frame has ended",
			sendByteByByte(text("\xf4\x90").missing(missingBytes)), expectFailure(1007)),
		newCase("a good first fragment of 200 bytes with a bad byte after it closes with 1007 in the middle of the next",
			send(text(twoByteCharacters()).unfinished(), continuation("\x80").missing(missingBytes)), expectFailure(1007)),
	}
}

// twoByteCharacters returns a hundred characters of two bytes each.
func twoByteCharacters() string {
	var all []rune
	for range 100 {
		all = append(all, 'ß')
	}
	return string(all)
}
