// Package bytecount counts what HTTP and a WebSocket carry for the same messages: how many
// bytes each way, on how many connections, as the server saw them. The lesson that
// compares the two shows the counts.
//
// A page that wants to measure opens a connection at [Path]: its counter. The server's
// first message is the query that ties what is to be counted to this counter. The page
// then echoes messages in two ways, with that query:
//
//	POST /weigh/http         answers with the request's body
//	GET  /weigh/websocket    becomes a WebSocket that sends each message back
//
// To any message of the page the counter answers with its [Counts]. A counter's name is in
// no answer but the first, so no other page can add to it. A counter ends with the page's
// connection, so nothing is left to clean up.
//
// The bytes of HTTP are counted below net/http: Listen wraps each connection in a [Conn],
// and Follow and Context see when a request on it begins and ends. A Conn counts what
// passes between two requests, so it is exact where requests come one after another, as
// browsers send them in HTTP/1.1. Requests in HTTP/2 share a connection: only their number
// is counted, not their bytes. Over TLS the bytes of HTTP are the encrypted ones, and
// those of the WebSocket are its handshake's answer and its frames before encryption.
//
// The bytes of a WebSocket are those that a [socket.Tap] gets to see. The request of its
// handshake is counted as HTTP is. A handler that takes over a connection gets it without
// its Conn, see Uncounted.
//
// A query may ask for a delay. Then an answer over HTTP, the answer of the handshake, and
// each message back come that much later, as if server and client were far apart. How long
// TCP and TLS take to connect does not change.
package bytecount
