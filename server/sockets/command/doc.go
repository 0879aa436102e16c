// Package command is the socket whose server pings, sends fragments and bytes, closes with any
// code, vanishes, or answers late when a text message asks for it. Lessons use it to show events
// that a browser's program can't cause itself.
//
// Each text message is one request. The grammar is in the notation of RFC 5234. The words may have
// capital letters, because a phone may write the first letter as a capital:
//
//	request   = ping / text / binary / fragments / slowly / close / vanish
//
//	ping      = "ping" [ SP text ]             ; send a ping (default "are you there?"), and when
//	                                           ; its pong has come, "pong" with its payload
//	text      = "text" [ SP text ]             ; send a text message
//	binary    = "binary" [ SP hex ]            ; send a binary message
//	fragments = "fragments" SP number [ SP text ] ; send a text message in 1 to 16 frames
//	slowly    = "slowly" SP number [ SP ] "s" [ SP text ]
//	                                           ; send a text message, 1 to 10 seconds later
//	close     = "close" [ SP code [ SP text ] ]
//	                                           ; start the closing handshake
//	vanish    = "vanish"                       ; end the connection without a close frame
//
// Texts, numbers and hex are those of package commandtext. A ping holds at most 125 bytes
// and a reason 123 (RFC 6455 §5.5); a text is UTF-8. A code is one that a close frame may
// have (RFC 6455 §7.4): 1000 to 1003, 1007 to 1014, or 3000 to 4999. Without a code the
// close frame is empty.
//
// A request that can't be understood is answered with a text that says what was expected.
// The connection stays open.
//
// A slow answer does not delay the others: the server serves the next requests at once, so an
// answer may overtake another. At most [MaxDelayed] answers of a connection wait. When the
// connection ends, the server drops them.
package command
