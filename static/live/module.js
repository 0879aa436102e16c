// Loads the WebAssembly module and gives its exports (wasm/main_js.go) and imports (wasm/wsjs) a form that takes texts and
// names. Fetched once a step is wanted. Nothing here decides anything.

import { Memory, byteLength } from "./memory.js";

/** @import { Condition, Exports, Imports, ModuleHost, Notice, View } from "../types.d.ts" */
/** @typedef {string | Uint8Array<ArrayBuffer>} Message */

/** An error that keeps the steps from running, in words for the learner. */
export class Unavailable extends Error {
  /** @param {string} message @param {string} next what to do */
  constructor(message, next) {
    super(message);
    this.next = next;
  }
}

/** How long the module may take to arrive, in milliseconds: it has half a megabyte, and a phone's network may be slow. */
const fetchTimeout = 60_000;

const tryAgain = "See whether the server runs and the network is there. Then try again.";

/**
 * The running module. A method calls the export of its name; the names and the order of the arguments are those of
 * wasm/main_js.go, and a test holds the two together.
 */
export class Module {
  /** @type {Exports} */
  #exports;
  /** @type {Memory} */
  #memory;
  /** @type {Map<string, number>} */
  #numbers = new Map(); // a kind or an opcode -> its number; no word is both

  /** @param {WebAssembly.Exports} exports */
  constructor(exports) {
    this.#exports = /** @type {any} */ (exports);
    this.#memory = new Memory(this.#exports);
  }

  /**
   * Fetches and starts the module.
   * @param {ModuleHost} host
   */
  static async load(host) {
    const loader = import(new URL("../gen/wasm_exec.js", import.meta.url).href); // loads at the same time as the module
    loader.catch(() => {}); // the module's own failure says more
    const signal = AbortSignal.timeout(fetchTimeout);
    const response = await fetchModule(signal);
    await loader.catch(() => {
      throw new Unavailable("Go’s loader for the module could not be fetched.", tryAgain);
    });
    /** @type {Module} */
    let module;
    const go = new globalThis.Go();
    go.importObject.twocups = importsFor(host, () => module.#memory);
    try {
      const { instance } = await WebAssembly.instantiateStreaming(response, go.importObject);
      module = new Module(instance.exports);
      go.exit = () => host.stopped(module.#stop());
      go.run(instance);
    } catch (error) {
      if (signal.aborted) throw new Unavailable(`The module did not come within ${fetchTimeout / 1000} seconds.`, tryAgain);
      throw new Unavailable(`The browser did not start the module: ${error.message}`, "Reload the page, or try another browser.");
    }
    return module;
  }

  /** Makes every later call throw, because Go has ended: only a panic or a fatal error ends it. Returns the error. */
  #stop() {
    const stopped = new Unavailable("The module stopped: that is a fault of ours.", "Reload the page.");
    const none = {
      get: () => {
        throw stopped;
      },
    };
    this.#exports = new Proxy(this.#exports, none);
    this.#memory = new Memory(this.#exports);
    return stopped;
  }

  /** Reads the text that an export has left, from the length that the export has returned. @param {number} length */
  #result(length) {
    return length ? this.#memory.text(this.#exports.result(), length) : "";
  }

  /** Returns the block's number, or -1 for steps that the module cannot read. @param {string} name @param {string[]} steps */
  load(name, steps) {
    const n = this.#memory.write([name, ...steps].join("\n"));
    return this.#exports.load(n);
  }

