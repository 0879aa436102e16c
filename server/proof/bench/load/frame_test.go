package load

import (
	"bytes"
	"testing"

	"twocups/lessons/play/rfc6455"
)

func TestFrameIsMaskedAndWhole(t *testing.T) {
	frame := AppendFrame(nil, rfc6455.Text, []byte("Hello"))
	if want := append([]byte{0x81, 0x85}, maskingKey[:]...); !bytes.HasPrefix(frame, want) {
		t.Fatalf("the frame begins with %x (want %x)", frame[:6], want)
	}
	for i, b := range frame[6:] {
		if b^maskingKey[i%4] != "Hello"[i] {
			t.Errorf("byte %d of the payload is %#x, unmasked %#x (want %q)", i, b, b^maskingKey[i%4], "Hello"[i])
		}
	}
}

func TestFrameHasTheShortestLength(t *testing.T) {
	for _, c := range []struct {
		size   int
		header []byte
	}{
		{0, []byte{0x82, 0x80}},
		{125, []byte{0x82, 0x80 | 125}},
		{126, []byte{0x82, 0x80 | 126, 0, 126}},
		{65535, []byte{0x82, 0x80 | 126, 0xff, 0xff}},
		{65536, []byte{0x82, 0x80 | 127, 0, 0, 0, 0, 0, 1, 0, 0}},
	} {
		frame := AppendFrame(nil, rfc6455.Binary, make([]byte, c.size))
		if !bytes.HasPrefix(frame, c.header) || len(frame) != len(c.header)+len(maskingKey)+c.size {
			t.Errorf("a frame of %d bytes begins with %x and has %d bytes (want %x, and the key and the payload after it)", c.size, frame[:len(c.header)], len(frame), c.header)
		}
	}
}

func TestAcceptKeyIsThatOfTheRFC(t *testing.T) {
	if got, want := acceptKey("dGhlIHNhbXBsZSBub25jZQ=="), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="; got != want { // RFC 6455 §1.3
		t.Errorf("got %s (want %s)", got, want)
	}
}
