// What a page fetches once a step is wanted: the module, the sockets that it asks for, and the server console.

import { Consoles } from "./consoleview.js";
import { Module, Unavailable } from "./module.js";
import { LessonSocket, socketURL } from "./lessonsocket.js";
import { EventSocket } from "./socketiosocket.js";
import { ServerConsole } from "./consolestream.js";
import { Prompt } from "./prompt.js";

/**
 * When to draw, in milliseconds: so long after the first change, since a drawing that came between a message and its echo
 * would be counted in the round trip; and no more often than this, since an eye reads no faster, and a browser that draws
 * rows in every frame is left with little time for messages.
 */
const drawAfter = 30;
const drawEvery = 80;

/** The live part of a page: one module for all its blocks. */
export class Live {
  #module;
  #blocks = []; // by the module's number: what draws it
  #names = new Map(); // a block's name in tags -> its number
  #sockets = new Map(); // a connection's key -> its socket
  #events = new Map(); // the same, of one over Socket.IO -> what the browser's console gets of it
  #exposed = new Map(); // a block's number, and that with a client's name -> the latest socket as a console has it
  #attempts = []; // by the module's number: a block's latest connection
  #wires = new Map(); // by the module's number: what shows a block's wire, and whether it is open
  #words = new Map(); // a kind or an opcode, which share no word -> the module's number
  #timers = [];
  #dirty = new Set();
  #drawn = 0; // when the blocks were drawn last
  #console = new ServerConsole((notice) => this.#noticed(notice), (why) => this.#toAll("consoleLost", why));

