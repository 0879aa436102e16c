// A program that several clients share: the key of their instance, the link by which others join it, and the server
// console. Fetched when such a program is first run.

import { ConsoleStream } from "./consolestream.js";
import { dropOldest, maxRows, rowElement, showCounts } from "./consoleview.js";

/** @import { Notice, RowView, SocketEvent } from "../types.d.ts" */

/** @type {Map<string, SharedProgram>} */
const programs = new Map(); // by name, which the tags of a program's connections have
const consoleStream = new ConsoleStream(
  (notice) => programs.get(notice.block)?.onNotice(notice),
  (why) => programs.forEach((program) => program.showRemark(`The server console went silent: ${why}`)),
);
addEventListener("pagehide", ({ persisted }) => persisted && consoleStream.close());

/** A program that several clients share. */
export class SharedProgram {
  #figure;
  /** @type {HTMLElement} */
  #list;
  #runs = 0;
  /** @type {number | undefined} */
  #firstEvent; // when it happened, on the server console's clock
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
    if (!consoleName) this.showRemark(`There is no server console: ${why}`);
    const instance = newKey();
    this.#showJoinLink(instance);
    const attempt = ++this.#runs;
    return this.#figure.dataset.clients.split(", ").map((name) => {
      const query = new URLSearchParams({ instance, name });
      const tag = { console: consoleName, block: this.#figure.id, client: name.toLowerCase(), attempt: String(attempt) };
      if (consoleName) for (const [key, value] of Object.entries(tag)) query.set(key, value);
      return { name, query: `?${query}` };
    });
  }

  /** Shows what the server did for one of the clients. @param {Notice} notice */
  onNotice({ attempt, client, missed, event }) {
    if (!event || attempt !== this.#runs) return;
    this.#firstEvent ??= event.at;
    if (missed) this.showRemark(`Events that came faster than the page could take them: ${missed}.`);
    this.#show({ kind: event.kind, time: timeText(event.at - this.#firstEvent), ...describe(client, event) });
  }

  /** @param {string} words */
  showRemark(words) {
    this.#show({ kind: "remark", time: "", arrow: "", words, meta: "" });
  }

  /** @param {Partial<RowView> & Pick<RowView, "kind" | "time" | "arrow" | "words" | "meta">} row */
  #show(row) {
    this.#list.append(rowElement({ side: "server", when: 0, bad: false, ...row }));
    this.#skipped += dropOldest(this.#list, maxRows);
    showCounts(this.#list, this.#skipped);
  }

  #clear() {
    this.#list.replaceChildren();
    this.#firstEvent = undefined;
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

/** An event of the server's side in words, as play.Event.Row has them. @param {string} client @param {SocketEvent} event */
function describe(client, { kind, opcode, size, text = "", code, reason = "", clean }) {
  const ending = code ? ` ${code} ${reason}`.trimEnd() : "";
  /** @type {Record<string, string>} */
  const sentences = { opened: "Client connected!", closing: `closing${ending}`, closed: `Client disconnected!${ending}` };
  const words = sentences[kind] ?? (opcode === "binary" ? hexPreview(text) : text);
  /** @type {RowView["arrow"]} */
  const arrow = arrows[kind] ?? "";
  const isMessage = kind === "received" || kind === "sent";
  const meta = [client, arrow && directions[arrow], isMessage && opcode, isMessage && (size === 1 ? "1 byte" : `${size} bytes`)];
  return { words, arrow, meta: meta.filter(Boolean).join(" · "), bad: kind === "closed" && !clean };
}

/** @type {Record<string, "→" | "←">} */
const arrows = { received: "→", sent: "←", closing: "←" };
const directions = { "→": "to the server", "←": "to the client" };

/** The first 16 bytes in hexadecimal: a piece of a file has thousands, and nobody reads them here. @param {string} hex */
function hexPreview(hex) {
  return hex.length > 48 ? `${hex.slice(0, 47)} …` : hex;
}

/** A time in milliseconds in words, as play.Milliseconds has it. @param {number} ms */
function timeText(ms) {
  if (ms < 100) return `${ms.toFixed(1)} ms`;
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(2)} s`;
}
