package socketio

// The limits of packets, besides the limit on their length. They bound the work that a
// crafted packet can cause.
const (
	MaxNamespace   = 128 // bytes in a namespace
	MaxEvent       = 128 // bytes in an event's name
	MaxArguments   = 256 // values of an event or an acknowledgement, the event's name included
	MaxAttachments = 10  // binary messages of a packet, as many as the official parser accepts
)

// MaxID is the greatest number of an acknowledgement. JavaScript counts up to it without
// gaps (Number.MAX_SAFE_INTEGER).
const MaxID = 1<<53 - 1

// maxAnnounced is the greatest number of attachments that [ParseHead] reads, because it fits in
// an int on every machine. A greater number is a fault, and exceeds no limit.
const maxAnnounced = 1<<31 - 1

// LimitError says that a packet exceeds a limit of this package or of jsontext. The packet does
// not break the protocol, so its sender can be told, and the connection can go on.
type LimitError struct {
	Limit string // the limit in words, such as "an event's name may have 128 bytes"
}

// Error returns the limit in words.
func (e *LimitError) Error() string { return e.Limit }
