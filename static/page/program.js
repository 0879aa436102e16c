// A program block: runs a real page of the lesson's in a sandboxed frame and shows what it prints. A program that clients
// share runs in a frame for each of them.

/** How many lines of output are kept: a runaway program prints more than anyone reads. */
const maxLines = 200;

/** How long the server may take to answer, in milliseconds: as long as an opening handshake may (wasm/player.ConnectWithin). */
const answerWithin = 15_000;

/** One program block. */
export class Program {
  #figure;
  #shared; // what the clients of a shared program have in common
  #frames = [];
  #lines = 0;
  #runs = 0;

  constructor(figure) {
    this.#figure = figure;
    figure.addEventListener("click", this);
    addEventListener("message", this);
  }

  handleEvent({ type, target, source, data }) {
    if (type === "click") {
      if (target.closest("button[data-act=run]")) this.#run();
      return;
    }
    const frame = this.#frames.find(({ contentWindow }) => contentWindow === source);
    if (!frame) return;
    if (data?.twocups === "printed") this.#print(frame.name ? `${frame.name}: ${data.line}` : data.line, data.bad);
    else if (data?.twocups === "height") frame.height = data.height;
  }

  /** Starts the program from the beginning. */
  async #run() {
    for (const frame of this.#frames) frame.remove();
    this.#frames = [];
    this.#output().replaceChildren();
    this.#lines = 0;
    this.#figure.toggleAttribute("data-started", true);
    const run = ++this.#runs;
    try {
      await this.#ask();
      const clients = this.#figure.dataset.clients ? await this.#clients() : [{ query: "" }];
      if (run !== this.#runs) return; // the learner has pressed again
      this.#frames = clients.map((client) => this.#frame(client));
      this.#figure.querySelector(".stage").replaceChildren(...this.#frames);
    } catch {
      if (run === this.#runs) this.#print("The server does not answer. See whether it runs, then press Run again.", true);
    }
  }

  /** Asks for the program, and throws when nobody answers: a frame would show a page of the browser's, and tell nobody. */
  #ask() {
    return fetch(this.#figure.dataset.src, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(answerWithin) });
  }

  /** Returns the clients of a program that they share, in an instance of their own. */
  async #clients() {
    const { Shared } = await import("../live/sharedprogram.js");
    this.#shared ??= new Shared(this.#figure);
    return this.#shared.begin();
  }

  #frame({ name = "", query }) {
    const frame = document.createElement("iframe");
    const { allow } = this.#figure.dataset;
    frame.sandbox = allow ? `allow-scripts allow-${allow}` : "allow-scripts";
    frame.title = name ? `${this.#figure.dataset.title}: ${name}` : this.#figure.dataset.title;
    frame.name = name;
    frame.src = this.#figure.dataset.src + query;
    return frame;
  }

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
