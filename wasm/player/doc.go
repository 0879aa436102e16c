// Package player runs the steps of one ws block. The module in the page uses it for every
// block; the server's tests use it to play lessons against a real server.
//
// A [Player] is a state machine without goroutines, clocks or sockets of its own. The
// learner's presses, the sockets' events and the server's notices go in as method calls.
// What the page has to do comes out through the [Page] interface, and what it has to show
// comes out as a [View]. No method blocks, so any event handler can call it.
//
// # Steps
//
// [Player.Press] starts one step at once. From then on the expect steps that follow it
// wait, each for its client's next message or close. A message or a close that came while
// no step waited for it is kept for a later expect step. "expect echo" waits for the echo
// of the message that its client had sent last when the step began to wait, whatever the
// learner sends meanwhile and whatever echoes are still under way.
//
// [Player.Run] starts all steps in order. Each step waits until the step before it has
// settled with its expectations, and then for a pause, so that an eye can follow. Two
// messages of different clients in a row are sent together, since no step between them
// waits. A step that fails ends the run. A step that is impossible now, such as a message
// on a closed connection, is refused in words, and nothing is sent.
//
// # Connections
//
// Each connect of a client gets a number, and every event of a socket carries it. The
// events of a socket that a reset has dropped find no connection. The learner can also use
// a connection from the browser's console: the page reports that by [Player.Typed] and the
// like.
//
// # Socket.IO
//
// A client that connects to socket.io speaks Socket.IO (package socketio). It is open once
// the server has let it into its namespace. Its pongs make no rows; the rows are events
// and acknowledgements, each with its packet.
//
// # Times
//
// Times count from the client's connect. When several clients are connected, they count
// from the first client's. The server's events have times of the server's own clock; the
// player orders them by cause and effect (clock.go), so that both consoles make up one
// timeline.
package player
