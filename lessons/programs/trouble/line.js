// A line to the server that is opened again when it is lost, unless that would be useless.

import { bound, wait } from './wait.js';

/** What a line needs of the browser. A test brings a clock of its own. */
const browser = {
  setTimeout: (act, after) => setTimeout(act, after),
  clearTimeout: (timer) => clearTimeout(timer),
  random: Math.random,
  network: globalThis, // dispatches the event online
};

// #region useless
/** Close codes after which the same client would only get the same code again. */
const hopeless = [1000, 1002, 1003, 1007, 1008, 1009, 1010];
export const useless = (code) => hopeless.includes(code) || code >= 4000;
// #endregion

/**
 * A line. Its events are open, message (with data), lost (with code and reason), waiting (with failed, bound and wait), trying, and
 * ended (with code and reason). After ended, only tryNow opens the line again. The limits are times in milliseconds: first and most
 * limit the waits; an open line counts as good after steady; after a silence of every, the line asks whether the server is there;
 * and patience is the time for an answer.
 */
export class Line extends EventTarget {
  #open; // makes a new WebSocket
  #limits;
  #world;
  #socket; // the one that counts; undefined while the line waits, or has ended
  #failed = 0; // attempts, since the line was last steady
  #timers = new Map();
  #online = () => this.#timers.has('attempt') && this.tryNow();

  constructor(open, limits, world = browser) {
    super();
    this.#open = open;
    this.#limits = limits;
    this.#world = world;
    this.#connect();
  }

  // #region connect
  #connect() {
    const socket = this.#open();
    this.#socket = socket;
    const on = (type, act) =>
      socket.addEventListener(type, (event) => {
        if (socket === this.#socket) act(event); // not a socket that was given up
      });
    on('open', () => {
      this.#later('steady', this.#limits.steady, () => (this.#failed = 0));
      this.#heard();
      this.#dispatch('open');
    });
    on('message', ({ data }) => {
      this.#heard();
      this.#dispatch('message', { data });
    });
    on('close', ({ code, reason }) => this.#lost(code, reason));
    this.#later('silence', this.#limits.patience, () => this.#giveUp()); // it may never open
    this.#world.network.addEventListener('online', this.#online); // adding it again changes nothing
    this.#dispatch('trying');
  }
  // #endregion

  // #region lost
  #lost(code, reason) {
    this.#socket = undefined;
    this.#stopTimers();
    this.#dispatch('lost', { code, reason });
    if (useless(code)) {
      this.#dispatch('ended', { code, reason });
      return;
    }
    const failed = this.#failed++;
    const after = wait(failed, this.#limits, this.#world.random);
    this.#later('attempt', after, () => this.tryNow());
    this.#dispatch('waiting', { failed, bound: bound(failed, this.#limits), wait: after });
  }

  /** Tries at once, if the line waits or has ended. */
  tryNow() {
    if (this.#socket) return;
    this.#stopTimers();
    this.#connect();
  }
  // #endregion

  // #region silence
  // Something has come, so the other end lives. When nothing comes any more, the line asks:
  // a program in a browser can't send a ping.
  #heard() {
    this.#cancel('silence');
    this.#later('question', this.#limits.every, () => {
      this.send({ type: 'ask' });
      this.#later('silence', this.#limits.patience, () => this.#giveUp());
    });
  }

  // Nobody answers. close() waits for an answer as well, so the line does not wait for the event close.
  #giveUp() {
    this.#socket.close();
    this.#lost(1006, 'no answer');
  }
  // #endregion

  /** Sends a message if the line is open, and returns whether it did. Nobody here can know whether the message arrives. */
  send(message) {
    if (this.#socket?.readyState !== 1) return false;
    this.#socket.send(JSON.stringify(message));
    return true;
  }

  /** Hangs up for good. */
  end() {
    const socket = this.#socket;
    this.#socket = undefined;
    this.#stopTimers();
    this.#world.network.removeEventListener('online', this.#online);
    socket?.close(1000);
    this.#dispatch('ended', { code: 1000, reason: '' });
  }

  #later(name, after, act) {
    this.#cancel(name);
    this.#timers.set(
      name,
      this.#world.setTimeout(() => {
        this.#timers.delete(name);
        act();
      }, after),
    );
  }

  #cancel(name) {
    this.#world.clearTimeout(this.#timers.get(name));
    this.#timers.delete(name);
  }

  #stopTimers() {
    for (const name of [...this.#timers.keys()]) this.#cancel(name);
  }

  #dispatch(type, details) {
    this.dispatchEvent(Object.assign(new Event(type), details));
  }
}
