// Exchanges events with the server, with one version of socket.io-client, over each transport:
//   node socketio.js MODULE http://host:port
const [module_, url] = process.argv.slice(2);
const { io } = require(module_);

const timeout = 20_000; // milliseconds

const once = (socket, event) =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no ${event} came`)), timeout);
    socket.once(event, (...args) => {
      clearTimeout(timer);
      resolve(args);
    });
    socket.once("connect_error", reject);
  });

const ask = (socket, ...args) => new Promise((resolve) => socket.emit(...args, resolve));

const expect = (got, want, what) => {
  if (JSON.stringify(got) !== JSON.stringify(want)) throw new Error(`${what} is ${JSON.stringify(got)}, want ${JSON.stringify(want)}`);
};

async function exchangeEvents(transports) {
  const socket = io(url, { transports, forceNew: true, reconnection: false });
  await once(socket, "connect");
  socket.emit("echo", "hello", { a: [1, null, true] });
  expect(await once(socket, "echo"), ["hello", { a: [1, null, true] }], "the echo");
  expect(await ask(socket, "echo", "käse 🧀"), "käse 🧀", "the acknowledgement");
  const bytes = await ask(socket, "echo", Buffer.from([1, 2, 3]));
  expect([...bytes], [1, 2, 3], "the echo of bytes");
  const gone = once(socket, "disconnect");
  socket.disconnect();
  expect((await gone)[0], "io client disconnect", "the reason");
}

(async () => {
  for (const transports of [["websocket"], ["polling"], ["polling", "websocket"]]) await exchangeEvents(transports);
  console.log("all went well");
})().catch((error) => {
  console.error(error);
  process.exit(1);
});
