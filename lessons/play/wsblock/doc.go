// Package wsblock is the language of ws blocks and of checks: it parses the steps of a ws
// block and the conditions of a task, writes steps back, and matches events with
// conditions. The server uses it to load lessons, and the module in the page uses it to run
// them.
//
// # The ws block
//
// A ws block is a fenced code block of a lesson with the info string "ws". It lists the
// steps of one or several clients, one step a line, with the verb first:
//
//	connect /echo
//	> The **opening handshake** is done: the connection is open.
//	message Hello
//	expect echo
//	> The server sent back what it received.
//	disconnect 1000 bye
//	expect close 1000 bye
//
// This is the grammar in the notation of RFC 5234, except that its strings are
// case-sensitive:
//
//	block      = *( line LF )
//	line       = [ blank / comment / note / step ]
//	comment    = "#" *char
//	note       = ">" SP *char          ; Markdown: what has just happened
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
// A path begins with "/" and names a socket of this server. Subprotocols are tokens that
// the client offers (RFC 6455 §1.9).
//
// A text runs to the end of the line, without the white space around it. In double quotes
// a text may contain white space at its ends and the escapes of a JSON string. The step
// `message "two\nlines"` sends a line feed, and `message ""` sends an empty message.
//
// The code of a disconnect step is one that a browser may send: 1000, or 3000 to 4999
// (WHATWG WebSockets §3.1). The code of an expect step is 1000 to 4999.
//
// # Clients and notes
//
// If one step of a block names its client, every step must name its client. A client has at
// most [MaxName] characters, a block at most [MaxClients] named clients and [MaxSteps]
// steps:
//
//	alice: connect /room
//	bob: connect /room
//	alice: message hi
//	bob: expect message hi
//
// An expect step waits for its client's next event of the kind that it names, so it is
// never the first step of its client. "expect echo" waits for the message that the client
// sent last, even if the learner has changed that message. An expectation that quotes a
// message of the block follows the learner's changes of the message, too.
//
// A note belongs to the last step above it that is not an expect step. The page shows the
// note once that step has run.
//
// # Socket.IO
//
// A client that connects to "socket.io" speaks Socket.IO. It connects to the main
// namespace, or to the namespace of its connect step. Its steps have the names of the
// official client's methods:
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
// for an acknowledgement. A plain WebSocket carries no events, and Socket.IO no plain
// messages; [Parse] reports steps that do not suit their connection.
//
// # The check of a task
//
// The learner writes the steps of a task, and the check of the task says when the task is
// solved. A check lists conditions on the events of those steps, one condition a line, each
// with a note that explains the condition to the learner:
//
//	client sent text Hello
//	> You send `Hello`.
//	then client closed 1000
//	> After that, the connection ends with 1000.
//
// The grammar continues the grammar above:
//
//	check      = *( [ blank / comment / note / condition ] LF )
//	condition  = [ client ":" SP ] [ "then" SP ] [ how-often SP ] side SP what
//	how-often  = "never" / number SP ( "times" / "time" ) ; exactly; without it, once or more
//	side       = "client" / "server"          ; the end that reports the event
//	what       = ( "sent" / "received" ) [ SP message ]
//	           / ( "closing" / "closed" ) [ SP code [ SP text ] ]
//	           / "connecting" [ SP ( path / "socket.io" [ SP namespace ] ) ]
//	           / "opened" [ SP text ]         ; the subprotocol
//	           / "remark" [ SP text ]
//	           / "failed"
//	message    = "text" [ SP text ] / "binary" [ SP hex ]
//	           / size SP ( "text" / "binary" / "event" [ SP event [ SP arguments ] ] / "ack" [ SP arguments ] )
//	           / "event" [ SP event [ SP arguments ] ]
//	           / "ack" [ SP arguments ]
//	size       = number [ "+" ] SP ( "bytes" / "byte" ) ; "+" for at least this many
//
// The words are those of a [play.Event]. The end that starts the closing handshake is
// "closing"; each end is "closed" when the connection is over. A detail that is left out
// may have any value: every text meets "client received text". A condition that names no
// client is about all clients. [play.Tag.Name] gives the name of a raw client.
//
// Conditions may be met in any order. A condition with "then" counts only the events that
// come after the condition above it has been met. The two conditions must be about the same
// end, since the events of two ends come in no certain order.
//
// # Parsing
//
// [Parse] reads a whole block, and [ParseCheck] reads a check; both return all faults at
// once. [ParseStep] reads one step. [Step.String] writes a step in its canonical form,
// which ParseStep reads back as the same step. [Check] counts the events that match
// conditions.
package wsblock
