// Package rawframe is the socket with a raw WebSocket client that writes the frames that a
// learner asks for. Lessons use it to show how a server answers frames that no browser sends.
//
// The learner's page opens a connection to the raw client. Each text message asks for a frame.
// The raw client opens its own connection to the echo, with a real opening handshake, and writes
// the frame there. The echo serves this connection like any other. The learner gets each frame
// that comes back as a text message. The raw client can reach nothing but the echo: a request has
// no address, and the connection is a pipe inside the server.
//
// A request uses the words of RFC 6455 §5.2. The grammar is in the notation of RFC 5234. The
// words may have capital letters, because a phone may write the first letter as a capital:
//
//	request = *( change SP ) frame
//	        / "bytes" SP hex                ; these bytes, frame or not
//	        / "vanish"                      ; end the connection without a close frame
//
//	change  = "unmasked"                    ; MASK is 0, and there is no masking key
//	        / "rsv1" / "rsv2" / "rsv3"      ; this reserved bit is 1
//	        / "fragment"                    ; FIN is 0: more of the message is to come
//	        / "16-bit" / "64-bit"           ; the length has this many bits
//	        / "length" SP number            ; this length, true or not
//
//	frame   = ( "text" / "continuation" / "ping" / "pong" ) [ SP text ]
//	        / "binary" [ SP hex ]
//	        / "close" [ SP number [ SP text ] ]  ; any code of two bytes
//	        / "opcode" SP number [ SP text ]     ; any opcode of four bits
//
// Texts, numbers and hex are those of package commandtext. A text may hold any bytes: the request
// text "caf\xe9" sends a text message that is not UTF-8. Without a change the frame is valid. The
// masking key is always 37 fa 21 3d, although a client must choose a new key for each frame
// (RFC 6455 §5.3). So the same frame always has the same bytes, and the frames of RFC 6455 §5.7
// have those of the RFC.
//
// The message about a frame that comes back uses the same words, such as "text Hello" or "close
// 1002 a frame from a client must be masked". A text is in quotes if it needs them. If the
// payload has more than [play.MaxFramePreview] bytes, the message has only the first of them, and
// then the length of the payload: … (300 bytes). The last message is "the connection ended", with
// "without a close frame" if no close frame came. If a request has a fault, the raw client
// answers with the fault and the choices.
//
// The next request opens a new connection. The learner need not wait for the report of the end,
// because the raw client handles a request only when the echo has dealt with the previous
// request. The raw client opens [openRate] connections a second on average, and waits before it
// opens more.
//
// The raw client does nothing by itself: it answers neither a ping nor a close frame, because a
// learner may be within a frame. So the echo should ping the raw client rarely. The echo needs no
// pings to find lost connections, because a pipe inside the server is never lost.
//
// A connection of the raw client carries the learner's tag, marked as raw. So the page gets the
// events and the wire of this connection, beside those of the page's own connections.
package rawframe
