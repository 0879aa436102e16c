// Package play defines the vocabulary of Two Cups: the events of a connection, and the
// words that describe them to a learner. The course, the server and the module in the page
// use it, so that all of them use the same words. The package does no input or output,
// imports little of the standard library, and doesn't know how a socket is opened.
//
// Everything that happens to a connection, seen from one [rfc6455.Side] of it, is an
// [Event]. A list of events is a transcript. [Event.Row] makes an event ready for reading,
// as a [Row] of a console.
//
// A page ties its connections to itself with a [Tag] in their addresses. The server then
// streams the events of these connections to the page, each event as a [Notice]. A page
// without the module asks for finished rows instead (Tag.WantsRows).
//
// On request a notice carries a piece of the wire: a [Wire] holds the opening handshake as
// HTTP text, frames bit by bit, or the connection's end. Each of these comes with a
// [WireRow], which describes it in words. This package chooses all words and the form of
// all numbers; a page only draws them.
//
// Packages below this one hold the rest of the vocabulary. Package wsblock has the steps
// and checks of ws blocks, rfc6455 the terms of the WebSocket protocol, and socketio the
// packets of Socket.IO. Other packages read and write texts, numbers and faults.
package play
