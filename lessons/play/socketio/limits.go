package socketio

// The limits of a packet. They bound what a crafted one can make its reader do, beside
// the limit that its length has already.
const (
	MaxAttachments = 10   // binary messages that a packet announces, as many as the official parser takes
	MaxPackets     = 4096 // packets in a payload: a loop of a learner's that runs far
)

// MaxID is the greatest number of an acknowledgement: that which JavaScript counts to
// without leaving one out (Number.MAX_SAFE_INTEGER).
const MaxID = 1<<53 - 1
