// Package tap records the bytes that go over a connection, and decodes them into frames.
// Package console uses it to record each connection that it watches, for learners who look
// at the wire.
//
// A [Decoder] reads the bytes of one direction in pieces of any size, and makes a
// [play.Frame] of each frame (RFC 6455 §5.2). It checks each frame against the rules of RFC
// 6455 §5 and §7.4, and names at most one violation for each field of the frame. It goes
// on after an invalid frame, because a learner wants to see exactly this frame. It stops
// after a hundred invalid frames. It follows messages and their text through fragments. A
// Frame has the first bytes of its payload, and the length of the whole payload.
//
// A [Recording] holds the opening handshake of one connection, and the newest frames of
// both directions in a ring. The ring grows as it is needed, and uses its memory again:
// without a follower, recording a frame allocates nothing.
//
// A page that shows the wire follows the recording. The page gets everything that the
// recording holds, oldest first, and then everything that the recording adds. While a frame
// is coming, the page gets it again at most ten times a second, and once more if the
// connection ends in the middle of the frame. The recording makes the words of a frame
// ([play.FrameRow]) only for its report, so recording a frame without a follower makes no
// words. If a follower has no room, the recording reports the rest later, as far as the
// ring still holds these frames; a gap in the numbers of the frames shows that some are
// missing.
//
// On a connection for Socket.IO, a text frame comes with its packet piece by piece
// (lessons/play/socketio). A binary frame comes with the number of its attachment, and with
// the number of the frame in which the attachment's packet begins.
//
// The server itself reads with gorilla/websocket. That reader answers an invalid frame by
// closing the connection and can't show the frame, so this package has a decoder of its own.
package tap
