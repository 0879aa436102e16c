// A program block: runs a real page of the lesson's in a sandboxed frame and shows what it prints.

/** How many lines of output are kept: a runaway program prints more than anyone reads. */
const maxLines = 200;

/** One program block. */
export class Program {
  #figure;
  #frame;
  #lines = 0;

  constructor(figure) {
    this.#figure = figure;
    figure.addEventListener("click", this);
    addEventListener("message", this);
  }

  handleEvent({ type, target, source, data }) {
    if (type === "click") {
      if (target.closest("button[data-act=run]")) this.#run();
    } else if (this.#frame && source === this.#frame.contentWindow) {
      if (data?.twocups === "printed") this.#print(data.line, data.bad);
      else if (data?.twocups === "height") this.#frame.height = data.height;
    }
  }

  /** Starts the program from the beginning. */
  #run() {
    this.#frame?.remove();
    this.#output().replaceChildren();
    this.#lines = 0;
    this.#frame = document.createElement("iframe");
    this.#frame.sandbox = "allow-scripts";
    this.#frame.title = this.#figure.dataset.title;
    this.#frame.src = this.#figure.dataset.src;
    this.#figure.querySelector(".stage").replaceChildren(this.#frame);
    this.#figure.toggleAttribute("data-started", true);
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
