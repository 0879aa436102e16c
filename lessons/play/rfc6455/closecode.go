package rfc6455

import "strconv"

// CloseCode is the code of a close frame (RFC 6455 §7.4). Zero means that the frame
// has none.
type CloseCode uint16

// The close codes that have a meaning of their own (RFC 6455 §7.4.1; from 1012 on,
// the IANA WebSocket Close Code Number Registry).
const (
	NormalClosure      CloseCode = 1000 // done
	GoingAway          CloseCode = 1001 // the page is left, or the server stops
	ProtocolError      CloseCode = 1002 // the frames break RFC 6455
	UnsupportedData    CloseCode = 1003 // the receiver does not accept messages of this kind
	NoCloseCode        CloseCode = 1005 // never sent: the close frame had no code
	AbnormalClosure    CloseCode = 1006 // never sent: no valid close frame came
	InvalidPayload     CloseCode = 1007 // the text is not UTF-8
	PolicyViolation    CloseCode = 1008 // the client broke a rule of the server's own
	MessageTooBig      CloseCode = 1009 // the message is larger than the receiver accepts
	MandatoryExtension CloseCode = 1010 // from a client: the server has not accepted an extension that the client needs
	InternalError      CloseCode = 1011 // the server could not go on
	ServiceRestart     CloseCode = 1012 // the server restarts
	TryAgainLater      CloseCode = 1013 // the server has no room now, or the client was silent or too slow
	BadGateway         CloseCode = 1014 // a gateway got no valid response from the server behind it
)

// MaxReason is the longest reason of a close frame, in bytes: the payload of a control
// frame, without the two bytes of the code (RFC 6455 §5.5).
const MaxReason = MaxControl - 2

// String returns the code in decimal.
func (c CloseCode) String() string { return strconv.Itoa(int(c)) }

// BrowserMaySend reports whether WebSocket.close accepts the code: 1000, or 3000 to 4999
// (WHATWG WebSockets §3.1).
func (c CloseCode) BrowserMaySend() bool {
	return c == NormalClosure || c >= 3000 && c <= 4999
}

// MayBeSent reports whether a close frame may carry the code. RFC 6455 §7.4.1 and the
// IANA WebSocket Close Code Number Registry define codes for close frames; libraries and
// applications choose theirs from 3000 to 4999 (§7.4.2).
func (c CloseCode) MayBeSent() bool {
	switch {
	case c == 1004, c == NoCloseCode, c == AbnormalClosure:
		return false
	}
	return c >= 1000 && c <= 1014 || c >= 3000 && c <= 4999
}

// Meaning returns the meaning of the code in a few words. It returns "" for a code whose
// meaning only the two ends know.
func (c CloseCode) Meaning() string {
	switch c {
	case NormalClosure:
		return "normal closure"
	case GoingAway:
		return "going away"
	case ProtocolError:
		return "protocol error"
	case UnsupportedData:
		return "message not accepted"
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
		return "server restarts"
	case TryAgainLater:
		return "try again later"
	case BadGateway:
		return "bad gateway"
	}
	return ""
}