  /** @param {number} block @returns {View} */
  view(block) {
    return JSON.parse(this.#result(this.#exports.view(block)));
  }

  /** @param {number} block @param {number} step */
  press(block, step) {
    this.#exports.press(block, step);
  }

  /** @param {number} block */
  runAll(block) {
    this.#exports.runAll(block);
  }

  /** @param {number} block */
  stop(block) {
    this.#exports.stop(block);
  }

  /** @param {number} block */
  reset(block) {
    this.#exports.reset(block);
  }

  /** Changes the message of a step; returns its fault, or "". @param {number} block @param {number} step @param {string} text */
  edit(block, step, text) {
    const n = this.#memory.write(text);
    return this.#result(this.#exports.edit(block, step, n));
  }

  /** Sends a learner's own message; returns why it was not sent, or "". @param {number} block @param {number} client @param {string} text */
  sendOwn(block, client, text) {
    const n = this.#memory.write(text);
    return this.#result(this.#exports.sendOwn(block, client, n));
  }

  /**
   * Sends an event of Socket.IO; returns the id of the acknowledgement that it asks for, or throws the reason why it was not sent.
   * @param {number} block @param {number} conn @param {boolean} asks @param {string} event a JSON array
   */
  emit(block, conn, asks, event) {
    const n = this.#memory.write(event);
    const id = this.#exports.emit(block, conn, Number(asks), n);
    if (id < 0) throw new Error(this.#result(-id));
    return id;
  }

  /** @param {number} block @param {number} conn */
  disconnect(block, conn) {
    this.#exports.disconnect(block, conn);
  }

  /** Replaces the steps of a block; returns their faults, one a line, or "". @param {number} block @param {string} steps */
  rewrite(block, steps) {
    const n = this.#memory.write(steps);
    return this.#result(this.#exports.rewrite(block, n));
  }

  /** @param {number} block @param {Condition} condition */
  addCondition(
    block,
    {
      side,
      kind,
      opcode = 0,
      code = 0,
      least = 0,
      most = 0,
      emitted = false,
      then = false,
      times = 0,
      client = "",
      reason = "",
      text = "",
    },
  ) {
    const clientLength = client.length; // of ASCII alone
    const reasonLength = byteLength(reason);
    const n = this.#memory.write(client + reason + text);
    this.#exports.addCondition(
      block,
      side,
      kind,
      opcode,
      code,
      least,
      most,
      Number(emitted),
      Number(then),
      times,
      clientLength,
      reasonLength,
      n,
    );
  }

  /** @param {number} block @param {number} conn @param {string} subprotocol */
  opened(block, conn, subprotocol) {
    const n = this.#memory.write(subprotocol);
    this.#exports.opened(block, conn, n);
  }

  /** @param {number} block @param {number} conn @param {Message} message */
  received(block, conn, message) {
    const binary = Number(typeof message !== "string");
    const n = this.#memory.write(message);
    this.#exports.received(block, conn, binary, n);
  }

  /** @param {number} block @param {number} conn */
  errored(block, conn) {
    this.#exports.errored(block, conn);
  }

  /** @param {number} block @param {number} conn @param {number} code @param {boolean} clean @param {string} reason */
  closed(block, conn, code, clean, reason) {
    const n = this.#memory.write(reason);
    this.#exports.closed(block, conn, code, Number(clean), n);
  }

  /** @param {number} block @param {number} conn @param {Message} message */
  typed(block, conn, message) {
    const binary = Number(typeof message !== "string");
    const n = this.#memory.write(message);
    this.#exports.typed(block, conn, binary, n);
  }

  /** @param {number} block @param {number} conn @param {number} size */
  dropped(block, conn, size) {
    this.#exports.dropped(block, conn, size);
  }

  /** @param {number} block @param {number} conn @param {number} code @param {string} reason */
  typedClose(block, conn, code, reason) {
    const n = this.#memory.write(reason);
    this.#exports.typedClose(block, conn, code, n);
  }

  /** @param {number} block @param {string} name */
  setConsole(block, name) {
    const n = this.#memory.write(name);
    this.#exports.setConsole(block, n);
  }

  /** @param {number} block @param {string} why */
  unwatched(block, why) {
    const n = this.#memory.write(why);
    this.#exports.unwatched(block, n);
  }

  /** @param {number} block @param {string} why */
  consoleLost(block, why) {
    const n = this.#memory.write(why);
    this.#exports.consoleLost(block, n);
  }

  /** @param {number} block */
  networkLost(block) {
    this.#exports.networkLost(block);
  }

  /** @param {number} block */
  networkBack(block) {
    this.#exports.networkBack(block);
  }

  /** @param {number} block @param {number} conn @param {number} answer @param {number} status @param {string} text */
  probed(block, conn, answer, status, text) {
    const n = this.#memory.write(text);
    this.#exports.probed(block, conn, answer, status, n);
  }

  /** @param {number} block */
  woken(block) {
    this.#exports.woken(block);
  }

  /**
   * Adds an event of the server console, unless the module doesn't know its words, which a server of another version may use.
   * @param {number} block
   * @param {Notice} notice
   */
  notice(block, { attempt, client = "", raw = false, missed = 0, event }) {
    const { at: time, size, code = 0, clean = false, reason = "", text = "" } = event;
    const kind = this.#number("kind", event.kind);
    const opcode = this.#number("opcode", event.opcode);
    if (kind < 0 || opcode < 0) return;
    const clientLength = client.length; // of ASCII alone
    const reasonLength = byteLength(reason);
    const n = this.#memory.write(client + reason + text);
    this.#exports.notice(block, attempt, missed, time, kind, opcode, size, code, Number(clean), clientLength, reasonLength, Number(raw), n);
  }

  /** The module's number for a word. @param {"kind" | "opcode"} name of the export that knows it @param {string} word */
  #number(name, word) {
    let number = this.#numbers.get(word);
    if (number === undefined) this.#numbers.set(word, (number = this.#exports[name](this.#memory.write(word))));
    return number;
  }
}

