// The client console and the server console of a ws block, side by side or merged by time into one. Fetched once a step is
// wanted, or a program that several clients share.

/** @import { Row, RowView, Side, View } from "../types.d.ts" */

/** How many rows a console keeps (wasm/player.MaxRows). The rows before these are counted. */
export const maxRows = 300;

/** With more new rows than this, no bead runs: nobody could follow a message. */
const flood = 16;

/** @type {Side[]} */
const sides = ["client", "server"];

/** Both consoles of a block. */
export class ConsoleView {
  #section;
  /** @type {Record<Side, HTMLElement>} */
  #lists;
  #skipped = { client: 0, server: 0 };
  #merged = false;
  /** @type {string | undefined} */
  #empty; // what the client console says while it has no rows
  /** @type {WeakMap<Element, Animation>} */
  #animations = new WeakMap(); // each bead's latest

  /** @param {HTMLElement} section */
  constructor(section) {
    this.#section = section;
    /** @param {Side} side */
    const list = (side) => section.querySelector(`.ends .${side} ol`);
    this.#lists = { client: list("client"), server: list("server") };
  }

  /** Draws the rows of a view behind those that are there. @param {Pick<View, "cleared" | "skipped" | "rows">} view */
  draw({ cleared, skipped, rows }) {
    if (cleared) this.#clear();
    /** @type {Record<Side, HTMLElement[]>} */
    const drawn = { client: [], server: [] };
    for (const row of rows) {
      const item = rowElement(row);
      Object.assign(item.dataset, { side: row.side, kind: row.kind, when: row.when });
      drawn[this.#merged ? "client" : row.side].push(item);
    }
    for (const side of sides) this.#append(side, drawn[side], skipped[side]);
    if (rows.length) this.#animate(rows);
  }

  /** Shows both consoles as one list in the order of time, or side by side again. @param {boolean} merged */
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
    const all = sides.flatMap((side) => [...this.#lists[side].querySelectorAll("li")]).sort(byTime);
    for (const item of all) this.#lists[merged || item.dataset.side === "client" ? "client" : "server"].append(item);
  }

  /** @param {Side} side @param {HTMLElement[]} items @param {number} skipped */
  #append(side, items, skipped) {
    const list = this.#lists[side];
    if (this.#merged) insertByTime(list, items);
    else list.append(...items);
    this.#skipped[side] += skipped + dropOldest(list, this.#merged ? 2 * maxRows : maxRows);
    showCounts(list, this.#skipped[side]);
  }

  #clear() {
    for (const side of sides) {
      this.#lists[side].replaceChildren();
      this.#skipped[side] = 0;
    }
  }

  /** Runs a bead along the client's string for a message: at most one bead at a time in each direction. @param {RowView[]} rows */
  #animate(rows) {
    if (rows.length > flood || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    for (const { arrow, selector, direction } of directions) {
      const row = rows.find((row) => row.arrow === arrow && row.side === "client");
      const string = row && [...this.#section.querySelectorAll(".string")].find(({ dataset }) => dataset.name === row.client);
      const bead = string?.querySelector(selector);
      if (!bead || this.#animations.get(bead)?.playState === "running") continue;
      this.#animations.set(bead, bead.animate(alongString, { duration: 450, easing: "ease-in-out", direction }));
    }
  }
}

/** @type {{ arrow: string, selector: string, direction: PlaybackDirection }[]} */
const directions = [
  { arrow: "→", selector: ".bead.out", direction: "normal" },
  { arrow: "←", selector: ".bead.in", direction: "reverse" },
];
const alongString = [
  { transform: "none", opacity: 1 },
  { transform: "translateX(100%)", opacity: 1 },
]; // a transform moves the bead without a layout

/** Compares two rows. @param {HTMLElement} a @param {HTMLElement} b */
const byTime = (a, b) => Number(a.dataset.when) - Number(b.dataset.when);

/** Puts each item behind the last item that is not later. That is nearly always the end. @param {HTMLElement} list @param {HTMLElement[]} items */
function insertByTime(list, items) {
  for (const item of items) {
    let before = /** @type {HTMLElement | null} */ (list.lastElementChild);
    while (before && byTime(before, item) > 0) before = /** @type {HTMLElement | null} */ (before.previousElementSibling);
    if (before) before.after(item);
    else list.prepend(item);
  }
}

/** Removes the oldest items of a list that has too many; returns how many it removed. @param {HTMLElement} list @param {number} most */
export function dropOldest(list, most) {
  const over = Math.max(list.childElementCount - most, 0);
  for (let i = 0; i < over; i++) list.firstElementChild.remove();
  return over;
}

/** Says below a list that it is empty, or how many earlier rows are gone. @param {HTMLElement} list @param {number} skipped */
export function showCounts(list, skipped) {
  list.parentElement.querySelector(".empty").hidden = list.childElementCount > 0;
  const count = list.parentElement.querySelector(".skipped");
  count.hidden = !skipped;
  if (skipped) count.textContent = `${skipped.toLocaleString("en")} earlier rows are not shown.`;
}

/** A row with the markup that server/site/block.tmpl gives the rows of a recorded run. @param {Row} row */
export function rowElement({ bad, time, arrow, words, meta, packet }) {
  const item = document.createElement("li");
  if (bad) item.className = "bad";
  item.append(span("time", time), span("arrow", arrow), span("words", words), span("meta", meta));
  item.children[1].ariaHidden = "true";
  if (packet) item.append(span("packet", packet, "code"));
  return item;
}

/** @param {string} className @param {string} text */
function span(className, text, tag = "span") {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
}