  static async start() {
    const live = new Live();
    live.#console.name(); // its round trip hides behind the module's
    live.#module = await live.#load();
    addEventListener("offline", () => live.#toAll("networkLost"));
    addEventListener("online", () => live.#toAll("networkBack"));
    addEventListener("pagehide", ({ persisted }) => persisted && live.#leave());
    return live;
  }

  async #load() {
    const imports = {
      open: (...what) => this.#open(...what),
      send: (block, conn, message) => this.#sockets.get(key(block, conn))?.sendQuietly(message),
      close: (block, conn, code, reason) => this.#sockets.get(key(block, conn))?.closeQuietly(code, reason),
      probe: (...what) => this.#probe(...what),
      named: (block, conn, id) => EventSocket.named(this.#events.get(key(block, conn)), id),
      acked: (block, conn, id, answers) => EventSocket.acked(this.#events.get(key(block, conn)), id, answers),
      wake: (block, after) => this.#wake(block, after),
      changed: (block) => this.#changed(block),
      stopped: ({ message, next }) => this.#blocks.forEach((block) => block.stopped(message, next)),
    };
    try {
      return await Module.load(imports);
    } catch (error) {
      this.#console.close(); // nobody will read it
      throw error;
    }
  }

  /**
   * Makes the module's player for a block.
   * @param drawing draw(view), and stopped(what, next) when the module is gone
   */
  load(name, steps, drawing) {
    const block = this.#module.tell("load", [name, ...steps].join("\n"));
    if (block < 0) throw new Unavailable("The module cannot read these steps: it is of another version.", "Reload the page.");
    this.#blocks[block] = drawing;
    this.#names.set(name, block);
    this.#changed(block);
    return block;
  }

  /** Makes both consoles of a block, merged where its learner wants that. */
  consoles(section) {
    const consoles = new Consoles(section);
    if (section.querySelector(".merge input").checked) consoles.merge(true);
    return consoles;
  }

  /** Makes the line under a block's client console. */
  prompt(block, section) {
    const names = () => [...section.querySelectorAll(".string")].map(({ dataset }) => dataset.name);
    return new Prompt(section.querySelector(".prompt"), names, (name) => this.#exposed.get(name === "socket" ? `${block}` : `${block} ${name}`));
  }

  /** Waits for the server console, so that the connection that follows shows up on it. */
  async watch(block) {
    const { name, why } = await this.#console.name();
    if (name) this.#module.tell("setConsole", name, block);
    else this.#module.tell("unwatched", why, block);
  }

  press(block, step) {
    this.#module.call("press", block, step);
  }

  run(block) {
    this.#module.call("runAll", block);
  }

  stop(block) {
    this.#module.call("stop", block);
  }

  reset(block) {
    this.#module.call("reset", block);
    this.#wires.get(block)?.view.clear(this.#attempts[block] ?? 0);
  }

  /** Adds a condition (server/site.wanted) to what the module checks of a block. */
  want(block, { numbers, client, reason, text }) {
    this.#module.tell("want", client + reason + text, block, ...numbers, client.length, reason && encoder.encode(reason).length);
  }

  /** Puts a learner's own steps in place of a block's. Returns what is wrong with them, a fault a line, or "". */
  rewrite(block, steps) {
    const faults = this.#module.said(this.#module.tell("rewrite", steps, block));
    if (faults) return faults;
    this.#drawBlock(block); // now: who shows the wire asks the page for the clients
    this.#wires.get(block)?.view.clear(this.#attempts[block] ?? 0);
    return "";
  }

  /**
   * Has a view shown what goes over the wire of a block's connections, or have it no more.
   * @param view take(notice), and clear(attempt) when the block is reset
   */
  showWire(block, view, open) {
    this.#wires.set(block, { view, open });
    if (open) this.#console.wire(true);
    else if (![...this.#wires.values()].some(({ open }) => open)) this.#console.wire(false);
  }

  /** Changes a step's message; returns what is wrong with it, or "". */
  edit(block, step, text) {
    return this.#module.said(this.#module.tell("edit", text, block, step));
  }

  /** Sends a text; returns why it was not sent, or "". */
  say(block, client, text) {
    return this.#module.said(this.#module.tell("say", text, block, client));
  }

  #open(block, conn, client, path, subprotocols) {
    const module = this.#module;
    this.#attempts[block] = conn;
    const socket = new LessonSocket(socketURL(path), subprotocols, {
      opened: (subprotocol) => module.tell("opened", subprotocol, block, conn),
      received: (message) => module.tell("received", message, block, conn, Number(typeof message !== "string")),
      errored: () => module.call("errored", block, conn),
      closed: (code, reason, clean) => {
        this.#forget(key(block, conn));
        module.tell("closed", reason, block, conn, code, Number(clean));
      },
      typed: (message) => module.tell("typed", message, block, conn, Number(typeof message !== "string")),
      dropped: (size) => module.call("dropped", block, conn, size),
      typedClose: (code, reason) => module.tell("typedClose", reason, block, conn, code),
    });
    this.#sockets.set(key(block, conn), socket);
    this.#expose(block, client, path.startsWith("/socket.io/") ? this.#eventSocket(block, conn) : socket);
  }

  /** Gives a socket to the browser's console, as every ws block says, and to the block's own. */
  #expose(block, client, socket) {
    globalThis.socket = socket;
    this.#exposed.set(`${block}`, socket);
    this.#exposed.set(`${block} ${client}`, socket);
  }

  #eventSocket(block, conn) {
    const emit = (event, asks) => {
      const id = this.#module.tell("emit", event, block, conn, Number(asks));
      if (id < 0) throw new Error(this.#module.said(-id));
      return id;
    };
    const socket = new EventSocket(emit, () => this.#module.call("disconnect", block, conn));
    this.#events.set(key(block, conn), socket);
    return socket;
  }

  #forget(key) {
    this.#sockets.delete(key);
    const events = this.#events.get(key);
    if (events) EventSocket.closed(events);
    this.#events.delete(key);
  }

  /** Asks for a path over HTTP, and tells what came as a player.Answer. */
  async #probe(block, conn, path) {
    const [noAnswer, redirected, answered, unreadable] = [0, 1, 2, 3];
    const tell = (answer, status) => this.#module.call("probed", block, conn, answer, status);
    try {
      const response = await fetch(path, { redirect: "manual", cache: "no-store" });
      tell(response.type === "opaqueredirect" ? redirected : answered, response.status);
    } catch {
      // In a sandboxed frame an answer without this server's CORS fields is kept from the page, which may learn only that there is one.
      fetch(path, { mode: "no-cors", cache: "no-store" }).then(() => tell(unreadable, 0), () => tell(noAnswer, 0));
    }
  }

  #wake(block, after) {
    clearTimeout(this.#timers[block]);
    this.#timers[block] = setTimeout(() => this.#module.call("woken", block), after);
  }

  /** Draws what has changed, however much it was. */
  #changed(block) {
    if (this.#dirty.size === 0) {
      const wait = Math.max(drawAfter, this.#drawn + drawEvery - performance.now());
      setTimeout(() => requestAnimationFrame(() => this.#draw()), wait);
    }
    this.#dirty.add(block);
  }

  #draw() {
    const blocks = [...this.#dirty];
    this.#dirty.clear();
    this.#drawn = performance.now();
    for (const block of blocks) this.#drawBlock(block);
  }

  #drawBlock(block) {
    this.#blocks[block].draw(JSON.parse(this.#module.said(this.#module.call("view", block))));
  }

  #noticed(notice) {
    const block = this.#names.get(notice.block);
    if (notice.wire) this.#wires.get(block)?.view.take(notice);
    else this.#happened(block, notice);
  }

  #happened(block, { client = "", raw = false, attempt, missed = 0, event }) {
    const kind = this.#number("kind", event.kind);
    const opcode = this.#number("opcode", event.opcode);
    if (block === undefined || kind < 0 || opcode < 0) return;
    const reason = event.reason ?? "";
    this.#module.tell("notice", client + reason + (event.text ?? ""), block, attempt, missed, event.at, kind, opcode,
      event.size, event.code ?? 0, Number(event.clean ?? false), client.length, reason && encoder.encode(reason).length, Number(raw));
  }

  /** The module's number for a word of a notice. */
  #number(what, word) {
    let number = this.#words.get(word);
    if (number === undefined) this.#words.set(word, (number = this.#module.tell(what, word)));
    return number;
  }

  #toAll(name, ...text) {
    if (!this.#module) return; // still loading: nothing runs yet
    this.#blocks.forEach((_, block) => (text.length ? this.#module.tell(name, text[0], block) : this.#module.call(name, block)));
  }

  /** Hangs up before the browser freezes the page, to be shown again on Back: else the server would not hear of it. */
  #leave() {
    for (const socket of this.#sockets.values()) socket.closeQuietly(1000, "the page was left");
    this.#console.close();
  }
}

const key = (block, conn) => `${block}.${conn}`;
const encoder = new TextEncoder();
