// Package bytecount weighs what HTTP and a WebSocket carry for the same messages: how many
// bytes each way, on how many connections, as the server saw them on the wire.
//
// A page that wants to measure opens a connection at [play.WeighPath], its scales. The
// server's first message names them, as the query that ties what is to be weighed to
// them. The page then echoes messages in two ways, with that query:
//
//	POST /weigh/http         answers with the request's body
//	GET  /weigh/websocket    becomes a WebSocket that sends each message back
//
// When the page asks its scales, with any message, they answer with a [Weight]. Scales
// carry their own name in no answer but the first, so that no other page puts anything on
// them; and they are gone with the page's connection, so nothing is left to clean up.
//
// The bytes of HTTP are counted below net/http: Listen wraps each connection in a
// [Conn], Follow and Context tell when a request on it begins and ends. A Conn counts what
// passes between two requests, so it is exact where requests come one after another, as
// browsers send them in HTTP/1.1. Requests in HTTP/2 share a connection and are only
// counted, not weighed. Over TLS the bytes are the encrypted ones for HTTP, and the
// WebSocket's are those of its handshake's answer and its frames before encryption.
//
// The bytes of a WebSocket are those that a [socket.Tap] gets to see, and its
// handshake's request is counted as HTTP is. What takes over a connection gets it
// without its Conn, see Uncounted.
//
// A query may ask for a delay. Then an answer over HTTP, the answer of the handshake,
// and each message back come that much later, as if server and client were far apart. How
// long TCP and TLS take to connect does not change.
package bytecount
