// The server console's stream: what the server did for this page's connections. Fetched once a step is wanted, or a program
// that several clients share. The page has one such WebSocket, because a browser opens at most six HTTP/1.1 connections to
// a server but hundreds of WebSockets.

import { socketURL } from "./lessonsocket.js";

/** @import { Notice } from "../types.d.ts" */

/**
 * @typedef {object} Stream
 * @property {WebSocket} socket
 * @property {number} silence how many checks have passed since a notice came
 * @property {boolean} silent whether too many checks have passed
 * @property {Promise<{ name: string, why?: string }>} opened
 * @property {(why?: string) => void} end
 * @property {(text: string) => void} send sends a text, once the stream has its name and as long as it is open
 */

/** How long to wait for the stream's first notice before the steps go on without it, in milliseconds. */
const openTimeout = 5_000;

/** The server ticks every five seconds (console.DefaultTickEvery); after three missed ticks the stream counts as silent. */
const silentAfter = 16_000;

/** How often the silence is checked, in milliseconds. */
const checkInterval = silentAfter / 4;

/** The requests that a page sends on the stream (play.WireOn, play.WireOff). */
const [wireOn, wireOff] = ["wire on", "wire off"];

/** The stream, opened when it is first needed, and again after it was lost. */
export class ConsoleStream {
  #onNotice;
  #onLost;
  /** @type {Stream | undefined} */
  #stream; // the one that is open or about to be
  #wireWanted = false;

  /**
   * @param {(notice: Notice) => void} onNotice
   * @param {(why: string) => void} onLost gets the reason why a stream ended, in words
   */
  constructor(onNotice, onLost) {
    this.#onNotice = onNotice;
    this.#onLost = onLost;
  }

  /** Resolves to the console's name for tags. Without a stream the name is "", and why says the reason. */
  name() {
    if (this.#stream?.silent) this.#stream.end(); // nobody knows whether it comes to life again
    this.#stream ??= this.#open();
    return this.#stream.opened;
  }

  /** Asks for the wire of the page's connections, from the oldest frame that the server keeps; or asks the server to stop. @param {boolean} wanted */
  subscribeToWire(wanted) {
    if (this.#wireWanted) this.#stream?.send(wireOff);
    this.#wireWanted = wanted;
    if (wanted) this.#stream?.send(wireOn);
  }

  /** Ends the stream. The next call of name opens another. */
  close() {
    this.#stream?.end("the page was left.");
  }

  #open() {
    const stream = /** @type {Stream} */ ({ socket: new WebSocket(socketURL("/console")), silence: 0, silent: false });
    stream.opened = new Promise((resolve) => {
      let named = false;
      const giveUp = setTimeout(() => stream.end(`it did not open within ${openTimeout / 1000} seconds.`), openTimeout);
      const watchdog = setInterval(() => {
        if (stream.silent || stream.silence++ * checkInterval < silentAfter) return;
        stream.silent = true;
        this.#onLost(`nothing came from the server for ${silentAfter / 1000} seconds.`);
      }, checkInterval);
      stream.end = (why) => {
        if (this.#stream !== stream) return; // this stream has ended already
        this.#stream = undefined;
        clearTimeout(giveUp);
        clearInterval(watchdog);
        stream.socket.close();
        if (!named) resolve({ name: "", why });
        else if (!stream.silent) this.#onLost(why);
      };
      stream.send = (text) => named && stream.socket.readyState === WebSocket.OPEN && stream.socket.send(text);
      stream.socket.addEventListener("message", ({ data }) => {
        stream.silence = 0;
        stream.silent = false;
        const notice = /** @type {Notice} */ (JSON.parse(data));
        if (notice.console) {
          named = true;
          clearTimeout(giveUp);
          if (this.#wireWanted) stream.send(wireOn);
          resolve({ name: notice.console });
        } else if (notice.event || notice.rows || notice.wire) this.#onNotice(notice);
      });
      stream.socket.addEventListener("close", ({ code, reason }) =>
        stream.end(code === 1006 ? "its connection broke (1006)." : `${code} ${reason}`.trim() + "."),
      );
    });
    return stream;
  }
}
