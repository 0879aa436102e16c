// This is a server with npm's ws. It follows the README's echo, and its broadcast to all other
// clients.
"use strict";
const { WebSocketServer, WebSocket } = require("ws");

const server = new WebSocketServer({ host: "127.0.0.1", port: 0 }, () => {
  console.log(`listening on 127.0.0.1:${server.address().port}`);
});

server.on("connection", (socket, request) => {
  socket.on("error", console.error);
  if (request.url === "/room") {
    socket.on("message", (message, isBinary) => {
      for (const other of server.clients) {
        if (other !== socket && other.readyState === WebSocket.OPEN) {
          other.send(message, { binary: isBinary });
        }
      }
    });
  } else {
    socket.on("message", (message, isBinary) => socket.send(message, { binary: isBinary }));
  }
});
