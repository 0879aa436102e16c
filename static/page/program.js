// A program block: runs a page of the lesson in a sandboxed iframe and shows what it prints. Fetched with every page. A
// program that several clients share runs in one iframe for each client.

/** @import { SharedProgram } from "../types.d.ts" */

/** How many lines of output are kept: a runaway program prints more than anyone reads. */
const maxLines = 200;

/** How long the server may take to answer, in milliseconds: as long as an opening handshake may (wasm/player.ConnectTimeout). */
const answerWithin = 15_000;

/** One program block. */
export class Program {
  #figure;
  /** @type {SharedProgram} */
  #shared;
  /** @type {HTMLIFrameElement[]} */
  #iframes = [];
  #lines = 0;
  #runs = 0;

  /** @param {HTMLElement} figure */
  constructor(figure) {
    this.#figure = figure;
    figure.addEventListener("click", this);
    addEventListener("message", this);
  }

  /** @param {any} event */
  handleEvent({ type, target, source, data }) {
    if (type === "click") {
      if (target.closest("button[data-act=run]")) this.#run();
      return;
    }
    const iframe = this.#iframes.find(({ contentWindow }) => contentWindow === source);
    if (!iframe) return;
    if (data?.twocups === "printed") this.#print(iframe.name ? `${iframe.name}: ${data.line}` : data.line, data.bad);
    else if (data?.twocups === "height") iframe.height = data.height;
  }

  /** Starts the program from the beginning. */
  async #run() {
    for (const iframe of this.#iframes) iframe.remove();
    this.#iframes = [];
    this.#output().replaceChildren();
    this.#lines = 0;
    this.#figure.toggleAttribute("data-started", true);
    const run = ++this.#runs;
    try {
      await this.#checkServer();
      const clients = this.#figure.dataset.clients ? await this.#clients() : [{ name: "", query: "" }];
      if (run !== this.#runs) return; // the learner has pressed again
      this.#iframes = clients.map((client) => this.#iframe(client));
      this.#figure.querySelector(".stage").replaceChildren(...this.#iframes);
    } catch {
      if (run === this.#runs) this.#print("The server does not answer. See whether it runs, then press Run again.", true);
    }
  }

  /** Throws when the server does not answer: the iframe would show the browser's error page, and report nothing. */
  #checkServer() {
    return fetch(this.#figure.dataset.src, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(answerWithin) });
  }

  /** Makes an instance of a shared program; returns its clients. */
  async #clients() {
    const { SharedProgram } = await import("../live/sharedprogram.js");
    this.#shared ??= new SharedProgram(this.#figure);
    return this.#shared.start();
  }

  /** @param {{ name: string, query: string }} client */
  #iframe({ name, query }) {
    const iframe = document.createElement("iframe");
    const { allow, title, src } = this.#figure.dataset;
    Object.assign(iframe, {
      sandbox: allow ? `allow-scripts allow-${allow}` : "allow-scripts",
      title: name ? `${title}: ${name}` : title,
      name,
      src: src + query,
    });
    return iframe;
  }

  /** @param {string} line @param {boolean} bad */
  #print(line, bad) {
    if (++this.#lines > maxLines) return;
    const item = document.createElement("li");
    item.textContent = this.#lines === maxLines ? "… and so on" : line;
    item.classList.toggle("bad", bad);
    this.#output().append(item);
  }

  #output() {
    return this.#figure.querySelector(".printed ol");
  }
}
