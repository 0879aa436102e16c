// Package tap records what goes over a connection's wire: it makes frames of the raw bytes
// that the server reads and writes. Package console has a recording of each connection that
// it watches, for learners who look at the wire.
//
// A [Decoder] reads the bytes of one direction, cut anywhere, and makes a [play.Frame] of
// each frame (RFC 6455 §5.2). It knows every rule of section 5, and names each rule that a
// frame breaks. Then it goes on, because a learner wants to see exactly such a frame; only
// after a hundred broken frames it stops. It follows messages and their text through
// fragments. A Frame has the first bytes of its payload, and the true length.
//
// A [Recording] holds the opening handshake of one connection, and the newest frames of
// both directions in a ring. The ring grows as it is needed, and uses its memory again:
// without a follower, recording a frame allocates nothing.
//
// A page that shows the wire follows the recording. It gets everything that the recording
// holds, oldest first, and from then on what comes. A frame under way comes again as it
// grows, at most ten times a second, and once more if the connection ends in it. Each piece
// is worded for reading when it is reported ([play.FrameRow]), so frames that nobody follows
// cost no words. A follower without room gets later what the ring still holds; the numbers
// of the frames show the gap.
//
// On a connection for Socket.IO, a text frame comes with its packet piece by piece
// (lessons/play/socketio). A binary frame comes with the packet's number whose attachment it
// carries.
//
// The server itself reads with gorilla/websocket. That reader answers a broken frame by
// closing the connection and can't show the frame, so this package has a decoder of its own.
package tap
