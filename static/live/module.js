// The other half of wasm/main_js.go: loads the module, hands it what it asks of the page (package wsjs), and turns its
// exports into calls that take strings. Nothing here decides anything.

/** What keeps the steps from running, in words for the learner. */
export class Unavailable extends Error {
  constructor(what, next) {
    super(what);
    this.next = next;
  }
}

/** How long the module may take to come, in milliseconds: half a megabyte over a slow phone's network. */
const fetchWithin = 60_000;

const tryAgain = "See whether the server runs and the network is there. Then try again.";

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const empty = new Uint8Array();

/** As many bytes as what learners type takes. */
const usual = 4096;

/** The running module: its exports, and text to and from its memory. */
export class Module {
  #exports;
  #bytes = empty;
  #at = 0; // the address of what the module has given to write to,
  #given = 0; // and how many bytes that is

  /**
   * Fetches and starts the module.
   * @param imports the functions of package wsjs, which get strings and bytes where Go passes a place and a length
   */
  static async load(imports) {
    const module = new Module();
    const loader = import("../gen/wasm_exec.js"); // beside the module, not after it
    loader.catch(() => {}); // the module's own failure says more
    const signal = AbortSignal.timeout(fetchWithin);
    const response = await fetchModule(signal);
    await loader.catch(() => {
      throw new Unavailable("Go’s loader for the module could not be fetched.", tryAgain);
    });
    const go = new globalThis.Go();
    go.importObject.twocups = module.#lift(imports);
    try {
      const { instance } = await WebAssembly.instantiateStreaming(response, go.importObject);
      module.#exports = instance.exports;
      go.exit = () => module.#exited(imports.stopped);
      go.run(instance);
    } catch (error) {
      if (signal.aborted) throw new Unavailable(`The module did not come within ${fetchWithin / 1000} seconds.`, tryAgain);
      throw new Unavailable(`The browser did not start the module: ${error.message}`, "Reload the page, or try another browser.");
    }
    return module;
  }

  /** Go has ended, as only a panic or a fatal error makes it: whoever calls it from now on is told. */
  #exited(tell) {
    const stopped = new Unavailable("The module stopped: that is a fault of ours.", "Reload the page.");
    this.#exports = new Proxy({}, { get: () => { throw stopped; } });
    tell(stopped);
  }

  /** Calls an export that takes numbers. */
  call(name, ...numbers) {
    return this.#exports[name](...numbers);
  }

  /** Calls an export whose last argument is the length of a text or of bytes. */
  tell(name, message, ...numbers) {
    return this.#exports[name](...numbers, this.#write(message));
  }

  /** Reads what an export that returned this length had to say. */
  said(length) {
    return length ? this.#text(this.#exports.said(), length) : "";
  }

  #write(message) {
    if (typeof message !== "string") {
      const at = this.#room(message.byteLength);
      this.#memory().set(message, at);
      return message.byteLength;
    }
    const room = message.length * 3; // a UTF-16 code unit becomes at most three bytes
    const at = this.#room(room);
    const memory = this.#memory();
    return writeASCII(message, memory, at) ? message.length : encoder.encodeInto(message, memory.subarray(at, at + room)).written;
  }

  /** The address of so many bytes. It stays good until there is need for more than usual, of which the module lets go again. */
  #room(bytes) {
    if (bytes > this.#given) {
      this.#at = this.#exports.room(Math.max(bytes, usual));
      this.#given = bytes > usual ? 0 : usual;
    }
    return this.#at;
  }

  /** The memory as it is now: growing replaces its buffer. */
  #memory() {
    const { buffer } = this.#exports.mem;
    if (this.#bytes.buffer !== buffer) this.#bytes = new Uint8Array(buffer);
    return this.#bytes;
  }

  #text(at, length) {
    return decoder.decode(this.#memory().subarray(at, at + length));
  }

  #lift({ open, send, close, probe, named, acked, wake, changed }) {
    return {
      open: (block, conn, client, clientLength, path, pathLength, list, listLength) =>
        open(block, conn, this.#text(client, clientLength), this.#text(path, pathLength), this.#text(list, listLength).split(" ").filter(Boolean)),
      send: (block, conn, binary, at, length) =>
        send(block, conn, binary ? this.#memory().slice(at, at + length) : this.#text(at, length)),
      close: (block, conn, code, at, length) => close(block, conn, code, this.#text(at, length)),
      probe: (block, conn, at, length) => probe(block, conn, this.#text(at, length)),
      named: (block, conn, at, length) => named(block, conn, this.#text(at, length)),
      acked: (block, conn, id, at, length) => acked(block, conn, id, this.#text(at, length)),
      wake,
      changed,
      now: performance.now.bind(performance), // through a function of ours it takes several times as long
    };
  }
}

/** Writes a short text of ASCII, as most are: an encoder takes longer to begin. False: it is another text. */
function writeASCII(text, memory, at) {
  if (text.length > short) return false;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit > 0x7f) return false;
    memory[at + i] = unit;
  }
  return true;
}

/** From so many characters on an encoder or decoder is faster than a loop. */
const short = 64;

async function fetchModule(signal) {
  if (typeof WebAssembly === "undefined")
    throw new Unavailable("This browser does not run WebAssembly, which the steps need.", "Use a current browser, or allow WebAssembly in this one.");
  let response;
  try {
    response = await fetch(new URL("../gen/twocups.wasm", import.meta.url), { signal });
  } catch {
    throw new Unavailable("The server does not answer, so the module could not be fetched.", tryAgain);
  }
  if (response.status === 404)
    throw new Unavailable("This server was built without its WebAssembly module.", "Whoever runs it: build it with make, then start it again.");
  if (!response.ok)
    throw new Unavailable(`The module could not be fetched: HTTP status ${response.status}.`, "Wait a little, then try again.");
  return response;
}
