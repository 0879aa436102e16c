// The live part of a page: the module, the sockets that it opens, and the server console. Fetched once a step is wanted.

import { BlockView } from "./blockview.js";
import { ConsoleStream } from "./consolestream.js";
import { LessonSocket, socketURL } from "./lessonsocket.js";
import { Module, Unavailable } from "./module.js";
import { SocketIOSocket } from "./socketiosocket.js";

/** @import { BlockData, Notice, View, WireView } from "../types.d.ts" */

/**
 * @typedef {object} Drawing what draws a block
 * @property {(view: View) => void} draw
 * @property {(message: string, next: string) => void} stopped shows that the module is gone
 */

/**
 * When to draw, in milliseconds. The delay is the time after the first change: a drawing between a message and its echo
 * would count in the round trip. The interval is the least time between two drawings: an eye reads no faster, and a
 * browser that draws rows in every animation frame has little time for messages.
 */
const drawDelay = 30;
const drawInterval = 80;

/** How many characters of the answer to a probe go to the module. The server's own answers have fewer. */
const maxProbe = 2000;

/** The live part of a page: one module for all its blocks. */
export class Live {
  /** @type {Module} */
  #module;
  /** @type {Drawing[]} */
  #blocks = []; // by the module's number
  /** @type {Map<string, number>} */
  #numbers = new Map(); // a block's name in tags -> the module's number
  /** @type {Map<string, LessonSocket>} */
  #sockets = new Map(); // by a connection's key
  /** @type {Map<string, SocketIOSocket>} */
  #socketIO = new Map(); // by a connection's key: the socket that the browser's console gets
  /** @type {Map<string, WebSocket | SocketIOSocket>} */
  #exposed = new Map(); // by a block's number, alone or with a client's name: the latest socket as a console has it
  /** @type {number[]} */
  #attempts = []; // by the module's number: the block's latest connection
  /** @type {Map<number, { view: WireView, open: boolean }>} */
  #wires = new Map(); // by the module's number
  /** @type {ReturnType<typeof setTimeout>[]} */
  #timers = [];
  /** @type {Set<number>} */
  #changedBlocks = new Set();
  #lastDrawing = 0;
  #console = new ConsoleStream(
    (notice) => this.#onNotice(notice),
    (why) => this.#eachBlock((block) => this.#module.consoleLost(block, why)),
  );

  static async start() {
    const live = new Live();
    live.#console.name(); // the stream opens while the module loads
    live.#module = await live.#loadModule();
    addEventListener("offline", () => live.#eachBlock((block) => live.#module.networkLost(block)));
    addEventListener("online", () => live.#eachBlock((block) => live.#module.networkBack(block)));
    addEventListener("pagehide", ({ persisted }) => persisted && live.#disconnectAll());
    return live;
  }

  async #loadModule() {
    try {
      return await Module.load({
        open: (...args) => this.#open(...args),
        send: (block, conn, message) => this.#sockets.get(key(block, conn))?.sendQuietly(message),
        close: (block, conn, code, reason) => this.#sockets.get(key(block, conn))?.closeQuietly(code, reason),
        probe: (...args) => this.#probe(...args),
        named: (block, conn, sid) => SocketIOSocket.onConnect(this.#socketIO.get(key(block, conn)), sid),
        acked: (block, conn, id, payload) => SocketIOSocket.onAck(this.#socketIO.get(key(block, conn)), id, payload),
        wake: (block, after) => this.#setTimer(block, after),
        changed: (block) => this.#scheduleDrawing(block),
        stopped: ({ message, next }) => this.#blocks.forEach((block) => block.stopped(message, next)),
      });
    } catch (error) {
      this.#console.close(); // nobody will read it
      throw error;
    }
  }

  /**
   * Makes the module's player and the view of a block.
   * @param {HTMLElement} section with the block's data
   * @param {Drawing} drawing
   */
  load(section, drawing) {
    const { name, steps, check } = /** @type {BlockData} */ (JSON.parse(section.querySelector("script").textContent));
    const block = this.#module.load(name, steps);
    if (block < 0) throw new Unavailable("The module cannot read these steps: it is of another version.", "Reload the page.");
    this.#blocks[block] = drawing;
    this.#numbers.set(name, block);
    for (const condition of check ?? []) this.#module.addCondition(block, condition);
    this.#scheduleDrawing(block);
    return new BlockView(section, this, block);
  }

  /** The latest socket of a client, or of the block for the name "socket". @param {number} block @param {string} name */
  exposed(block, name) {
    return this.#exposed.get(name === "socket" ? `${block}` : `${block} ${name}`);
  }

  /** Waits for the server console, so that it shows the connection that follows. @param {number} block */
  async watch(block) {
    const { name, why } = await this.#console.name();
    if (name) this.#module.setConsole(block, name);
    else this.#module.unwatched(block, why);
  }

  /** @param {number} block @param {number} step */
  press(block, step) {
    this.#module.press(block, step);
  }

  /** @param {number} block */
  run(block) {
    this.#module.runAll(block);
  }

  /** @param {number} block */
  stop(block) {
    this.#module.stop(block);
  }

  /** @param {number} block */
  reset(block) {
    this.#module.reset(block);
    this.#wires.get(block)?.view.clear(this.#attempts[block] ?? 0);
  }

  /** Replaces a block's steps by a learner's own; returns their faults, one a line, or "". @param {number} block @param {string} steps */
  rewrite(block, steps) {
    const faults = this.#module.rewrite(block, steps);
    if (faults) return faults;
    this.#draw(block); // at once, because the view of the wire reads the clients from the page
    this.#wires.get(block)?.view.clear(this.#attempts[block] ?? 0);
    return "";
  }

  /** Starts or stops to show the wire of a block's connections in a view. @param {number} block @param {WireView} view @param {boolean} open */
  showWire(block, view, open) {
    this.#wires.set(block, { view, open });
    if (open) this.#console.subscribeToWire(true);
    else if (![...this.#wires.values()].some(({ open }) => open)) this.#console.subscribeToWire(false);
  }

  /** Changes the message of a step; returns its fault, or "". @param {number} block @param {number} step @param {string} text */
  edit(block, step, text) {
    return this.#module.edit(block, step, text);
  }

  /** Sends a learner's own message; returns why it was not sent, or "". @param {number} block @param {number} client @param {string} text */
  sendOwn(block, client, text) {
    return this.#module.sendOwn(block, client, text);
  }

  /** @param {number} block @param {number} conn @param {string} client @param {string} path @param {string[]} subprotocols */
  #open(block, conn, client, path, subprotocols) {
    const module = this.#module;
    this.#attempts[block] = conn;
    const socket = new LessonSocket(socketURL(path), subprotocols, {
      opened: (subprotocol) => module.opened(block, conn, subprotocol),
      received: (message) => module.received(block, conn, message),
      errored: () => module.errored(block, conn),
      closed: (code, reason, clean) => {
        this.#forget(key(block, conn));
        module.closed(block, conn, code, clean, reason);
      },
      typed: (message) => module.typed(block, conn, message),
      dropped: (size) => module.dropped(block, conn, size),
      typedClose: (code, reason) => module.typedClose(block, conn, code, reason),
    });
    this.#sockets.set(key(block, conn), socket);
    this.#expose(block, client, path.startsWith("/socket.io/") ? this.#openSocketIO(block, conn) : socket);
  }

  /** Gives a socket to the browser's console, as every ws block says, and to the block's prompt. @param {number} block @param {string} client @param {WebSocket | SocketIOSocket} socket */
  #expose(block, client, socket) {
    globalThis.socket = socket;
    this.#exposed.set(`${block}`, socket);
    this.#exposed.set(`${block} ${client}`, socket);
  }

  /** @param {number} block @param {number} conn */
  #openSocketIO(block, conn) {
    /** @param {string} event @param {boolean} asks */
    const emit = (event, asks) => this.#module.emit(block, conn, asks, event);
    const socket = new SocketIOSocket(emit, () => this.#module.disconnect(block, conn));
    this.#socketIO.set(key(block, conn), socket);
    return socket;
  }

  /** @param {string} key */
  #forget(key) {
    this.#sockets.delete(key);
    const socket = this.#socketIO.get(key);
    if (socket) SocketIOSocket.onClose(socket);
    this.#socketIO.delete(key);
  }

  /**
   * Asks the server why a WebSocket did not open, and reports the answer as a player.Answer. A browser sends the page's origin with every
   * POST, as it does with an opening handshake.
   * @param {number} block
   * @param {number} conn
   * @param {string} path
   */
  async #probe(block, conn, path) {
    const [noAnswer, redirected, answered, unreadable] = [0, 1, 2, 3];
    /** @param {number} answer @param {number} status @param {string} text */
    const report = (answer, status = 0, text = "") => this.#module.probed(block, conn, answer, status, text);
    try {
      const response = await fetch(path, { method: "POST", redirect: "manual", cache: "no-store" });
      const isRedirect = response.type === "opaqueredirect";
      report(isRedirect ? redirected : answered, response.status, isRedirect ? "" : (await response.text()).slice(0, maxProbe));
    } catch {
      // A sandboxed iframe may not read an answer without this server's CORS fields. It may learn only that there is one.
      fetch(path, { method: "POST", mode: "no-cors", cache: "no-store" }).then(
        () => report(unreadable),
        () => report(noAnswer),
      );
    }
  }

  /** @param {number} block @param {number} after */
  #setTimer(block, after) {
    clearTimeout(this.#timers[block]);
    this.#timers[block] = setTimeout(() => this.#module.woken(block), after);
  }

  /** Schedules a drawing of a block, one for all changes until then. @param {number} block */
  #scheduleDrawing(block) {
    if (this.#changedBlocks.size === 0) {
      const wait = Math.max(drawDelay, this.#lastDrawing + drawInterval - performance.now());
      setTimeout(() => requestAnimationFrame(() => this.#drawChanged()), wait);
    }
    this.#changedBlocks.add(block);
  }

  #drawChanged() {
    const blocks = [...this.#changedBlocks];
    this.#changedBlocks.clear();
    this.#lastDrawing = performance.now();
    for (const block of blocks) this.#draw(block);
  }

  /** @param {number} block */
  #draw(block) {
    this.#blocks[block].draw(this.#module.view(block));
  }

  /** @param {Notice} notice */
  #onNotice(notice) {
    const block = this.#numbers.get(notice.block);
    if (block === undefined) return;
    if (notice.wire) this.#wires.get(block)?.view.add(notice);
    else this.#module.notice(block, notice);
  }

  /** @param {(block: number) => void} call */
  #eachBlock(call) {
    if (this.#module) this.#blocks.forEach((_, block) => call(block)); // otherwise the module still loads, and nothing runs
  }

  /** Disconnects before the browser freezes the page, which it shows again on Back. Otherwise the server wouldn't learn of it. */
  #disconnectAll() {
    for (const socket of this.#sockets.values()) socket.closeQuietly(1000, "the page was left");
    this.#console.close();
  }
}

/** The key of a connection. @param {number} block @param {number} conn */
const key = (block, conn) => `${block}.${conn}`;
