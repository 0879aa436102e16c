// Package socket is the server's end of WebSocket connections: handshakes, frames, limits and
// closing. The packages in server/sockets, the consoles and the shared programs use it, and
// decide what a connection does with its messages.
//
// A [Sockets.Handler] gets the requests. It answers a plain request, without an upgrade, with
// 426 because this path speaks WebSocket, or with 503 if the server takes no connections now.
// It answers a handshake that breaks a rule with 400 or a more specific status, and a request
// from a page of an origin that isn't allowed with 403. It logs such refusals, and tells the page
// that asks with a POST why its handshake failed. It accepts any other handshake, and
// from then on the connection is a [Conn]. A [Join] makes the connection's [Behaviour] just
// before the client knows that the connection is open. The behaviour gets each message, and a
// call of Left when the client has left.
//
// One goroutine serves a connection, the reader: it reads frames, calls the behaviour, and
// ends last. The goroutine that the HTTP server started for the request ends with the
// handshake, and frees its buffers. A third goroutine, the writer, runs only while another
// goroutine's messages wait for the client ([Conn.TrySend], [Conn.Deliver], [Conn.Close], a
// ping, or the last frames of a connection that is closing). The reader waits for the writer
// before it ends. When the reading has ended, one more goroutine drops what still comes.
//
// A handler reads three values of a request that a proxy in front may have changed, and that the
// caller restores: RemoteAddr is the address of the client, Host is the host that the browser
// asked for, and URL.Scheme is the scheme that the browser used, or "" if nothing tells it.
//
// # Frames
//
// gorilla does the opening handshake and reads messages. Below gorilla, a net.Conn of our
// own scans the header of each frame first. A frame that breaks RFC 6455, exceeds a limit,
// or ends the connection never reaches gorilla. The server puts its frames into an outbox,
// one behind the other. The reader writes the whole outbox at once when it has to wait for
// more bytes. So a client that sends sixty messages at once gets its sixty echoes at once,
// with two calls of the kernel instead of sixty. [Prepare] makes a message for many
// connections into a frame once.
//
// A connection that is idle holds gorilla's 128 bytes for reading, a stack of a few
// kilobytes, and a timer. It borrows all other buffers, and only while they hold something.
// On Unix, a TCP connection without TLS waits for bytes without a buffer; any other
// connection waits with one. Larger buffers and frames that wait are reserved from the budget
// Config.Memory. A connection that finds no room, or holds most when memory is short, is closed
// with 1013.
//
// # The end of a connection
//
// Either end starts the closing handshake with a close frame, and the other end answers
// with its own (RFC 6455 §7.1.2). When the client starts, the server sends the queued
// messages, answers with the client's code and reason, and closes the TCP connection. When
// the server starts, by [Conn.Close], it sends the queued messages and its close frame. Then
// it reads on, and ignores messages, until the client's close frame comes or
// Config.CloseWait is over. The end is reported with the code of the client's close frame
// (RFC 6455 §7.1.5), or with 1006 if no close frame came. The end is clean if both close
// frames were sent.
//
// When a client breaks a rule, the server fails the connection (RFC 6455 §7.1.7): it sends a
// close frame with the reason, and shuts its half of the TCP connection at once. It waits at
// most Config.CloseWait for the other half. If the client only exceeded a limit, the server still
// gets the client's close frame meanwhile. A text message that is not UTF-8 ends the connection at
// its first bad byte. A behaviour that panics ends it with 1011.
//
// However the reading ends, the queued messages are written, and the close frame behind them.
// Until the client has shut its half of the TCP connection, the server reads what it sends and
// drops it, up to a number of bytes: a client may be sending a file, and read only afterwards.
// To close both halves at once would reset the connection, and a reset may destroy what
// the client has not read.
//
// Closing that is nobody's fault has the code 1013, so that clients try again: the client was
// silent, or too slow, or there is no room. 1008 is for a client that breaks a rule of the server's
// own. A client that sends too many frames is slowed down first: the server reads no further
// for a moment, again and again. Only a flood that goes on is closed.
//
// In the code, a connection is closing from the moment that the server knows which close
// frame it sends (startClosing). The ending is how the connection came to its end. To fail a
// connection is to close it for a broken rule. To abort a connection is to end it at once,
// without a close frame.
//
// # Slow clients
//
// A client that doesn't read fills the kernel's buffer, whose size is bounded, and then the
// outbox. The behaviour chooses what happens then. An echo uses [Conn.Send], which waits: the
// reader stops reading, so that TCP slows down this client and no other. A broadcast uses
// [Conn.Deliver], which never waits: the slow member is closed with 1013. In both cases the server
// aborts a connection if a write takes longer than Config.WriteTimeout.
//
// # Events for the learner
//
// A connection whose query carries a [play.Tag] reports each [play.Event] to the console of
// the page that opened it. A connection without a tag makes no events.
package socket
