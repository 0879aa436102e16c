// What the clients of a program have in common that several share: the key of their instance, the link by which others
// join it, and the server console. Fetched when such a program is first run.

import { maxRows, rowElement, trim } from "./consoleview.js";
import { ServerConsole } from "./consolestream.js";

/** The programs of the page by their names, which stand in the tags of their connections. */
const programs = new Map();
const serverConsole = new ServerConsole(
  (notice) => programs.get(notice.block)?.noticed(notice),
  (why) => programs.forEach((program) => program.remark(`The server console went silent: ${why}`)),
);
addEventListener("pagehide", ({ persisted }) => persisted && serverConsole.close());

/** A program that clients share. */
export class Shared {
  #figure;
  #list;
  #runs = 0;
  #began; // when this run's first event was, on the server console's clock
  #skipped = 0;

  constructor(figure) {
    this.#figure = figure;
    this.#list = figure.querySelector(".rows ol");
    programs.set(figure.id, this);
  }

  /** Makes a new instance; returns the names of its clients, and what stands in the query of their pages. */
  async begin() {
    const { name: consoleName, why } = await serverConsole.name();
    this.#clear();
    if (!consoleName) this.remark(`There is no server console: ${why}`);
    const instance = newKey();
    this.#invite(instance);
    const attempt = ++this.#runs;
    return this.#figure.dataset.clients.split(", ").map((name) => {
      const query = new URLSearchParams({ instance, name });
      const tag = { console: consoleName, block: this.#figure.id, client: name.toLowerCase(), attempt };
      if (consoleName) for (const [key, value] of Object.entries(tag)) query.set(key, value);
      return { name, query: `?${query}` };
    });
  }

  /** Shows what the server did for one of the clients (play.Notice). */
  noticed({ attempt, client, missed, event }) {
    if (!event || attempt !== this.#runs) return;
    this.#began ??= event.at;
    if (missed) this.remark(`Events that came faster than the page could take them: ${missed}.`);
    this.#show({ kind: event.kind, time: written(event.at - this.#began), ...described(client, event) });
  }

  remark(words) {
    this.#show({ kind: "remark", time: "", arrow: "", words, meta: "" });
  }

  #show(row) {
    this.#list.append(rowElement({ side: "server", when: 0, bad: false, ...row }));
    this.#skipped += trim(this.#list, maxRows);
    this.#note();
  }

  #clear() {
    this.#list.replaceChildren();
    this.#began = undefined;
    this.#skipped = 0;
    this.#note();
  }

  #note() {
    const rows = this.#list.parentElement;
    rows.querySelector(".empty").hidden = this.#list.childElementCount > 0;
    const note = rows.querySelector(".skipped");
    note.hidden = !this.#skipped;
    note.textContent = `${this.#skipped.toLocaleString("en")} earlier rows are not shown.`;
  }

  #invite(instance) {
    const others = this.#figure.querySelector(".others");
    if (!others) return; // nobody can join
    others.querySelector("a").search = `?instance=${instance}`;
    others.hidden = false;
  }
}

/** 128 random bits in base64url: who has this key may join, and nobody can guess it. */
function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** An event of the server's side in words, as play.Event.Row has them. */
function described(client, { kind, opcode, size, text = "", code, reason = "", clean }) {
  const ending = code ? ` ${code} ${reason}`.trimEnd() : "";
  const words = { opened: "Client connected!", closing: `closing${ending}`, closed: `Client disconnected!${ending}` }[kind]
    ?? (opcode === "binary" ? brief(text) : text);
  const arrow = { received: "→", sent: "←", closing: "←" }[kind] ?? "";
  const isMessage = kind === "received" || kind === "sent";
  const meta = [client, { "→": "to the server", "←": "to the client" }[arrow], isMessage && opcode,
    isMessage && (size === 1 ? "1 byte" : `${size} bytes`)];
  return { words, arrow, meta: meta.filter(Boolean).join(" · "), bad: kind === "closed" && !clean };
}

/** The first 16 bytes in hexadecimal: a piece of a file has thousands, and nobody reads them here. */
function brief(hex) {
  return hex.length > 48 ? `${hex.slice(0, 47)} …` : hex;
}

/** A time in milliseconds in words, as play.Milliseconds has it. */
function written(ms) {
  if (ms < 100) return `${ms.toFixed(1)} ms`;
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(2)} s`;
}
