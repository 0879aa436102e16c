// The server console's stream: what the server really did for this page's connections. One WebSocket for the whole page,
// since a browser opens no more than six HTTP/1.1 connections to a server but hundreds of WebSockets.

import { socketURL } from "./socket.js";

/** How long to wait for the stream's first notice before going on without it. */
const openWithin = 5_000;

/** The server ticks every five seconds (console.TickEvery); three ticks missed mean that nothing comes through. */
const silentAfter = 16_000;

/** The stream, opened when it is first needed, and again after it was lost. */
export class ServerConsole {
  #notice;
  #lost;
  #name;
  #socket;
  #heard; // when something came last

  /**
   * @param notice takes each play.Notice
   * @param lost takes the reason why the stream ended, in words
   */
  constructor(notice, lost) {
    this.#notice = notice;
    this.#lost = lost;
  }

  /** The console's name for tags, or "" if no stream can be had; then the steps go on without it. */
  name() {
    this.#name ??= this.#open();
    return this.#name;
  }

  #open() {
    return new Promise((resolve) => {
      const socket = (this.#socket = new WebSocket(socketURL("/console")));
      const giveUp = setTimeout(() => socket.close(), openWithin);
      const watchdog = setInterval(() => this.#listen(), silentAfter / 4);
      this.#heard = performance.now();
      socket.addEventListener("message", ({ data }) => {
        this.#heard = performance.now();
        const notice = JSON.parse(data);
        if (notice.console) {
          clearTimeout(giveUp);
          resolve(notice.console);
        } else if (notice.event) {
          this.#notice(notice);
        }
      });
      socket.addEventListener("close", ({ code, reason }) => {
        clearTimeout(giveUp);
        clearInterval(watchdog);
        this.#name = undefined;
        resolve("");
        this.#lost(code === 1006 ? "its connection broke (1006)." : `${code} ${reason}`.trim() + ".");
      });
    });
  }

  /** Ends the stream. The next one who asks for its name opens it again. */
  close() {
    this.#socket?.close();
  }

  /** Says once that nothing comes through any more. */
  #listen() {
    if (performance.now() - this.#heard < silentAfter) return;
    this.#heard = Infinity;
    this.#lost(`nothing came from the server for ${silentAfter / 1000} seconds.`);
  }
}
