// Package player runs the steps of one ws block. It is a state machine without
// goroutines, clocks or sockets of its own: the learner's presses, the sockets'
// events and the server's notices go in as method calls, what the page is to do
// comes out through the [Page] interface, and what there is to see comes out as
// a [View]. No method blocks, so the module in the browser can call it from any
// event handler, and a test can play a lesson natively against a real server.
//
// # Steps
//
// [Player.Press] takes one step at once. The expect steps that follow it wait
// from then on for what comes back, each for its client's next message or close.
// What came before anybody waited for it is kept for a later expect. An "expect
// echo" waits for the echo of what its client had sent last when it began to
// wait, whatever the learner sends meanwhile and whatever echoes are still under way.
// [Player.Run] takes the steps in order: each waits until the one before it has
// settled with its expectations, and then a little longer, so that an eye can
// follow; but two messages of different clients, one right below the other, are
// sent together, since nobody waits between them. A step that fails stops the run. A step that makes no sense now, such
// as a message on a closed connection, is refused in words and nothing is sent.
//
// # Connections
//
// Each connect of a client gets a number of its own, and every event of a socket
// carries it, so what a forgotten socket still has to say after a reset finds
// nobody. What a learner types into the browser's console reaches the same
// connection from outside: the page reports it with [Player.Typed] and the like.
//
// # Socket.IO
//
// A client that connects to socket.io speaks that protocol (see package socketio): it is open
// once the server has let it into its namespace, its pongs are sent without a row, and what
// comes and goes are events and acknowledgements, each shown with the packet that carries it.
//
// # Times
//
// Times count from the client's connect, or, when several clients are connected,
// from the first one's. The server's events come with times of the server's own
// clock; they are placed by cause and effect (see clock.go), so both consoles
// can be read as one timeline.
package player
