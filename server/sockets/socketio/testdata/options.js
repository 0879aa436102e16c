// Tries each option of the official client that changes what it sends, over each transport:
//   node options.js MODULE http://host:port
// A client of an older version ignores options that it doesn't know.
const [module_, url] = process.argv.slice(2);
const { io } = require(module_);

const timeout = 60_000; // milliseconds

// Each row is a sentence and the options.
const rows = {
  "with no option": {},
  "without an upgrade": { upgrade: false },
  "that remembers its upgrade": { rememberUpgrade: true },
  "that tries all transports": { tryAllTransports: true },
  "with the default path": { path: "/socket.io/" },
  "with the default path without its slash": { path: "/socket.io" },
  "without a slash at the path's end": { addTrailingSlash: false },
  "with a query": { query: { room: "käse & co", empty: "", t: "mine" } },
  "with auth": { auth: { token: "abc", nested: { a: [1] } } },
  "with auth from a function": { auth: (give) => give({ token: "abc" }) },
  "with empty auth": { auth: {} },
  "with extra headers": { extraHeaders: { "x-token": "abc", authorization: "Bearer abc" } },
  "with credentials": { withCredentials: true },
  "with base64": { forceBase64: true },
  "with timestamps": { timestampRequests: true },
  "without timestamps": { timestampRequests: false },
  "with a timestamp parameter": { timestampRequests: true, timestampParam: "stamp" },
  "that closes before unload": { closeOnBeforeunload: true },
  "with a subprotocol": { protocols: ["cups"] },
  "with subprotocols": { protocols: ["cups", "string"] },
  "with compression": { perMessageDeflate: { threshold: 0 } },
  "without compression": { perMessageDeflate: false },
  "with options of its transports": { transportOptions: { polling: { extraHeaders: { "x-a": "1" } }, websocket: { extraHeaders: { "x-b": "2" } } } },
  "with retries": { retries: 3, ackTimeout: timeout },
  "without multiplexing": { multiplex: false },
  "with base64, without a slash": { forceBase64: true, addTrailingSlash: false, timestampRequests: true },
};

const transports = [["websocket"], ["polling"], ["polling", "websocket"], ["websocket", "polling"]];

const once = (socket, event) =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no ${event} came`)), timeout);
    socket.once(event, (...args) => {
      clearTimeout(timer);
      resolve(args);
    });
    socket.once("connect_error", reject);
  });

const ask = (socket, ...args) =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no acknowledgement of ${args[0]} came`)), timeout);
    // With retries, an error comes before the answer.
    socket.emit(...args, (...answers) => {
      clearTimeout(timer);
      resolve(answers.at(-1));
    });
  });

const expect = (got, want, what) => {
  if (JSON.stringify(got) !== JSON.stringify(want)) throw new Error(`${what} is ${JSON.stringify(got)}, want ${JSON.stringify(want)}`);
};

async function exchange(options) {
  const socket = io(url, { ...options, forceNew: true, reconnection: false, timeout });
  await once(socket, "connect");
  const engine = socket.io.engine;
  if (options.transports.length > 1 && options.upgrade !== false && engine.transport.name === "polling") await once(engine, "upgrade");
  const bytes = [0, 1, 254, 255];
  expect(await ask(socket, "echo", "käse 🧀 \ud83e"), "käse 🧀 \ud83e", "the acknowledgement");
  expect([...(await ask(socket, "echo", Buffer.from(bytes)))], bytes, "the echo of bytes");
  socket.emit("echo", "hello", { a: [1, null, true] }, Buffer.from(bytes));
  if (!options.retries) {
    const [text, value, back] = await once(socket, "echo"); // with retries, the echo is the acknowledgement
    expect([text, value, [...back]], ["hello", { a: [1, null, true] }, bytes], "the echo");
  }
  const gone = once(socket, "disconnect");
  socket.disconnect();
  expect((await gone)[0], "io client disconnect", "the reason");
}

(async () => {
  let exchanges = 0;
  const wrong = [];
  for (const [sentence, options] of Object.entries(rows)) {
    const failed = transports.map((list) =>
      exchange({ ...options, transports: list }).catch((error) => wrong.push(`a client ${sentence} over ${list}: ${error.message} ${error.description ?? ""}`)),
    );
    exchanges += (await Promise.all(failed)).length;
  }
  console.log([...wrong, `${exchanges} exchanges, ${wrong.length} went wrong`].join("\n"));
  process.exit(wrong.length ? 1 : 0);
})();
