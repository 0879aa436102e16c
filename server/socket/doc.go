// Package socket is one end of a WebSocket connection: the server's.
//
// A request comes to a [Sockets.Handler]. A plain request, without an upgrade, is
// told that this path speaks WebSocket (426), or that the server takes no
// connections now (503). A request from a page of another
// origin is refused (403). Any other is accepted, and from then on the connection
// is a [Conn]. Its [Behaviour] is told when the client has joined, which is just
// before the client itself knows, then of each message, and when the client has
// left.
//
// Two goroutines serve a connection. The reader is the one that the HTTP server
// started for the request: it reads frames, calls the behaviour, and is the last to
// leave. The writer takes messages from a bounded queue and is the only one that
// writes data frames; the reader waits for it before it leaves. So whoever calls
// [Conn.TrySend] or [Conn.Deliver] waits for no network, and a reader that calls
// [Conn.Send] waits for its own client alone.
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
// Where the client's frames can't be read on, because they break the protocol or
// stopped coming, the server sends a close frame all the same, shuts its half of
// the TCP connection, and waits at most Config.CloseWait for the other half:
// closing at once would reset the connection, and a reset may destroy the close
// frame before the client has read it.
//
// # Slow clients
//
// A client that doesn't read fills the kernel's buffers, then the queue. What
// happens then is the behaviour's choice. An echo uses [Conn.Send], which waits for
// room: the reader stops reading, so that TCP slows down the client itself, whom
// nobody else waits for. A room uses [Conn.Deliver], which never waits: the slow
// member is closed with 1008. In both cases a write that takes longer than
// Config.WriteTimeout cuts the connection.
//
// # What the learner sees
//
// A connection whose query carries a [play.Tag] reports what happens to it, as
// [play.Event], to the console of the page that opened it. A connection without a
// tag makes no events.
package socket
