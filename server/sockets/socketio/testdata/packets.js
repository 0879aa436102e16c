// Has the official socket.io-client send a packet of each type over a WebSocket, and leave.
// The arguments are the server's address and the query of a tag.
const { io } = require("socket.io-client");

const [address, query] = process.argv.slice(2);
const options = { transports: ["websocket"], query: Object.fromEntries(new URLSearchParams(query)) };

(async () => {
  const socket = io(address, options);
  socket.emit("message", "hello", { a: [1] });
  await socket.emitWithAck("echo", "hi");
  await socket.emitWithAck("echo", Buffer.from([1, 2]), { more: Buffer.from([3]) });
  const chat = io(`${address}/chat`, { ...options, auth: { token: "abc" } });
  await chat.emitWithAck("join", "kitchen");
  const nowhere = io(`${address}/nowhere`, options);
  await new Promise((resolve) => nowhere.on("connect_error", resolve));
  chat.disconnect();
  socket.disconnect();
})();
