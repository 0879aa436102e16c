// Exchanges messages with the echo, with one version of npm's ws, and then sends messages that are too big:
//   node ws.js MODULE ws://host:port/echo
const [module_, url] = process.argv.slice(2);
const WebSocket = require(module_);

const messages = ["", "Hello", "käse 🧀", Buffer.alloc(65_536, 7)];

const socket = new WebSocket(url, { perMessageDeflate: true });
const timer = setTimeout(() => fail("the echoes did not come in time"), 20_000);
let echoes = 0; // received

function fail(why) {
  console.error(why);
  process.exit(1);
}

socket.on("open", () => messages.forEach((message) => socket.send(message)));
socket.on("error", fail);
socket.on("message", (message) => {
  if (Buffer.compare(Buffer.from(message), Buffer.from(messages[echoes]))) fail(`echo ${echoes} is another message`);
  if (++echoes === messages.length) socket.close(4000, "bye");
});
socket.on("close", (code, reason) => {
  if (code !== 4000 || String(reason) !== "bye" || echoes !== messages.length) fail(`closed with ${code} ${reason} after ${echoes} echoes`);
  sendTooMuch();
});

function sendTooMuch() {
  const socket = new WebSocket(url);
  socket.on("open", () => {
    for (let i = 0; i < 50; i++) socket.send(Buffer.alloc(1 << 20));
  });
  socket.on("error", fail);
  socket.on("close", (code) => {
    if (code !== 1009) fail(`messages that are too big end the connection with ${code}`);
    clearTimeout(timer);
    console.log("all went well");
  });
}
