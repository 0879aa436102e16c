// The server console's stream: what the server really did for this page's connections. One WebSocket for the whole page,
// since a browser opens no more than six HTTP/1.1 connections to a server but hundreds of WebSockets.

import { socketURL } from "./lessonsocket.js";

/** How long to wait for the stream's first notice before going on without it. */
const openWithin = 5_000;

/** The server ticks every five seconds (console.TickEvery); three ticks missed mean that nothing comes through. */
const silentAfter = 16_000;

/** How often a stream is looked at. */
const lookEvery = silentAfter / 4;

/** What a page says on the stream (play.WireOn, play.WireOff). */
const [wireOn, wireOff] = ["wire on", "wire off"];

/** The stream, opened when it is first needed, and again after it was lost. */
export class ServerConsole {
  #notice;
  #lost;
  #stream; // the one that is open or about to be
  #wire = false; // what goes over the wires is wanted

  /**
   * @param notice takes each play.Notice
   * @param lost takes the reason why a stream ended, in words
   */
  constructor(notice, lost) {
    this.#notice = notice;
    this.#lost = lost;
  }

  /** Resolves to the console's name for tags; or to the name "" and why there is no stream, and the steps go on without. */
  name() {
    if (this.#stream?.silent) this.#stream.end(); // it may come to life again, but nobody knows
    this.#stream ??= this.#open();
    return this.#stream.opened;
  }

  /** Asks for what goes over the wires of the page's connections, from the oldest that is kept on; or for no more of it. */
  wire(wanted) {
    if (this.#wire) this.#stream?.say(wireOff);
    this.#wire = wanted;
    if (wanted) this.#stream?.say(wireOn);
  }

  /** Ends the stream. The next one who asks for its name opens another. */
  close() {
    this.#stream?.end("the page was left.");
  }

  #open() {
    const stream = { socket: new WebSocket(socketURL("/console")), silence: 0 /* looks since something came */, silent: false };
    stream.opened = new Promise((resolve) => {
      let named = false;
      const giveUp = setTimeout(() => stream.end(`it did not open within ${openWithin / 1000} seconds.`), openWithin);
      const watchdog = setInterval(() => {
        if (stream.silent || stream.silence++ * lookEvery < silentAfter) return;
        stream.silent = true;
        this.#lost(`nothing came from the server for ${silentAfter / 1000} seconds.`);
      }, lookEvery);
      stream.end = (why) => {
        if (this.#stream !== stream) return; // it has ended before
        this.#stream = undefined;
        clearTimeout(giveUp);
        clearInterval(watchdog);
        stream.socket.close();
        if (!named) resolve({ name: "", why });
        else if (!stream.silent) this.#lost(why);
      };
      stream.say = (text) => named && stream.socket.send(text);
      stream.socket.addEventListener("message", ({ data }) => {
        stream.silence = 0;
        stream.silent = false;
        const notice = JSON.parse(data);
        if (notice.console) {
          named = true;
          clearTimeout(giveUp);
          if (this.#wire) stream.say(wireOn);
          resolve({ name: notice.console });
        } else if (notice.event || notice.wire) this.#notice(notice);
      });
      stream.socket.addEventListener("close", ({ code, reason }) =>
        stream.end(code === 1006 ? "its connection broke (1006)." : `${code} ${reason}`.trim() + "."));
    });
    return stream;
  }
}
