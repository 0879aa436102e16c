// Checks the server with the official socket.io-client: in Node with the server's
// address as the argument, in a page with conformance(io, address, transports). Each
// check is a sentence and a function. A page and Node run the same checks.
(function (root) {
  "use strict";

  const patience = 60_000; // milliseconds after which a check stops waiting

  const equal = (got, want, what) => {
    const [a, b] = [show(got), show(want)];
    if (a !== b) throw new Error(`${what} is ${a}, want ${b}`);
  };

  // show writes a value as JSON, with bytes as {"bytes":[...]}, so that a Buffer, an
  // ArrayBuffer and a view of the same bytes are equal.
  const show = (value) => JSON.stringify(plain(value));
  const plain = (value) => {
    if (value instanceof ArrayBuffer) return { bytes: [...new Uint8Array(value)] };
    if (ArrayBuffer.isView(value)) return { bytes: [...new Uint8Array(value.buffer, value.byteOffset, value.byteLength)] };
    if (Array.isArray(value)) return value.map(plain);
    if (value && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, plain(v)]));
    return value;
  };

  // next waits for an event and returns its arguments.
  const next = (emitter, event) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no ${event} came`)), patience);
      emitter.once(event, (...args) => {
        clearTimeout(timer);
        resolve(args);
      });
    });

  const ask = (socket, ...args) => socket.timeout(patience).emitWithAck(...args);

  const checks = {
    async "connects and disconnects"({ open }) {
      const socket = open();
      await next(socket, "connect");
      equal(socket.id.length > 10, true, "a long id");
      const gone = next(socket, "disconnect");
      socket.disconnect();
      equal((await gone)[0], "io client disconnect", "the reason");
    },

    async "uses the transport that was asked for"({ open, transports }) {
      const socket = open();
      await next(socket, "connect");
      const engine = socket.io.engine;
      if (transports.length > 1 && engine.transport.name !== "websocket") await next(engine, "upgrade");
      equal(engine.transport.name, transports.at(-1), "the transport");
      equal(await ask(socket, "echo", "still here"), "still here", "the echo");
    },

    async "emits and hears events, in order"({ open }) {
      const socket = open();
      const heard = [];
      socket.on("echo", (n) => heard.push(n));
      for (let n = 0; n < 200; n++) socket.emit("echo", n); // also before it is connected, and while it upgrades
      await ask(socket, "message", "the last");
      equal(heard, [...Array(200).keys()], "what was heard");
    },

    async "carries all that JSON can"({ open }) {
      const socket = open();
      const values = ["", "käse 🧀 \u2028 \" \\ \u0000 \u001e", 0, -1.5e-7, true, null, [], {}, { a: { b: [1, [2, { c: null }]] } }];
      socket.emit("echo", ...values);
      equal(await next(socket, "echo"), values, "the echo");
    },

    async "acknowledges"({ open }) {
      const socket = open();
      equal(await ask(socket, "message", "hello"), undefined, "the acknowledgement of message");
      const [one, two] = await Promise.all([ask(socket, "echo", 1), ask(socket, "echo", 2)]);
      equal([one, two], [1, 2], "the acknowledgements");
    },

    async "does not acknowledge an unknown event"({ open }) {
      const socket = open();
      await next(socket, "connect");
      const late = await socket.timeout(50).emitWithAck("no-such-event").catch((error) => error.message);
      equal(late, "operation has timed out", "the outcome");
    },

    async "asks for acknowledgements itself"({ open }) {
      const socket = open();
      socket.on("ask", (question, answer) => answer(`${question} indeed`, new Uint8Array([7])));
      socket.emit("ask", "two cups?");
      equal(await next(socket, "answer"), ["two cups? indeed", { bytes: [7] }], "the answer");
    },

    async "carries bytes at any depth"({ open }) {
      const socket = open();
      const args = [new Uint8Array([1, 2, 254, 255]), { deep: [new Uint8Array([])] }, "text", new Uint8Array(20_000).fill(9)];
      socket.emit("echo", ...args);
      equal(await next(socket, "echo"), args, "the echo");
      equal(await ask(socket, "echo", args[0]), args[0], "the acknowledgement");
    },

    async "keeps namespaces apart"({ open, instance }) {
      const [main, chat] = [open("/", instance), open("/chat", instance)];
      equal(main.io === chat.io, true, "one connection for both");
      await Promise.all([next(main, "connect"), next(chat, "connect")]);
      equal(main.id === chat.id, false, "the same id in both");
      main.on("broadcast", () => main.emit("echo", "heard"));
      equal(await ask(chat, "broadcast", "anyone?"), 0, "how many heard");
      equal(await ask(main, "echo", "main"), "main", "the echo");
      chat.disconnect();
      equal(await ask(main, "echo", "goes on"), "goes on", "the echo");
      const back = next(chat, "connect");
      chat.connect();
      await back;
      equal(await ask(chat, "echo", "back"), "back", "the echo");
    },

    async "refuses an unknown namespace"({ open }) {
      const [error] = await next(open("/nowhere"), "connect_error");
      equal(error.message, "Invalid namespace", "the error");
    },

    async "has rooms"({ another, instance }) {
      const [alice, bob, carol] = [another(instance), another(instance), another(instance)];
      await Promise.all([alice, bob, carol].map((socket) => next(socket, "connect")));
      equal([await ask(alice, "join", "tea"), await ask(bob, "join", "tea")], [1, 2], "the numbers of members");
      carol.on("say", () => carol.emit("broadcast", "overheard"));
      const heard = next(bob, "say");
      equal(await ask(alice, "say", "tea", "milk?", new Uint8Array([3])), 1, "how many heard");
      equal(await heard, ["tea", "milk?", { bytes: [3] }], "what was heard");
      equal(await ask(carol, "say", "tea", "from outside"), 2, "how many heard");
      equal(await ask(bob, "leave", "tea"), 1, "how many are left");
      equal(await ask(alice, "say", "tea", "gone?"), 0, "how many heard");
      equal(typeof (await ask(alice, "join")).error, "string", "the error without a room");
    },

    async "broadcasts"({ another, instance }) {
      const sockets = [another(instance), another(instance), another(instance)];
      await Promise.all(sockets.map((socket) => next(socket, "connect")));
      const [alice, bob, carol] = sockets;
      const both = [next(bob, "broadcast"), next(carol, "broadcast")];
      equal(await ask(alice, "broadcast", "hello", { all: true }), 2, "how many heard");
      for (const heard of both) equal(await heard, ["hello", { all: true }], "what was heard");
    },

    async "keeps instances apart"({ another, instance }) {
      const [alice, stranger] = [another(instance), another(instance + "-other")];
      await Promise.all([next(alice, "connect"), next(stranger, "connect")]);
      equal(await ask(alice, "broadcast", "anyone?"), 0, "how many heard");
      equal(await ask(stranger, "broadcast", "anyone?"), 0, "how many heard");
    },

    async "disconnects a client that asks for it"({ open }) {
      const socket = open();
      await next(socket, "connect");
      socket.emit("goodbye");
      equal((await next(socket, "disconnect"))[0], "io server disconnect", "the reason");
      equal(socket.active, false, "whether it comes back by itself");
      socket.connect();
      await next(socket, "connect");
      equal(await ask(socket, "echo", "again"), "again", "the echo");
    },

    async "is reached again after the server has vanished"({ open }) {
      const socket = open();
      await next(socket, "connect");
      const first = socket.id;
      const [gone, back] = [next(socket, "disconnect"), next(socket.io, "reconnect")];
      socket.emit("vanish");
      equal(["transport close", "transport error"].includes((await gone)[0]), true, "a transport that ended");
      await back;
      if (!socket.connected) await next(socket, "connect");
      equal(socket.id === first, false, "the old id");
      equal(await ask(socket, "echo", "back"), "back", "the echo");
    },

    async "pings, and hears the pongs"({ open }) {
      const socket = open();
      await next(socket, "connect");
      await next(socket.io, "ping");
      await next(socket.io, "ping"); // comes only after the pong to the first
      equal(await ask(socket, "echo", "alive"), "alive", "the echo");
    },

    async "closes a client that sends too much"({ open, transports }) {
      const socket = open();
      await next(socket, "connect");
      if (transports.length > 1 && socket.io.engine.transport.name !== "websocket") await next(socket.io.engine, "upgrade");
      const [gone, back] = [next(socket, "disconnect"), next(socket.io, "reconnect")];
      socket.emit("message", "x".repeat(100_000));
      await gone;
      await back;
    },
  };

  // conformance runs the checks over the transports, and returns the faults.
  async function conformance(io, address, transports) {
    const wrong = [];
    let number = 0;
    for (const [sentence, check] of Object.entries(checks)) {
      const managers = [];
      const instance = `${transports.join("-")}-${number++}`;
      const options = { transports, reconnectionDelay: 10, reconnectionDelayMax: 20, randomizationFactor: 0 };
      // One manager for each check: the namespaces of a check share it.
      const connect = (instance) => {
        managers.push(new io.Manager(address, { ...options, query: { instance } }));
        return managers.at(-1);
      };
      const manager = connect(instance);
      const open = (namespace = "/") => manager.socket(namespace);
      const another = (instance) => connect(instance).socket("/");
      try {
        await check({ open, another, instance, transports });
      } catch (error) {
        wrong.push(`${transports}: ${sentence}: ${error.message}`);
      }
      for (const manager of managers) {
        manager.reconnection(false);
        manager.engine.close(); // also if a namespace was refused, so that no socket can disconnect
      }
    }
    return wrong;
  }

  if (typeof module === "undefined") {
    root.conformance = conformance;
    return;
  }
  const io = require("socket.io-client");
  (async () => {
    const wrong = [];
    for (const transports of [["websocket"], ["polling"], ["polling", "websocket"]]) {
      wrong.push(...(await conformance(io, process.argv[2], transports)));
    }
    console.log([...wrong, `${Object.keys(checks).length} checks on each transport, ${wrong.length} went wrong`].join("\n"));
    process.exitCode = wrong.length ? 1 : 0;
  })();
})(globalThis);
