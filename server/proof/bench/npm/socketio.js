// This is a server with npm's socket.io, with WebSocket as the only transport. It emits the
// event "echo" back to its sender, and the event "room" to all other clients.
"use strict";
const http = require("node:http");
const { Server } = require("socket.io");

const server = http.createServer();
const io = new Server(server, { transports: ["websocket"] });

io.on("connection", (socket) => {
  socket.on("echo", (message) => socket.emit("echo", message));
  socket.on("room", (message) => socket.broadcast.emit("room", message));
});

server.listen(0, "127.0.0.1", () => {
  console.log(`listening on 127.0.0.1:${server.address().port}`);
});
