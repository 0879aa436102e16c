// A program that several clients share: the key of their instance, the link by which others join it, and the server
// console. Fetched when such a program is first run.

import { ConsoleStream } from "./consolestream.js";
import { dropOldest, maxRows, rowElement, showCounts } from "./consoleview.js";

/** @import { Notice, Row } from "../types.d.ts" */

/** @type {Map<string, SharedProgram>} */
const programs = new Map(); // by name; the tags of a program's connections have this name
const consoleStream = new ConsoleStream(
  (notice) => programs.get(notice.block)?.onNotice(notice),
  (why) => programs.forEach((program) => program.addRemark(`The server console went silent: ${why}`)),
);
addEventListener("pagehide", ({ persisted }) => persisted && consoleStream.close());

/** A program that several clients share. */
export class SharedProgram {
  #figure;
  /** @type {HTMLElement} */
  #list;
  #runs = 0;
  #skipped = 0;

  /** @param {HTMLElement} figure */
  constructor(figure) {
    this.#figure = figure;
    this.#list = figure.querySelector(".rows ol");
    programs.set(figure.id, this);
  }

  /** Makes a new instance; returns the names of its clients and the queries of their pages. */
  async start() {
    const { name: consoleName, why } = await consoleStream.name();
    this.#clear();
    if (!consoleName) this.addRemark(`There is no server console: ${why}`);
    const instance = newKey();
    this.#showJoinLink(instance);
    const attempt = ++this.#runs;
    return this.#figure.dataset.clients.split(", ").map((name) => {
      const query = new URLSearchParams({ instance, name });
      const tag = { console: consoleName, block: this.#figure.id, client: name.toLowerCase(), attempt: String(attempt), rows: "1" };
      if (consoleName) for (const [key, value] of Object.entries(tag)) query.set(key, value);
      return { name, query: `?${query}` };
    });
  }

  /** Draws what the server did for one of the clients. @param {Notice} notice */
  onNotice({ attempt, rows = [] }) {
    if (attempt === this.#runs) this.#draw(rows);
  }

  /** @param {string} words */
  addRemark(words) {
    this.#draw([{ time: "", arrow: "", words, meta: "" }]);
  }

  /** @param {Row[]} rows */
  #draw(rows) {
    this.#list.append(...rows.map(rowElement));
    this.#skipped += dropOldest(this.#list, maxRows);
    showCounts(this.#list, this.#skipped);
  }

  #clear() {
    this.#list.replaceChildren();
    this.#skipped = 0;
    showCounts(this.#list, 0);
  }

  /** @param {string} instance */
  #showJoinLink(instance) {
    const others = this.#figure.querySelector(".others");
    if (!others) return; // nobody can join
    others.querySelector("a").search = `?instance=${instance}`;
    others.hidden = false;
  }
}

/** Returns 128 random bits in base64url. Anybody who has this key may join, and nobody can guess it. */
function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}
