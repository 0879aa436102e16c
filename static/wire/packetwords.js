// The explanations of the parts of a Socket.IO packet. Fetched when a learner opens the view of the wire: most pages have no
// packets, so their template does not have the words.

/** @import { Words } from "../types.d.ts" */

/**
 * Each part (socketio.Part): its name, and its sentences. A sentence that holds only in some cases comes behind the words for these cases.
 * @type {Words[]}
 */
export const packetWords = [
  [
    "eio-type",
    "Engine.IO",
    ["open", "0, open: the server begins the session. It tells the client the session’s name and times."],
    ["close", "1, close: the session is over."],
    ["ping alone", "2, ping: are you there? The other end must answer with a pong."],
    ["ping probe", "2, ping: the client tries this WebSocket, while the session still goes on over HTTP."],
    ["pong alone", "3, pong: I am here."],
    ["pong probe", "3, pong: this WebSocket works."],
    ["message", "4, message: what follows is a packet of Socket.IO."],
    ["upgrade", "5, upgrade: from here on the session uses this WebSocket, and no longer HTTP."],
    ["noop", "6, noop: nothing to do. This packet only ends an HTTP request that waits."],
    "Engine.IO is the lower half of the library. It keeps the connection alive. The first digit is the type of its packet.",
    ["ping", "It is a packet in a text frame. The ping frame of the WebSocket protocol is something else."],
    ["pong", "It is a packet in a text frame. The pong frame of the WebSocket protocol is something else."],
  ],
  ["eio-probe", "probe", "This is a trial. If the same word comes back, the client moves over to this WebSocket."],
  [
    "eio-sid",
    "session",
    "The name of the session. A program that has the name can speak for the client, so only the two ends may know it.",
  ],
  [
    "eio-upgrades",
    "upgrades",
    "The transports that the client may change to, for example from HTTP to a WebSocket. On a WebSocket there is none left.",
  ],
  ["eio-interval", "ping interval", "How long the server waits between two pings, in milliseconds."],
  [
    "eio-timeout",
    "ping timeout",
    "How long the server waits for the pong, in milliseconds. If no ping comes within both times together, the client ends the session.",
  ],
  ["eio-most", "payload limit", "How many bytes a request may have when the client speaks over HTTP."],
  [
    "sio-type",
    "Socket.IO",
    ["CONNECT client", "0, CONNECT: the client wants to be let into a namespace."],
    ["CONNECT server", "0, CONNECT: the client is in."],
    ["DISCONNECT client", "1, DISCONNECT: the client leaves the namespace."],
    ["DISCONNECT server", "1, DISCONNECT: the server removes the client from the namespace."],
    ["EVENT", "2, EVENT: this is what emit sends."],
    ["ACK", "3, ACK: an acknowledgement. It answers an event that asked for one."],
    ["CONNECT_ERROR", "4, CONNECT_ERROR: the server does not let the client in."],
    ["BINARY_EVENT", "5, BINARY_EVENT: an event with bytes in it. They follow in binary messages of their own."],
    ["BINARY_ACK", "6, BINARY_ACK: an acknowledgement with bytes in it. They follow in binary messages of their own."],
    "Socket.IO is the upper half of the library. It knows events. The second digit is the type of its packet.",
  ],
  ["sio-attachments", "attachments", "How many attachments follow, each in a binary message. A dash ends the number."],
  [
    "sio-namespace",
    "namespace",
    "A part of the server with clients and events of its own; several namespaces share one connection. A comma ends the name. The main namespace, /, is not written.",
  ],
  [
    "sio-id",
    "acknowledgement id",
    ["EVENT", "The sender wants an answer. The answer will have the same number, so that the sender knows which event it answers."],
    ["BINARY_EVENT", "The sender wants an answer. The answer will have the same number, so that the sender knows which event it answers."],
    ["ACK", "The number of the event that this packet answers."],
    ["BINARY_ACK", "The number of the event that this packet answers."],
  ],
  ["sio-sid", "socket’s name", "The server’s name for this client in this namespace. A program finds it in socket.id."],
  [
    "sio-auth",
    "about the client",
    ["client", "Something that the client tells the server about itself, such as a token. A program sets it in the option auth."],
    ["server", "Something more that the server tells this client."],
  ],
  ["sio-refusal", "why not", "The reason why the client is not let in. A program gets it with the event connect_error."],
  ["sio-event", "event", "The name of the event. The other end runs the functions that its program has passed to on with this name."],
  [
    "sio-argument",
    "argument",
    ["EVENT", "A value that goes with the event, in JSON. The functions at the other end get it as an argument."],
    ["BINARY_EVENT", "A value that goes with the event, in JSON. The functions at the other end get it as an argument."],
    ["ACK", "A value of the answer, in JSON."],
    ["BINARY_ACK", "A value of the answer, in JSON."],
    ["BINARY_EVENT", "JSON has no bytes. A _placeholder marks their place, and num counts the attachments from 0."],
    ["BINARY_ACK", "JSON has no bytes. A _placeholder marks their place, and num counts the attachments from 0."],
  ],
  [
    "sio-attachment",
    "attachment",
    "These bytes belong to that packet, in the place of its _placeholder. A binary message has no digit before it: Engine.IO reads every binary message as a packet of type message.",
  ],
];