/**
 * The module's imports: the functions of a host, which get texts and bytes where the module passes an address and a length.
 * @param {ModuleHost} host
 * @param {() => Memory} memory
 * @returns {Imports}
 */
function importsFor({ open, send, close, probe, named, acked, wake, changed }, memory) {
  return {
    open: (block, conn, client, clientLen, path, pathLen, subprotocols, subprotocolsLen) =>
      open(
        block,
        conn,
        memory().text(client, clientLen),
        memory().text(path, pathLen),
        memory().text(subprotocols, subprotocolsLen).split(" ").filter(Boolean),
      ),
    send: (block, conn, binary, payload, payloadLen) =>
      send(block, conn, binary ? memory().bytes(payload, payloadLen) : memory().text(payload, payloadLen)),
    close: (block, conn, code, reason, reasonLen) => close(block, conn, code, memory().text(reason, reasonLen)),
    probe: (block, conn, path, pathLen) => probe(block, conn, memory().text(path, pathLen)),
    named: (block, conn, sid, sidLen) => named(block, conn, memory().text(sid, sidLen)),
    acked: (block, conn, id, payload, payloadLen) => acked(block, conn, id, memory().text(payload, payloadLen)),
    wake,
    changed,
    now: performance.now.bind(performance), // a call through a function of ours takes several times as long
  };
}

/** @param {AbortSignal} signal */
async function fetchModule(signal) {
  if (typeof WebAssembly === "undefined")
    throw new Unavailable(
      "This browser does not run WebAssembly, which the steps need.",
      "Use a current browser, or allow WebAssembly in this one.",
    );
  let response;
  try {
    response = await fetch(new URL("../gen/twocups.wasm", import.meta.url), { signal });
  } catch {
    throw new Unavailable("The server does not answer, so the module could not be fetched.", tryAgain);
  }
  if (response.status === 404)
    throw new Unavailable(
      "This server was built without its WebAssembly module.",
      "If you run the server, build it with make, then start it again.",
    );
  if (!response.ok)
    throw new Unavailable(`The module could not be fetched: HTTP status ${response.status}.`, "Wait a little, then try again.");
  return response;
}
