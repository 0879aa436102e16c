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
// The grammar, in the notation of RFC 5234, but that its strings stand for just these
// letters, and not for capitals too:
//
//	block      = *( line LF )
//	line       = [ blank / comment / note / step ]
//	comment    = "#" *char
//	note       = ">" SP *char          ; Markdown: what just happened
//	step       = [ client ":" SP ] ( connect / message / binary / emit / ack / disconnect / expect )
//	client     = ALPHA *( ALPHA / DIGIT / "-" )        ; in lower case
//
//	connect    = "connect" SP ( path *( SP subprotocol ) / "socket.io" [ SP namespace ] )
//	message    = "message" SP text
//	binary     = "binary" SP hex
//	emit       = ( "emit" / "emitWithAck" ) SP event [ SP arguments ]
//	ack        = "ack" [ SP arguments ]
//	disconnect = "disconnect" [ SP code [ SP text ] ]
//	expect     = "expect" SP ( "echo"
//	                         / "message" SP text
//	                         / "binary" SP hex
//	                         / "event" SP event [ SP arguments ]
//	                         / "ack" [ SP arguments ]
//	                         / "close" [ SP code [ SP text ] ] )
//
//	text       = quoted / 1*char       ; to the end of the line
//	quoted     = DQUOTE *( char / escape ) DQUOTE      ; as in JSON
//	event      = word / quoted         ; a word has no quotes, commas or parentheses
//	arguments  = JSON *( "," JSON )    ; values (RFC 8259), to the end of the line
//	hex        = 1*( HEXDIG HEXDIG [ SP ] )
//
// A path starts with "/" and names a socket of this server; subprotocols are
// tokens that the client offers (RFC 6455 §1.9). A text runs to the end of the
// line, without the white space around it; in double quotes it may hold white
// space and the escapes of a JSON string, which are JavaScript's, so `message "two\nlines"` sends a line
// feed and `message ""` an empty message. A code is one that a browser may send:
// 1000 or 3000 to 4999 (WHATWG WebSockets §3.1); an expected code may be any.
//
// A client that connects to "socket.io" speaks Socket.IO instead of plain messages, in the
// main namespace or in the one that it names. Its steps bear the names of the official client's methods:
//
//	connect socket.io
//	emitWithAck message "hello", 2
//	expect ack
//	emit ask true
//	expect event ask true
//	ack "yes"
//	disconnect
//
// "ack" answers the last event that asked for an acknowledgement, and "expect ack" waits
// for one. Whether its connection is of the one kind or of the other, is held
// against each step.
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
// client sent last, also when the learner has changed it; and one that quotes a
// message of the block follows the change of that message. A note belongs to the
// step above it, expect steps aside: it says what just happened, and it is shown
// once that step has run.
//
// # The check of a task
//
// A task of a lesson is solved by steps of the learner's own. A check says when: it
// is a list of conditions about what happens when those steps run, one condition a
// line, each with a note that says the same to the learner:
//
//	client sent text Hello
//	> You send `Hello`.
//	then client closed 1000
//	> After that, the connection ends with 1000.
//
// The grammar goes on from the one above:
//
//	check      = *( [ blank / comment / note / condition ] LF )
//	condition  = [ client ":" SP ] [ "then" SP ] [ how-often SP ] side SP what
//	how-often  = "never" / number SP "times"  ; exactly so often; without it, once or more
//	side       = "client" / "server"          ; the end that tells of it
//	what       = ( "sent" / "received" ) [ SP message ]
//	           / ( "closing" / "closed" ) [ SP code [ SP text ] ]
//	           / "connecting" [ SP ( path / "socket.io" [ SP namespace ] ) ]
//	           / "opened" [ SP text ]         ; the subprotocol
//	           / "remark" [ SP text ]
//	           / "failed"
//	message    = "text" [ SP text ] / "binary" [ SP hex ]
//	           / number [ "+" ] SP "bytes" SP ( "text" / "binary" )
//	           / "event" [ SP event [ SP arguments ] ]
//	           / "ack" [ SP arguments ]
//
// The words are those of an [Event]: an end that is "closing" starts the closing
// handshake, and each end has "closed" when the connection is over. What is left out
// may be anything: "client received text" is met by every text. A condition that
// names no client speaks of all of them; a raw client goes by the name that
// [Tag.Name] gives it. Conditions are met in any order, but for one with "then": it
// counts only what happens once the condition above it is met. The two must be about
// the same end, since what one end tells and what the other does come in no sure order.
//
// [Parse] reads a whole block and reports all its faults in one go; [ParseStep]
// reads one step; [Step.String] writes it in its canonical form, which ParseStep
// reads back as the same step. [ParseCheck] reads a check.
package play
