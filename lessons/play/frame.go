package play

import (
	"twocups/lessons/play/digits"
	"twocups/lessons/play/rfc6455"
	"twocups/lessons/play/socketio"
)

// Frame is one frame as it went over the wire (RFC 6455 §5.2). A page gets the frame as a
// [FrameRow]. The JSON leaves out the fields that the page needs only in words.
type Frame struct {
	Number int          `json:"number"` // counts the frames of the connection from 1, for both ends together
	At     Milliseconds `json:"-"`      // since the server read the request of the opening handshake
	Sender rfc6455.Side `json:"sender"`

	Fin         bool               `json:"fin"`
	RSV         [3]bool            `json:"rsv"` // RSV1, RSV2, RSV3
	Opcode      rfc6455.Opcode     `json:"opcode"`
	OpcodeBits  uint8              `json:"opcodeBits"` // the four bits, which tell the reserved opcodes apart
	Masked      bool               `json:"masked"`
	ShortLength uint8              `json:"shortLength"`   // the seven bits: the length, or 126 or 127 for a longer form
	LengthForm  int                `json:"lengthForm"`    // the number of bits that the length takes: 7, 16 or 64
	Length      uint64             `json:"length,string"` // of the whole payload in bytes
	Key         rfc6455.MaskingKey `json:"key"`

	Payload digits.Hex `json:"payload,omitempty"` // the first bytes of the payload, at most MaxFramePreview, unmasked
	OnWire  digits.Hex `json:"onWire,omitempty"`  // the same bytes as they went over the wire, if they were masked
	Text    string     `json:"text,omitempty"`    // the same bytes as text, as far as they are UTF-8; of a close frame the reason
	Came    uint64     `json:"-"`                 // how many bytes of the payload have come: fewer than Length while the frame is under way, or if the connection ended in it

	Code    rfc6455.CloseCode `json:"-"`                 // of a close frame that has one
	Answers bool              `json:"answers,omitempty"` // the frame is a close frame, and the other end has sent a valid close frame before

	Message  int            `json:"message,omitempty"`  // of a data frame: the number of its message among the sender's messages, from 1
	Fragment int            `json:"fragment,omitempty"` // of a frame of a message in several frames: its number in the message, from 1 (RFC 6455 §5.4)
	Carries  rfc6455.Opcode `json:"-"`                  // of a data frame: the opcode that its message began with

	Packet     *socketio.Reading   `json:"packet,omitempty"`    // over Socket.IO, of the frame in which a text message begins
	Attachment socketio.Attachment `json:"attachment,omitzero"` // over Socket.IO, of a binary message's frames

	Violations []rfc6455.Violation `json:"violations,omitempty"`
}

// MaxFramePreview is the largest number of payload bytes in a Frame. It is enough for a
// message that somebody typed, and small enough to record these bytes for every frame.
const MaxFramePreview = 256
