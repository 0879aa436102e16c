// Package tap reads along on a connection's wire: it makes frames of the raw bytes
// that the server reads and writes, for a learner to look at.
//
// A [Decoder] takes the bytes of one direction, cut anywhere, and makes a [play.Frame]
// of each frame (RFC 6455 §5.2). It knows every rule of section 5 and names each that
// a frame breaks, but goes on: it is no part of the connection, and what breaks a rule
// is just what a learner wants to see. Only after a hundred broken frames it looks no
// further. Frames and text are followed
// through fragments. Of a payload the first bytes are kept, and the true length; while
// it comes it is told ten times a second how much has.
//
// A [Recording] holds what went over one connection: the opening handshake, and the
// newest frames of both directions in a ring that grows as it is needed. As long as nobody
// follows it, that is all; the ring's memory is used again and again, and a frame
// allocates nothing. A page that wants to see the wire follows the recording: it gets all that is
// kept, oldest first, and from then on whatever comes. When it takes no more, the
// recording goes on, and tells later what is still in its ring; the frames are
// numbered, so that the page knows what it has missed.
//
// On a connection for Socket.IO a frame is told with the packet that its text is, piece by
// piece (lessons/play/socketio), and a binary one with which attachment of which packet it
// carries.
//
// The package has a decoder of its own, although the server reads with
// gorilla/websocket, since a reader that answers to a broken frame by closing cannot show it.
package tap
