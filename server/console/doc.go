// Package console streams to a page what the server does for the page's own
// connections: it is the server console of one learner.
//
// A page opens a WebSocket to [Consoles.Handler]. The server gives the console a
// name that nobody can guess and sends it, in a first [play.Notice]. The page then
// opens its other sockets with a [play.Tag] that carries the name; they
// [Consoles.Attach] to the console and report to it, and each report goes to the
// page as one more notice, a JSON text message, with its time since the console
// began. When nothing happens, the console ticks, so that a page can tell a quiet
// server from a broken line.
//
// What goes over the wire of each connection is recorded as well (package tap), but
// nothing of it is streamed until the page asks for it with the text message
// [play.WireOn]. Then it gets all that is kept of its connections, also of those that
// are over, and from then on what comes, in notices with a [play.Wire], until it says
// [play.WireOff]. Anything else that a page says closes its stream with 1008.
//
// A report never waits for the page. When the page reads too slowly, notices are
// left out, and the next one that finds room says how many. What was left out of a wire
// comes later, as far as it is still kept, and the numbers of the frames tell
// what does not. A console ends with its
// connection: what is still reported to it goes nowhere, and so does what is
// reported to a console that never was.
package console
