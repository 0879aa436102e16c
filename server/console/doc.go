// Package console streams the server's events of a page's own connections to that page.
// Each learner's page has one stream, and draws it as the server console.
//
// A page opens a WebSocket to [Consoles.Handler]. The server gives the console a name that
// nobody can guess, and sends the name in a first [play.Notice]. The page then opens its
// other sockets with a [play.Tag] that carries the name. [Consoles.Attach] attaches the
// connections of these sockets to the console, and the connections report their events to
// the console. The page gets each event as one more notice, a JSON text message, with its
// time since the console began. While nothing happens the console ticks, so that a page can
// tell a quiet server from a broken connection.
//
// A page with the module gets events, because the module makes rows of them. A program that
// several clients share runs without the module. Its tags ask for finished rows
// (play.Tag.WantsRows), whose times count from the first event of the program's run.
//
// Each connection's wire is recorded too (package tap). The page gets nothing of the wire
// until it sends the text message [play.WireOn]. Then the page gets everything that the
// recordings of its connections hold, including the recordings of closed connections, and
// everything that they add. These come in notices with a [play.Wire], until the page sends
// [play.WireOff]. Any other message closes the stream with 1008.
//
// A report never waits for the page. If the page reads too slowly, the console leaves
// notices out, and the next notice that it sends says how many are missing. Pieces of a wire
// come later, as far as the recording still holds them; the numbers of the frames show which
// frames are missing.
//
// A console ends with its stream. A report to a console that has ended, or never existed,
// is dropped.
package console
