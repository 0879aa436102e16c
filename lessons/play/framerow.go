package play

import (
	"strconv"
	"strings"

	"twocups/lessons/play/digits"
	"twocups/lessons/play/rfc6455"
)

// maxRowBytes is the largest number of bytes in a row of a payload that is not text.
const maxRowBytes = 24

// FrameRow is a frame with its row and the other words that a page shows for it.
type FrameRow struct {
	Frame
	WireRow
	Caption   string `json:"caption"`             // "text · 2 of 5 bytes so far · at 1.2 ms"
	Size      string `json:"size"`                // of the whole payload: "5 bytes"
	NotKept   string `json:"notKept,omitempty"`   // of the payload that came: "44 bytes more, which are not kept"
	Place     string `json:"place,omitempty"`     // in its message: "Fragment 2, the last of message 1 (text)"
	CloseCode string `json:"closeCode,omitempty"` // of a close frame: "1000 (normal closure)"
	Attached  string `json:"attached,omitempty"`  // over Socket.IO: "Attachment 1 of 2"
}

// Row returns the frame with its words. If ended is true, the connection is over, and no
// more of the frame comes.
func (f *Frame) Row(ended bool) FrameRow {
	size, fragment := f.sizeWords(ended), f.fragmentWords()
	row := FrameRow{
		Frame:   *f,
		WireRow: WireRow{Time: f.At.String(), Arrow: f.arrow(), Kind: f.Opcode.String(), Words: f.words()},
		Size:    Size(f.Length),
	}
	row.Caption = joined(row.Kind, size, "at "+row.Time)
	breach := ""
	if len(f.Violations) > 0 {
		breach = "breaks the protocol"
	}
	row.Meta = joined(f.packetWords(), "frame "+strconv.Itoa(f.Number), direction(row.Arrow), fragment, size, breach)
	if held := uint64(len(f.Payload)); f.Came > held {
		row.NotKept = Size(f.Came-held) + " more, which are not kept"
	}
	if fragment != "" {
		row.Place = "F" + fragment[1:] + " of message " + strconv.Itoa(f.Message) + " (" + f.Carries.String() + ")"
	}
	if f.Code != 0 {
		row.CloseCode = closeWords(f.Code, "", f.meaning())
	}
	if f.Attachment.Count > 0 {
		row.Attached = "A" + f.packetWords()[1:]
	}
	return row
}

func (f *Frame) arrow() string {
	if f.Sender == rfc6455.Client {
		return up
	}
	return down
}

// words returns the content of the frame in one line. It writes a payload that is not text
// as hexadecimal digits.
func (f *Frame) words() string {
	switch {
	case f.Opcode == rfc6455.Close && f.Code == 0:
		return "without a code"
	case f.Opcode == rfc6455.Close:
		return closeWords(f.Code, f.Text, f.meaning())
	case isReserved(f.Opcode):
		return "opcode 0x" + strings.ToUpper(strconv.FormatUint(uint64(f.OpcodeBits), 16))
	case f.Length == 0:
		return "empty"
	case f.Carries != rfc6455.Binary && f.Text != "":
		return f.Text
	}
	return digits.FormatHex(f.Payload[:min(len(f.Payload), maxRowBytes)])
}

// isReserved reports whether RFC 6455 §5.2 leaves the opcode undefined.
func isReserved(o rfc6455.Opcode) bool {
	return o > rfc6455.Binary && o < rfc6455.Close || o > rfc6455.Pong
}

// meaning returns the meaning of the close code; "" for a code that no end may send.
func (f *Frame) meaning() string {
	if !f.Code.MayBeSent() {
		return ""
	}
	return f.Code.Meaning()
}

// packetWords returns the type of the frame's packet of Socket.IO, or the number of its
// attachment: "EVENT", "attachment 1 of 2".
func (f *Frame) packetWords() string {
	switch {
	case f.Attachment.Count > 0:
		return "attachment " + strconv.Itoa(f.Attachment.Number) + " of " + strconv.Itoa(f.Attachment.Count)
	case f.Packet == nil:
		return ""
	case f.Packet.Fault != "":
		return "no packet"
	}
	words := ""
	for _, piece := range f.Packet.Pieces {
		if piece.Says != "" {
			words = piece.Says
		}
	}
	return words
}

// fragmentWords returns the place of the frame in its message: "fragment 2, the last".
func (f *Frame) fragmentWords() string {
	switch {
	case f.Fragment == 0:
		return ""
	case f.Fin:
		return "fragment " + strconv.Itoa(f.Fragment) + ", the last"
	}
	return "fragment " + strconv.Itoa(f.Fragment)
}

// sizeWords returns the length of the payload, and how much of it came if not all did.
func (f *Frame) sizeWords(ended bool) string {
	switch size := Size(f.Length); {
	case f.Came == f.Length:
		return size
	case ended:
		return string(appendGrouped(nil, f.Came)) + " of " + size + ", then the connection ended"
	default:
		return string(appendGrouped(nil, f.Came)) + " of " + size + " so far"
	}
}

// RestRow returns the row for the bytes of a frame's header that never became whole,
// because the connection ended. For no bytes, it returns nil.
func RestRow(header []byte) *WireRow {
	if len(header) == 0 {
		return nil
	}
	return &WireRow{Arrow: up, Kind: "bytes", Words: digits.FormatHex(header),
		Meta: Size(uint64(len(header))) + " of a header, then the connection ended"}
}

// joined joins words that aren't empty: "frame 1 · to the server · 5 bytes".
func joined(words ...string) string {
	var list []string
	for _, w := range words {
		if w != "" {
			list = append(list, w)
		}
	}
	return strings.Join(list, " · ")
}
