// Package play is the vocabulary of Two Cups: what happens to a connection, and how that
// is worded for a learner. The course, the server and the module in the page use it, so
// that all of them mean the same and say the same. It does no input or output, imports
// little of the standard library, and knows nothing of how a socket is opened.
//
// Everything that happens to a connection, seen from one [rfc6455.Side] of it, is an
// [Event]. A list of events is a transcript. [Event.Row] makes an event ready for reading,
// as a [Row] of a console.
//
// A page ties its connections to itself with a [Tag] in their addresses. The server then
// streams to the page what it does for these connections, each event as a [Notice]. A page
// without the module asks for finished rows instead (Tag.WantsRows).
//
// On request a notice carries a piece of the wire: a [Wire] holds the opening handshake as
// HTTP text, frames bit by bit, or the connection's end. Each comes with a [WireRow], which
// says in words what it is. The package decides every word and every number's form; a page
// only draws them.
//
// Packages below this one hold the rest of the vocabulary: wsblock the steps and checks of
// ws blocks, rfc6455 the protocol's words, socketio the packets of Socket.IO, and others
// how texts, numbers and faults are written.
package play
