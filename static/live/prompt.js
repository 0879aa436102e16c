// The console of the page: a line under a block's client console, for what a learner would type into the browser's own.

import { EventSocket } from "./socketiosocket.js";
import { parseLine } from "./promptparser.js";
import { faultAt, oneOf } from "./promptscanner.js";

/** How many lines are kept to go back to. */
const maxKept = 100;

/**
 * What a line may use of a socket, and nothing else: what it names is looked up here, never on the socket. These are the
 * methods and properties that a program would use.
 */
const ofWebSocket = {
  calls: new Map([
    ["send", (socket, values) => socket.send(...values)],
    ["close", (socket, values) => socket.close(...values)],
  ]),
  reads: new Map([
    ["readyState", (socket) => socket.readyState],
    ["url", (socket) => socket.url],
    ["protocol", (socket) => socket.protocol],
    ["extensions", (socket) => socket.extensions],
    ["bufferedAmount", (socket) => socket.bufferedAmount],
    ["binaryType", (socket) => socket.binaryType],
  ]),
};
const ofEventSocket = {
  calls: new Map([
    ["emit", (socket, values) => socket.emit(...values)],
    ["emitWithAck", (socket, values) => socket.emitWithAck(...values)],
    ["send", (socket, values) => socket.send(...values)],
    ["disconnect", (socket) => void socket.disconnect()],
  ]),
  reads: new Map([
    ["connected", (socket) => socket.connected],
    ["id", (socket) => socket.id],
  ]),
};

/** The line of one block. */
export class Prompt {
  #input;
  #outcome;
  #names;
  #socketOf;
  #kept = []; // the lines that were run, oldest first
  #at = 0; // which of them is shown; behind the last, what has not been run
  #unsent = "";
  #runs = 0;
  #missing; // the name that had no socket when the latest line was run

  /**
   * @param line the element with the input and its outcome
   * @param names returns the names of the block's clients
   * @param socketOf returns the latest socket of a client, or of the block for the name "socket"
   */
  constructor(line, names, socketOf) {
    this.#input = line.querySelector("input");
    this.#outcome = line.querySelector(".outcome");
    this.#names = names;
    this.#socketOf = socketOf;
    for (const type of ["keydown", "input"]) this.#input.addEventListener(type, this);
  }

  handleEvent(event) {
    if (event.type === "input") this.clear();
    else if (event.isComposing) return; // the keys belong to the input method
    else if (event.key === "ArrowUp") this.#go(this.#at - 1, event);
    else if (event.key === "ArrowDown") this.#go(this.#at + 1, event);
    else if (event.key === "Escape") {
      this.#show("", this.#kept.length);
      this.clear();
    }
  }

  /** Goes to a line that was run before, or back to the one that was not. */
  #go(at, event) {
    event.preventDefault(); // the caret would go to the line's beginning or end
    if (at < 0 || at > this.#kept.length) return;
    if (this.#at === this.#kept.length) this.#unsent = this.#input.value;
    this.#show(at === this.#kept.length ? this.#unsent : this.#kept[at], at);
    this.clear();
  }

  #show(text, at) {
    this.#input.value = text;
    this.#at = at;
  }

  /** Takes away what came of the latest line. */
  clear() {
    this.#runs++;
    this.#missing = undefined;
    this.#say("");
  }

  /** A connection is open: takes away that there was none. */
  opened() {
    if (this.#missing && this.#socketOf(this.#missing)) this.clear();
  }

  /** Runs the line. One with a fault stays, to be mended. */
  async run() {
    const text = this.#input.value;
    if (!text.trim()) return;
    const run = ++this.#runs;
    this.#missing = undefined;
    const say = (words, bad) => run === this.#runs && this.#say(words, bad); // unless the learner has gone on
    if (this.#kept.at(-1) !== text) this.#kept.push(text);
    if (this.#kept.length > maxKept) this.#kept.shift();
    this.#at = this.#kept.length;
    this.#unsent = text;
    const { action, silent, fault, column } = this.#read(text);
    if (fault) {
      say(fault, true);
      if (column) this.#point(text, column);
      return;
    }
    this.#show("", this.#kept.length);
    this.#unsent = "";
    try {
      const result = action();
      if (result instanceof Promise) say("waiting for the acknowledgement …");
      const value = await result;
      say(silent && value === undefined ? "✓" : String(JSON.stringify(value))); // a call that returns nothing is simply done
    } catch (error) {
      say(error.name === "Error" ? error.message : `${error.name}: ${error.message}`, true);
    }
  }

  /** Returns what a line does; or what is wrong with it, and at which column. */
  #read(text) {
    const { object, member, values, at, ...wrong } = parseLine(text, ["socket", ...this.#names().filter(Boolean)]);
    if (wrong.fault) return wrong;
    const socket = this.#socketOf(object);
    if (!socket) {
      this.#missing = object;
      return { fault: `There is no ${object === "socket" ? "socket" : `socket of ${object}’s`} yet. Connect first.` };
    }
    const { calls, reads } = socket instanceof EventSocket ? ofEventSocket : ofWebSocket;
    const [call, read] = [calls.get(member), reads.get(member)];
    const fault = (want) => ({ fault: faultAt(at, JSON.stringify(member), want), column: at });
    if (!call && !read) return fault(oneOf([...calls.keys(), ...reads.keys()]));
    if (call && !values) return fault(`${member}(…), with what it takes in the brackets`);
    if (read && values) return fault(`${member} without brackets: it is no method`);
    return { action: () => (call ? call(socket, values) : read(socket)), silent: Boolean(call) };
  }

  /** Puts the caret where a fault is. */
  #point(text, column) {
    const at = [...text].slice(0, column - 1).join("").length;
    this.#input.setSelectionRange(at, at);
  }

  #say(words, bad = false) {
    if (this.#outcome.textContent !== words) this.#outcome.textContent = words;
    this.#outcome.classList.toggle("bad", bad);
    this.#input.ariaInvalid = String(bad);
  }
}
