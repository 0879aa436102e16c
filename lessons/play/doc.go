// Package play is the vocabulary of Two Cups: the words that the lessons, the
// server and the module in the page share. It imports a little of the standard
// library, does no input or output, and knows nothing of how a socket is opened.
//
// # What happens
//
// A client opens a connection with an opening handshake. From then on both ends
// send messages; a [Message] step sends one, and it travels in data frames whose
// [Opcode] is text or binary. Either end starts the closing handshake with a
// close frame, which carries a [CloseCode] and a reason. Everything that
// happens to a connection, seen from one [Side] of it, is an [Event]; a list of
// events is a transcript; an event made ready for reading is a [Row] of a timeline.
// Below the events is the [Wire]: the [Handshake] as HTTP text, and each [Frame] bit by bit.
//
// # The ws block
//
// A lesson holds ws blocks: fenced code blocks with the info string "ws". A block
// is a list of steps for one or several clients, one step a line, verb first:
//
//	connect /echo
//	> The **opening handshake** is done: the connection is open.
//	message Hello
//	expect echo
//	> The server sent back what it received.
//	disconnect 1000 bye
//	expect close 1000 bye
//
// The grammar, in the notation of RFC 5234:
//
//	block      = *( line LF )
//	line       = [ blank / comment / note / step ]
//	comment    = "#" *char
//	note       = ">" SP *char          ; Markdown: what just happened
//	step       = [ client ":" SP ] ( connect / message / binary / disconnect / expect )
//	client     = ALPHA *( ALPHA / DIGIT / "-" )        ; in lower case
//
//	connect    = "connect" SP path *( SP subprotocol )
//	message    = "message" SP text
//	binary     = "binary" SP hex
//	disconnect = "disconnect" [ SP code [ SP text ] ]
//	expect     = "expect" SP ( "echo"
//	                         / "message" SP text
//	                         / "binary" SP hex
//	                         / "close" [ SP code [ SP text ] ] )
//
//	text       = quoted / *char        ; to the end of the line
//	quoted     = DQUOTE *( char / escape ) DQUOTE      ; as in Go
//	hex        = *( HEXDIG HEXDIG [ SP ] )
//
// A path starts with "/" and names a socket of this server; subprotocols are
// tokens that the client offers (RFC 6455 §1.9). A text runs to the end of the
// line, without the white space around it; in double quotes it may hold white
// space and the escapes of a Go string, so `message "two\nlines"` sends a line
// feed and `message ""` an empty message. A code is one that a browser may send:
// 1000 or 3000 to 4999 (WHATWG WebSockets §3.1); an expected code may be any.
//
// A step belongs to the client that it names. Either every step of a block names
// its client or none does:
//
//	alice: connect /room
//	bob: connect /room
//	alice: message hi
//	bob: expect message hi
//
// An expect step waits for its client's next event of the kind it names, so it is
// never that client's first step. "expect echo" asks for the message that the
// client sent last, also when the learner has changed it. A note belongs to the
// step above it, expect steps aside: it says what just happened, and it is shown
// once that step has run.
//
// [Parse] reads a whole block and reports all its faults in one go; [ParseStep]
// reads one step; [Step.String] writes it in its canonical form, which ParseStep
// reads back as the same step.
package play
