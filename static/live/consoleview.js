// The client console and the server console of a ws block, side by side or merged by time into one.

/** How many rows a console keeps (wasm/player.MaxRows). What came before is counted. */
export const maxRows = 300;

/** Both consoles of a block. */
export class Consoles {
  #section;
  #lists;
  #skipped = { client: 0, server: 0 };
  #merged = false;
  #empty; // what the client's says while it has no rows
  #beads = new WeakMap(); // each bead's latest run along its string

  constructor(section) {
    this.#section = section;
    const list = (side) => section.querySelector(`.ends .${side} ol`);
    this.#lists = { client: list("client"), server: list("server") };
  }

  /** Draws the rows of a view (wasm/player.View) behind those that are there. */
  draw({ cleared, skipped, rows }) {
    if (cleared) this.#clear();
    const drawn = { client: [], server: [] };
    for (const row of rows) drawn[this.#merged ? "client" : row.side].push(rowElement(row));
    for (const side of ["client", "server"]) this.#append(side, drawn[side], skipped[side]);
    if (rows.length) this.#pluck(rows);
  }

  /** Shows both consoles as one list in the order of time, or side by side again. */
  merge(merged) {
    this.#merged = merged;
    this.#section.toggleAttribute("data-merged", merged);
    const scroller = this.#lists.client.parentElement;
    scroller.ariaLabel = merged ? "Both consoles, by time" : "Client console";
    scroller.previousElementSibling.textContent = scroller.ariaLabel;
    const empty = scroller.querySelector(".empty");
    this.#empty ??= empty.textContent;
    empty.textContent = merged ? "What both ends do." : this.#empty;
    scroller.ariaLive = "off"; // the same rows in another order are no news
    setTimeout(() => (scroller.ariaLive = "polite"));
    const all = [...this.#lists.client.children, ...this.#lists.server.children].sort(byTime);
    for (const item of all) this.#lists[merged ? "client" : item.dataset.side].append(item);
  }

  #append(side, items, skipped) {
    const list = this.#lists[side];
    if (this.#merged) insertByTime(list, items);
    else list.append(...items);
    this.#skipped[side] += skipped + trim(list, this.#merged ? 2 * maxRows : maxRows);
    list.parentElement.querySelector(".empty").hidden = list.childElementCount > 0;
    const note = list.parentElement.querySelector(".skipped");
    note.hidden = !this.#skipped[side];
    if (!note.hidden) note.textContent = `${this.#skipped[side].toLocaleString("en")} earlier rows are not shown.`;
  }

  #clear() {
    for (const side of ["client", "server"]) {
      this.#lists[side].replaceChildren();
      this.#skipped[side] = 0;
    }
  }

  /** Lets a message run along the string between the cups, one at a time each way; of a flood no eye could follow any. */
  #pluck(rows) {
    if (rows.length > flood || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    for (const [arrow, name, direction] of ways) {
      const row = rows.find((row) => row.arrow === arrow && row.side === "client");
      const string = row && [...this.#section.querySelectorAll(".string")].find(({ dataset }) => dataset.name === row.client);
      const bead = string?.querySelector(name);
      if (!bead || this.#beads.get(bead)?.playState === "running") continue;
      this.#beads.set(bead, bead.animate(along, { duration: 450, easing: "ease-in-out", direction }));
    }
  }
}

/** More rows than this since the last drawing are a flood. */
const flood = 16;

const ways = [["→", ".bead.out", "normal"], ["←", ".bead.in", "reverse"]];
const along = [{ transform: "none", opacity: 1 }, { transform: "translateX(100%)", opacity: 1 }]; // moves without a layout
const byTime = (a, b) => a.dataset.when - b.dataset.when;

/** Puts each item behind the last one that is not later: nearly always at the end. */
function insertByTime(list, items) {
  for (const item of items) {
    let before = list.lastElementChild;
    while (before && byTime(before, item) > 0) before = before.previousElementSibling;
    if (before) before.after(item);
    else list.prepend(item);
  }
}

/** Takes rows off the beginning until so many are left; returns how many it took. */
export function trim(list, most) {
  const over = Math.max(list.childElementCount - most, 0);
  for (let i = 0; i < over; i++) list.firstElementChild.remove();
  return over;
}

/** A row, looking as server/site/block.tmpl writes the rows of a recorded run. */
export function rowElement({ side, kind, when, bad, time, arrow, words, meta, packet }) {
  const item = document.createElement("li");
  item.dataset.side = side;
  item.dataset.kind = kind;
  item.dataset.when = when;
  if (bad) item.className = "bad";
  item.append(span("time", time), span("arrow", arrow), span("words", words), span("meta", meta));
  item.children[1].ariaHidden = "true";
  if (packet) item.append(span("packet", packet, "code"));
  return item;
}

function span(name, text, tag = "span") {
  const element = document.createElement(tag);
  element.className = name;
  element.textContent = text;
  return element;
}
