package socketio

// The limits of packets, besides the limit on their length. They bound the work that a
// crafted packet can cause.
const (
	MaxNamespace   = 128  // bytes in a namespace
	MaxEvent       = 128  // bytes in an event's name
	MaxArguments   = 256  // values of an event or an acknowledgement, the event's name included
	MaxAttachments = 10   // binary messages of a packet, as many as the official parser accepts
	MaxPackets     = 4096 // packets in a payload: more than a learner's loop sends between two requests
)

// MaxID is the greatest number of an acknowledgement. JavaScript counts up to it without
// gaps (Number.MAX_SAFE_INTEGER).
const MaxID = 1<<53 - 1
