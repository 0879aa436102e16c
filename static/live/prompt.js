// The prompt under a block's client console, for what a learner would type into the browser's own console. Fetched once a
// step is wanted.

import { SocketIOSocket } from "./socketiosocket.js";
import { parseExpression } from "./promptparser.js";
import { faultText, oneOf } from "./promptscanner.js";

/** How many expressions are kept to go back to. */
const maxHistory = 100;

/**
 * The methods and properties of a socket that an expression may use: those that a program would use. The names are looked
 * up here, never on the socket.
 * @template Socket
 * @typedef {object} Members
 * @property {Record<string, (socket: Socket, values: any) => unknown>} calls
 * @property {Record<string, (socket: Socket) => unknown>} reads
 */

/** @type {Members<WebSocket>} */
const webSocketMembers = {
  calls: {
    send: (socket, values) => socket.send(.../** @type {[any]} */ (values)),
    close: (socket, values) => socket.close(...values),
  },
  reads: {
    readyState: (socket) => socket.readyState,
    url: (socket) => socket.url,
    protocol: (socket) => socket.protocol,
    extensions: (socket) => socket.extensions,
    bufferedAmount: (socket) => socket.bufferedAmount,
    binaryType: (socket) => socket.binaryType,
  },
};

/** @type {Members<SocketIOSocket>} */
const socketIOMembers = {
  calls: {
    emit: (socket, values) => socket.emit(.../** @type {[any]} */ (values)),
    emitWithAck: (socket, values) => socket.emitWithAck(.../** @type {[any]} */ (values)),
    send: (socket, values) => socket.send(...values),
    disconnect: (socket) => void socket.disconnect(),
  },
  reads: {
    connected: (socket) => socket.connected,
    id: (socket) => socket.id,
  },
};

/** @typedef {WebSocket | SocketIOSocket} Socket */

/** The prompt of one block. */
export class Prompt {
  /** @type {HTMLInputElement} */
  #input;
  /** @type {HTMLElement} */
  #outcome;
  #clients;
  #socketOf;
  /** @type {string[]} */
  #history = []; // the expressions that were run, oldest first
  #position = 0; // which of them the field shows; the place behind the last is for a new expression
  #unsent = "";
  #runs = 0;
  /** @type {string | undefined} */
  #missing; // the name that had no socket when the latest expression was run

  /**
   * @param {HTMLElement} element with the input and its outcome
   * @param {() => string[]} clients returns the names of the block's clients
   * @param {(name: string) => Socket | undefined} socketOf returns the latest socket of a client, or of the block for the name "socket"
   */
  constructor(element, clients, socketOf) {
    this.#input = element.querySelector("input");
    this.#outcome = element.querySelector(".outcome");
    this.#clients = clients;
    this.#socketOf = socketOf;
    for (const type of ["keydown", "input"]) this.#input.addEventListener(type, this);
  }

  /** @param {any} event */
  handleEvent(event) {
    if (event.type === "input") this.clear();
    else if (event.isComposing)
      return; // the keys belong to the input method
    else if (event.key === "ArrowUp") this.#moveTo(this.#position - 1, event);
    else if (event.key === "ArrowDown") this.#moveTo(this.#position + 1, event);
    else if (event.key === "Escape") {
      this.#setInput("", this.#history.length);
      this.clear();
    }
  }

  /** Shows an earlier expression, or the one that has not been run yet. @param {number} position @param {KeyboardEvent} event */
  #moveTo(position, event) {
    event.preventDefault(); // the caret would go to the beginning or the end of the field
    if (position < 0 || position > this.#history.length) return;
    if (this.#position === this.#history.length) this.#unsent = this.#input.value;
    this.#setInput(position === this.#history.length ? this.#unsent : this.#history[position], position);
    this.clear();
  }

  /** @param {string} text @param {number} position in the history */
  #setInput(text, position) {
    this.#input.value = text;
    this.#position = position;
  }

  /** Clears the outcome of the latest expression. */
  clear() {
    this.#runs++;
    this.#missing = undefined;
    this.#showOutcome("");
  }

  /** A connection is open: clears the fault that there was none. */
  onOpen() {
    if (this.#missing && this.#socketOf(this.#missing)) this.clear();
  }

  /** Runs the expression in the field. One with a fault stays there, for the learner to correct it. */
  async run() {
    const text = this.#input.value;
    if (!text.trim()) return;
    const run = ++this.#runs;
    this.#missing = undefined;
    /** @param {string} words */
    const show = (words, bad = false) => run === this.#runs && this.#showOutcome(words, bad); // unless the learner has gone on
    if (this.#history.at(-1) !== text) this.#history.push(text);
    if (this.#history.length > maxHistory) this.#history.shift();
    this.#position = this.#history.length;
    this.#unsent = text;
    const { action, isCall, fault, column } = this.#evaluate(text);
    if (fault) {
      show(fault, true);
      if (column) this.#moveCaret(text, column);
      return;
    }
    this.#setInput("", this.#history.length);
    this.#unsent = "";
    try {
      const result = action();
      if (result instanceof Promise) show("waiting for the acknowledgement …");
      const value = await result;
      show(isCall && value === undefined ? "✓" : String(JSON.stringify(value))); // a call that returns nothing is simply done
    } catch (error) {
      show(error.name === "Error" ? error.message : `${error.name}: ${error.message}`, true);
    }
  }

  /**
   * Returns what an expression does; or its fault, and at which column.
   * @param {string} text
   * @returns {{ action?: () => unknown, isCall?: boolean, fault?: string, column?: number }}
   */
  #evaluate(text) {
    const expression = parseExpression(text, ["socket", ...this.#clients().filter(Boolean)]);
    if ("fault" in expression) return expression;
    const { object, member, values, column } = expression;
    const socket = this.#socketOf(object);
    if (!socket) {
      this.#missing = object;
      return { fault: `There is no ${object === "socket" ? "socket" : `socket of ${object}’s`} yet. Connect first.` };
    }
    const { calls, reads } = /** @type {Members<Socket>} */ (socket instanceof SocketIOSocket ? socketIOMembers : webSocketMembers);
    const call = Object.hasOwn(calls, member) ? calls[member] : undefined;
    const read = Object.hasOwn(reads, member) ? reads[member] : undefined;
    /** @param {string} want */
    const fault = (want) => ({ fault: faultText(column, JSON.stringify(member), want), column });
    if (!call && !read) return fault(oneOf([...Object.keys(calls), ...Object.keys(reads)]));
    if (call && !values) return fault(`${member}(…), with its arguments in the brackets`);
    if (read && values) return fault(`${member} without brackets: it is no method`);
    return { action: () => (call ? call(socket, values) : read(socket)), isCall: Boolean(call) };
  }

  /** Puts the caret where a fault is. @param {string} text @param {number} column */
  #moveCaret(text, column) {
    const position = [...text].slice(0, column - 1).join("").length;
    this.#input.setSelectionRange(position, position);
  }

  /** @param {string} words */
  #showOutcome(words, bad = false) {
    if (this.#outcome.textContent !== words) this.#outcome.textContent = words;
    this.#outcome.classList.toggle("bad", bad);
    this.#input.ariaInvalid = String(bad);
  }
}
