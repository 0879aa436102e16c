// Package console streams to a page what the server does for the page's own connections.
// Each learner's page has one such stream, and draws it as its server console.
//
// A page opens a WebSocket to [Consoles.Handler]. The server gives the console a name that
// nobody can guess, and sends the name in a first [play.Notice]. The page then opens its
// other sockets with a [play.Tag] that carries the name. Their connections [Consoles.Attach]
// to the console and report their events to it. The page gets each event as one more notice,
// a JSON text message, with its time since the console began. While nothing happens the
// console ticks, so that a page can tell a quiet server from a broken connection.
//
// A page whose module words events gets events. A program that several clients share runs
// without the module; its tags ask for finished rows (play.Tag.WantsRows), whose times count
// from the first event of the program's run.
//
// Each connection's wire is recorded too (package tap). The page gets nothing of it before
// it sends the text message [play.WireOn]. Then it gets everything that the recordings of
// its connections hold, also of those that are over, and from then on what comes, in notices
// with a [play.Wire], until it sends [play.WireOff]. Any other message closes the stream
// with 1008.
//
// A report never waits for the page. If the page reads too slowly, the console leaves
// notices out, and the next one that has room says how many. Pieces of a wire come later, as
// far as the recording still holds them; the numbers of the frames show what is missing.
//
// A console ends with its stream. Reports to a console that has ended, or never was, go
// nowhere.
package console
