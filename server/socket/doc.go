// Package socket is the server's end of WebSocket connections. The packages in
// server/sockets, the consoles and the shared programs say what a connection does.
//
// A request comes to a [Sockets.Handler]. A plain request, without an upgrade, is
// told that this path speaks WebSocket (426), or that the server takes no
// connections now (503). A request from a page of another origin is refused (403). Any
// other is accepted, and from then on the connection is a [Conn]. A [Join] makes its
// [Behaviour] just before the client knows that the connection is open. The behaviour gets
// each message, and is told when the client has left.
//
// One goroutine serves a connection: it reads frames, calls the behaviour, and is the
// last to leave. The one that the HTTP server started for the request ends with the
// handshake, and takes its buffers along. Another goroutine is started to write only
// when somebody else has something to say to the client ([Conn.TrySend],
// [Conn.Deliver], [Conn.Close], a ping), and ends when that is written; the first one
// waits for it before it ends.
//
// # What travels
//
// gorilla does the opening handshake and reads messages. Below gorilla, a net.Conn of our
// own scans the header of each frame first: a frame that breaks RFC 6455, exceeds a limit,
// or ends the connection goes no further. The server writes its frames into an outbox, one
// behind the other. The reader empties the outbox in one write whenever it has to wait for
// more to come. So a client that sends
// sixty messages at once gets its sixty echoes at once, and the kernel is called twice
// and not sixty times. A message to many is made into a frame once ([Prepare]).
//
// A connection that is idle holds gorilla's 128 bytes for reading, a stack of a few
// kilobytes, and a timer. All other buffers are borrowed while something is in them:
// on Unix a TCP connection waits without one (what comes through TLS, or on another
// system, is waited for with one).
//
// # The end of a connection
//
// Either end starts the closing handshake with a close frame and the other answers
// it (RFC 6455 §7.1.2). When the client starts it, the server sends what is queued,
// answers with the client's code and reason, and closes the TCP connection. When
// the server starts it, by [Conn.Close], it sends what is queued and its close
// frame, then reads on, without looking at messages, until the client's close frame
// comes or Config.CloseWait is over. The code that is reported at the end is that
// of the client's close frame (RFC 6455 §7.1.5), and 1006 if none came; the end is
// clean if both close frames went over.
//
// A client that breaks a rule fails its connection (RFC 6455 §7.1.7): the server
// sends a close frame that says why, and shuts its half of the TCP connection at once.
// It waits at most Config.CloseWait for the other half, because closing at once would
// reset the connection, and a reset may destroy the close frame before the client has
// read it. If it is only a limit that was exceeded, it reads on meanwhile, and still
// hears the client's close frame. A text that is not UTF-8 ends the connection at its first bad byte,
// wherever that is in the message.
//
// In the code, closing is from the moment that the server knows which close frame it
// sends (startClosing); the ending is how the connection came to its end; to fail it is to
// close it for a broken rule; and to cut it is to end it without a close frame.
//
// # Slow clients
//
// A client that doesn't read fills the kernel's buffer, whose size is bounded, then the
// outbox. What happens then is the behaviour's choice. An echo uses [Conn.Send], which
// waits: the reader stops reading, so that TCP slows down the client itself and nobody
// else. A room uses [Conn.Deliver], which never waits: the slow
// member is closed with 1008. In both cases a write that takes longer than
// Config.WriteTimeout cuts the connection.
//
// # What the learner sees
//
// A connection whose query carries a [play.Tag] reports what happens to it, as
// [play.Event], to the console of the page that opened it. A connection without a
// tag makes no events.
package socket
