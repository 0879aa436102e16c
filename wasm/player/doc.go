// Package player runs the steps of one ws block. The module in the page uses it for every
// block; the server's tests use it to play lessons against a real server.
//
// A [Player] is a state machine without goroutines, clocks or sockets of its own. The
// learner's presses, the sockets' events and the server's notices go in as method calls.
// The player calls the [Page] interface for everything that the page has to do, and returns
// a [View] of everything that the page has to show. No method blocks, so any event handler
// can call it.
//
// # Steps
//
// [Player.Press] starts one step at once. From then on the expect steps that follow it
// wait, each for its client's next message or close. A message or a close that came while
// no step waited for it is kept for a later expect step. "expect echo" waits for the echo
// of the message that its client had sent last when the step began to wait. Later messages
// of the learner and late echoes of earlier messages don't count.
//
// [Player.Run] starts all steps in order. Each step waits until the step before it and that
// step's expectations have settled, that is, until they are done or have failed. After that
// the step waits for a pause, so that the learner can follow. Two messages of different
// clients in a row are sent together, since no step between them waits. A step that fails
// ends the run. A step that is impossible now, such as a message on a closed connection,
// fails. Its outcome says why, and the player sends nothing.
//
// # Connections
//
// Each connect of a client gets a number, and every event of a socket carries it. The
// player ignores the events of a connection that a reset has dropped. The learner can also
// use a connection from the browser's console: the page reports this by [Player.Typed] and
// similar methods.
//
// # Socket.IO
//
// A client that connects to socket.io speaks Socket.IO (package socketio). The client's
// connection is open once the server has accepted its namespace. Events and
// acknowledgements make rows, each with its packet. Pongs make no rows.
//
// # Times
//
// Times count from the client's connect. When several clients are connected, all times
// count from the first client's connect. The server's events have times of the server's own
// clock. The player orders these events by cause and effect (clock.go), so that the events
// of both consoles are on one timeline.
package player
