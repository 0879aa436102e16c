// The explanations of the lines of the opening handshake. Fetched when a learner opens the view of the wire: the page's template
// does not have them, so that a page whose wire nobody opens is smaller.

/** @import { Words } from "../types.d.ts" */

/**
 * Each line: its part, its name, and its sentences. A sentence that holds only in some cases comes behind the words for these cases.
 * @type {Words[]}
 */
export const handshakeWords = [
  [
    "request",
    "Request",
    "The opening handshake begins as HTTP. This text is put together from what Go’s HTTP server has read. That server keeps neither the order of the fields nor the case of their names, so the order and the case are ours. The values are the client’s. Values that log somebody in are not shown, and neither are fields that no browser sends: a proxy may have added those.",
  ],
  ["answer", "Answer", "Byte for byte as the server wrote it. An empty line ends it, and the very next byte belongs to a frame."],
  [
    "get",
    "Request line",
    "A WebSocket begins as a plain GET of HTTP/1.1, so it comes in at the same port as any page. The path names the socket. The query behind the question mark is this page’s own: it ties the connection to its server console.",
  ],
  ["host", "Host", "The server that the client wants, by its name in the address. Several servers may share one machine."],
  [
    "connection",
    "Connection",
    "Says that the Upgrade field is meant only for the other end of this very TCP connection. A proxy that doesn’t know WebSockets drops both fields, and then the handshake fails.",
  ],
  [
    "upgrade",
    "Upgrade",
    ["request", "Asks to go on in another protocol, on the same TCP connection."],
    ["answer", "Agreed: from here on the connection is a WebSocket."],
  ],
  [
    "origin",
    "Origin",
    "The site whose page opens the connection. A browser fills it in and no script can change it, so a server can turn away pages of strangers. In a sandboxed iframe it is null. A client that is no browser may write any origin, or none.",
  ],
  [
    "sec-websocket-version",
    "Sec-WebSocket-Version",
    "13 is the version that RFC 6455 describes, and the only one in use. To any other version the server answers 426, and names the one that it knows.",
  ],
  [
    "sec-websocket-key",
    "Sec-WebSocket-Key",
    "16 random bytes in base64, new for each connection. It is no password and protects nothing. It makes sure that the answer belongs to this request, and comes from a WebSocket server and not from a cache.",
  ],
  [
    "sec-websocket-accept",
    "Sec-WebSocket-Accept",
    "The server’s proof that it speaks WebSocket. It took the client’s key, put 258EAFA5-E914-47DA-95CA-C5AB0DC85B11 behind it, and wrote the SHA-1 of that in base64. The browser does the same, and hangs up if the two differ.",
  ],
  [
    "sec-websocket-protocol",
    "Sec-WebSocket-Protocol",
    [
      "request",
      "The subprotocols that the client offers, its favourite first. A subprotocol says what the messages mean, and the two ends agree on it here.",
    ],
    ["answer", "The subprotocol that the server chose, one of those offered. A browser hangs up if the server chose another."],
  ],
  [
    "sec-websocket-extensions",
    "Sec-WebSocket-Extensions",
    ["request", "The extensions that the client offers. Browsers offer permessage-deflate by themselves: it compresses messages."],
    [
      "answer",
      "The extensions that the server chose from the client’s offer. An extension may give the reserved bits of a frame a meaning.",
    ],
  ],
  ["101", "Status line", "The answer 101 Switching Protocols is the last HTTP message on this connection."],
  ["status", "Status line", "Any status but 101 means that no WebSocket was opened."],
];
