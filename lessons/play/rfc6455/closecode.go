package rfc6455

import "strconv"

// CloseCode is the code of a close frame (RFC 6455 §7.4). Zero means that there
// is none.
type CloseCode uint16

// The close codes that have a meaning of their own (RFC 6455 §7.4.1; from 1012 on,
// the IANA WebSocket Close Code Number Registry).
const (
	NormalClosure      CloseCode = 1000 // done
	GoingAway          CloseCode = 1001 // the page is left, or the server stops
	ProtocolError      CloseCode = 1002 // the frames break RFC 6455
	UnsupportedData    CloseCode = 1003 // a kind of message that the receiver does not take
	NoCloseCode        CloseCode = 1005 // never sent: the close frame had no code
	AbnormalClosure    CloseCode = 1006 // never sent: no valid close frame came
	InvalidPayload     CloseCode = 1007 // text that is not UTF-8
	PolicyViolation    CloseCode = 1008 // a rule of the server's own
	MessageTooBig      CloseCode = 1009 // more than the receiver takes
	MandatoryExtension CloseCode = 1010 // a client's: the server has not taken an extension that it needs
	InternalError      CloseCode = 1011 // the server could not go on
	ServiceRestart     CloseCode = 1012 // the server starts anew
	TryAgainLater      CloseCode = 1013 // the server is full
	BadGateway         CloseCode = 1014 // a server behind the server gave no good answer
)

// MaxReason is the length in bytes that a close frame leaves for its reason: a
// control frame's payload holds 125 bytes, the code takes two (RFC 6455 §5.5).
const MaxReason = 123

// String returns the code in decimal.
func (c CloseCode) String() string { return strconv.Itoa(int(c)) }

// BrowserMaySend says whether WebSocket.close takes the code: 1000, or 3000 to
// 4999 (WHATWG WebSockets §3.1).
func (c CloseCode) BrowserMaySend() bool {
	return c == NormalClosure || c >= 3000 && c <= 4999
}

// MayBeSent says whether a close frame may have the code: one that RFC 6455 §7.4.1
// or the IANA WebSocket Close Code Number Registry defines for that, or one of the
// ranges that libraries and applications share out among themselves (§7.4.2).
func (c CloseCode) MayBeSent() bool {
	switch {
	case c == 1004, c == NoCloseCode, c == AbnormalClosure:
		return false
	}
	return c >= 1000 && c <= 1014 || c >= 3000 && c <= 4999
}

// Meaning returns what the code stands for in a few words, or "" for one that
// has no meaning beyond what the two ends agreed on.
func (c CloseCode) Meaning() string {
	switch c {
	case NormalClosure:
		return "normal closure"
	case GoingAway:
		return "going away"
	case ProtocolError:
		return "protocol error"
	case UnsupportedData:
		return "message not taken"
	case NoCloseCode:
		return "no code in the close frame"
	case AbnormalClosure:
		return "no valid close frame came"
	case InvalidPayload:
		return "text that is not UTF-8"
	case PolicyViolation:
		return "against the server's rules"
	case MessageTooBig:
		return "message too big"
	case MandatoryExtension:
		return "extension missing"
	case InternalError:
		return "server error"
	case ServiceRestart:
		return "server starts anew"
	case TryAgainLater:
		return "server full, try again later"
	case BadGateway:
		return "bad gateway"
	}
	return ""
}
