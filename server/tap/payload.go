package tap

import (
	"bytes"
	"encoding/binary"
	"unicode/utf8"

	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
	"twocups/server/socket/utf8stream"
)

// checkPayload checks the next piece of a frame's payload, and adds the piece to the frame's
// preview. The bytes are those on the wire, so they may be masked.
func (r *rules) checkPayload(f *play.Frame, raw []byte) {
	at := f.Came
	for len(raw) > 0 {
		piece := raw
		if f.Masked {
			piece = r.scratch[:copy(r.scratch[:], raw)]
			unmask(piece, f.Key, int(at%4))
		}
		raw = raw[len(piece):]
		r.checkUTF8(f, piece, at)
		room := play.MaxFramePreview - len(f.Payload)
		f.Payload = append(f.Payload, piece[:min(len(piece), room)]...)
		at += uint64(len(piece))
	}
}

// unmask removes the mask from bytes that begin at a position in the payload (RFC 6455
// §5.3). It also masks bytes that have no mask.
func unmask(payload []byte, key rfc6455.MaskingKey, position int) {
	var turned [8]byte // the key twice, beginning with the byte that masks the first byte of the payload
	for i := range turned {
		turned[i] = key[(position+i)%len(key)]
	}
	word := binary.NativeEndian.Uint64(turned[:])
	for ; len(payload) >= 8; payload = payload[8:] {
		binary.NativeEndian.PutUint64(payload, binary.NativeEndian.Uint64(payload)^word)
	}
	for i := range payload {
		payload[i] ^= turned[i]
	}
}

// checkUTF8 checks unmasked bytes that begin at a position in the payload.
func (r *rules) checkUTF8(f *play.Frame, piece []byte, at uint64) {
	switch {
	case f.Opcode == rfc6455.Close:
		skip := min(uint64(len(piece)), 2-min(at, 2)) // the code
		if !r.reasons.Add(piece[skip:]) {
			addViolation(f, rfc6455.ReasonNotUTF8, 0)
		}
	case r.isText(f) && !r.text.Add(piece):
		addViolation(f, rfc6455.TextNotUTF8, 0)
	}
}

// isText reports whether the frame is a part of a text message that isn't compressed.
func (r *rules) isText(f *play.Frame) bool {
	return f.Message > 0 && f.Carries == rfc6455.Text && !r.deflated
}

// checkEnd checks a frame that is whole.
func (r *rules) checkEnd(f *play.Frame) {
	switch {
	case f.Opcode == rfc6455.Close:
		r.checkClose(f)
	case f.Message == 0: // the frame belongs to no message
	case f.Fin:
		r.fragment = 0
		if r.isText(f) && !r.text.Whole() {
			addViolation(f, rfc6455.TextCut, 0)
		}
	}
}

// checkClose checks a close frame's code and reason (RFC 6455 §5.5.1, §7.4).
func (r *rules) checkClose(f *play.Frame) {
	if f.Length < 2 {
		return
	}
	f.Code = rfc6455.CloseCode(binary.BigEndian.Uint16(f.Payload))
	if !f.Code.MayBeSent() {
		addViolation(f, rfc6455.CodeNotSendable, uint64(f.Code))
	}
	if !r.reasons.Whole() {
		addViolation(f, rfc6455.ReasonCut, 0)
	}
}

// text returns the recorded part of a frame's payload as text. For a close frame, it
// returns the reason. It leaves out characters that are cut in two at the beginning or the
// end. It returns "" for bytes that are not UTF-8, or that contain a NUL.
func text(f *play.Frame) string {
	shown := []byte(f.Payload)
	if f.Opcode == rfc6455.Close {
		shown = shown[min(2, len(shown)):]
	}
	shown = shown[continuationBytes(shown):]
	shown = shown[:len(shown)-utf8stream.Unfinished(shown)]
	if !utf8.Valid(shown) || bytes.IndexByte(shown, 0) >= 0 {
		return ""
	}
	return string(shown)
}

// continuationBytes returns how many bytes at the beginning belong to a character that
// began before them.
func continuationBytes(p []byte) int {
	n := 0
	for n < len(p) && n < utf8.UTFMax-1 && !utf8.RuneStart(p[n]) {
		n++
	}
	return n
}
