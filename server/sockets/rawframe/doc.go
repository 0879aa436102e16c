// Package rawframe is the socket with a raw WebSocket client that writes the frames that a
// learner asks for. Lessons show with it how a server answers frames that no browser sends.
//
// The learner's page opens a connection to the raw client. Each text message on it is a
// frame that is to be written to the echo; the raw client opens a connection of its own
// for it, with a real opening handshake, and the echo serves it like any other. The learner
// gets each frame that comes back as a text message. The raw client reaches nothing else:
// there is no address to give, and its connection is a pipe inside the server.
//
// A request is written in the words of RFC 6455 §5.2, in the notation of RFC 5234,
// whose words are taken in capitals too, as a phone may write the first:
//
//	request = *( change SP ) frame
//	        / "bytes" SP hex                ; these bytes, frame or not
//	        / "vanish"                      ; end the connection without a close frame
//
//	change  = "unmasked"                    ; MASK is 0, and there is no masking key
//	        / "rsv1" / "rsv2" / "rsv3"      ; this reserved bit is 1
//	        / "fragment"                    ; FIN is 0: more of the message is to come
//	        / "16-bit" / "64-bit"           ; the length stands in so many bits
//	        / "length" SP number            ; this length, true or not
//
//	frame   = ( "text" / "continuation" / "ping" / "pong" ) [ SP text ]
//	        / "binary" [ SP hex ]
//	        / "close" [ SP number [ SP text ] ]  ; any code of two bytes
//	        / "opcode" SP number [ SP text ]     ; any opcode of four bits
//
// Texts, numbers and hex are those of package commandtext; a text may hold any bytes, so
// text "caf\xe9" is not UTF-8. Without a change the frame is as it should be. The masking
// key is always 37 fa 21 3d, which a client must never do (RFC 6455 §5.3): so the same
// frame is the same bytes each time, and those of the examples in RFC 6455 §5.7.
//
// A frame that comes back is written in the same words, such as text Hello or close 1002 a frame from a
// client must be masked, its text in quotes if it needs them. Of more than
// [play.MaxFramePreview] bytes only the first are written, and then how many there were:
// … (300 bytes). In the end comes "the connection ended", with "without a close frame" if
// none came. A request that can't be understood is answered with what was expected.
//
// The next request opens a new connection, also if it was sent before the end of the last
// one was reported: the raw client waits with each until the echo has dealt with the one
// before it. It opens [openRate] connections a second, and waits before it opens more.
//
// The raw client does nothing by itself: it answers neither a ping nor a close frame, as
// a learner may be in the middle of a frame. So the echo should ping it rarely, and need
// not more often: a pipe inside the server is never lost.
//
// A connection of the raw client carries the learner's tag, marked as raw. So the page gets
// its events and its wire, beside those of its own connection.
package rawframe
