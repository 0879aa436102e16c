// Package bytecount counts the bytes and connections of the same messages over HTTP and over a
// WebSocket, as the server sees them. The lesson that compares the two uses it.
//
// A page opens a connection at [Path]. The server makes a counter for the connection, and sends
// a query that names the counter as its first message. With this query, the page then has
// messages echoed in two ways:
//
//	POST /weigh/http         answers with the request's body
//	GET  /weigh/websocket    becomes a WebSocket that sends each message back
//
// The server answers any message on the page's connection with the [Counts]. Only the first
// message has the counter's name, so no other page can add to the counts. A counter ends with
// the page's connection.
//
// The bytes of HTTP are counted below net/http: Listen wraps each connection in a [Conn],
// and Follow and Context see when a request on it begins and ends. A Conn counts what
// passes between two requests, so its counts are exact if requests come one after another, as
// browsers send them in HTTP/1.1. Requests in HTTP/2 share a connection: the server counts these
// requests, but not their bytes. Over TLS, the bytes of HTTP are counted after encryption. The
// frames of a WebSocket and its handshake's answer are counted before encryption.
//
// The bytes of a WebSocket are those that a [socket.Tap] gets. The request of its handshake is
// counted as other requests are. A handler that takes over a connection gets the connection
// without its Conn, see [Uncounted].
//
// A query may ask for a delay. Then answers over HTTP, the answer of the handshake, and echoed
// messages come that much later, as if server and client were far apart. The time to connect
// over TCP and TLS does not change.
package bytecount
