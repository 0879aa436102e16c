// What went over the wire of a block's connections, as the server saw it: a list of the opening handshake and the frames,
// and a drawing of the one that is chosen. Fetched when a learner opens it; the server has decoded every bit.

import { Connection } from "./connection.js";
import { drawFrame } from "./frame.js";
import { drawHead } from "./handshake.js";
import { Meanings } from "./explanations.js";
import { drawPacket } from "./packet.js";
import { headWords } from "./handshakewords.js";
import { packetWords } from "./packetwords.js";
import { endRow, frameRow, gapRow, headRow, notKept, restRow } from "./row.js";

/** No more often than this, in milliseconds, is the list drawn: an eye reads no faster. */
const drawEvery = 100;

/** How many connections of a raw client there are to choose from: a lesson that breaks one after the other breaks five. */
const maxRaw = 5;

let styled; // a promise of the style sheet

/** The view of one block. */
export class Wire {
  #view;
  #meanings;
  #wires = new Map(); // by key: a client's latest connection, under its name, and the latest that a raw client has opened
  #whose; // the key of what is shown
  #decided = false; // by the learner, for a client's own connection
  #attempts = new Map(); // a client's name -> its latest attempt
  #over = 0; // the attempts up to this one have been put away by a reset
  #changed = false; // a drawing is due
  #shown; // what is drawn

  /** @param section the block; its view is made when the style sheet is there */
  static async in(section) {
    styled ??= style();
    await styled;
    return new Wire(section);
  }

  constructor(section) {
    const { content } = document.querySelector("#page-wire");
    this.#view = section.querySelector(".wire .view");
    this.#view.replaceChildren(...[...content.cloneNode(true).children].filter((part) => !part.dataset.of));
    this.#meanings = new Meanings(content, [...headWords, ...packetWords], this.#view, `${section.id}-wire`);
    for (const type of ["click", "keydown", "change", "focusin"]) this.#view.addEventListener(type, this);
    this.#begin();
  }

  /** Has the block's own clients to choose from, and shows the first. */
  #begin() {
    const names = [...this.#view.closest(".ws").querySelectorAll(".string")].map(({ dataset }) => dataset.name);
    this.#decided = false;
    this.#part(".whose").replaceChildren(...names.map((name) => whoseButton(name, name || "client")));
    this.#choose(names[0]);
  }

  /** Takes a notice with a piece of the wire (play.Notice). */
  take({ client = "", attempt, raw = false, connection = 0, wire }) {
    if (attempt <= this.#over || attempt < this.#attempts.get(client)) return;
    if (attempt !== this.#attempts.get(client)) this.#forget(client);
    this.#attempts.set(client, attempt);
    const it = raw ? this.#rawOf(client, connection) : this.#ownOf(client, connection);
    if (!it) return;
    it.take(wire);
    if (it.key === this.#whose) this.#change();
  }

  /** A client's own connection, begun anew if this is another; none if it is an older one. */
  #ownOf(client, connection) {
    const it = this.#wires.get(client);
    if (it?.connection > connection) return undefined;
    if (it?.connection === connection) return it;
    const begun = this.#add({ key: client, client, connection });
    if (client === this.#whose) this.#choose(client);
    return begun;
  }

  /** A connection that a raw client has opened for a client: what the learner wants to see, unless they look at something. */
  #rawOf(client, connection) {
    const key = `raw ${connection} ${client}`;
    if (this.#wires.has(key)) return this.#wires.get(key);
    const others = this.#raws(client);
    if (others.at(-1)?.connection > connection) return undefined; // it has been dropped
    const number = (others.at(-1)?.number ?? 0) + 1;
    if (others.length === maxRaw) this.#drop(others[0]);
    const it = this.#add({ key, client, connection, number });
    this.#part(".whose").append(whoseButton(key, [client, "raw", number].filter(Boolean).join(" ")));
    const looking = document.activeElement?.closest(".frames, .shown");
    if (!this.#decided && !this.#view.contains(looking)) this.#choose(key);
    else this.#part(".whose").hidden = false;
    return it;
  }

  #raws(client) {
    return [...this.#wires.values()].filter((it) => it.number && it.client === client);
  }

  #add(connection) {
    const it = new Connection(connection);
    this.#wires.set(it.key, it);
    return it;
  }

  #drop({ key, client }) {
    this.#wires.delete(key);
    this.#button(key)?.remove();
    if (key === this.#whose) this.#choose(client);
  }

  /** Puts away the connections of a client's earlier attempt. */
  #forget(client) {
    this.#wires.delete(client);
    for (const it of this.#raws(client)) this.#drop(it);
  }

  /** Puts away what there is: a reset has ended the connections up to this attempt. */
  clear(attempt) {
    this.#over = attempt;
    this.#wires.clear();
    this.#begin();
  }

  handleEvent(event) {
    const { type, key, target } = event;
    const row = target.closest(".frames button");
    if (type === "change") {
      this.#follow(target.checked);
      this.#change();
    } else if (type === "focusin") {
      if (target.closest(".shown")) this.#follow(false); // what somebody looks at stays
    } else if (type === "click" && row) this.#pick(row);
    else if (type === "click" && target.closest(".whose button")) this.#decide(target.closest("button").dataset.name);
    else if (type === "click" && target.dataset.goto) this.#pick(this.#row(target.dataset.goto), true);
    else if (type === "keydown" && row && moves[key]) {
      const rows = [...this.#part(".frames").querySelectorAll("button")];
      const next = rows[moves[key](rows.indexOf(row), rows.length)];
      if (next) this.#pick(next, true);
      event.preventDefault();
    }
  }

  #decide(key) {
    this.#decided = !this.#wires.get(key)?.number;
    this.#choose(key);
  }

  /** Shows a connection. One that has not been looked at begins with the newest. */
  #choose(key) {
    this.#whose = key;
    for (const button of this.#part(".whose").children) button.ariaPressed = String(button.dataset.name === key);
    this.#part(".whose").hidden = this.#part(".whose").childElementCount === 1;
    this.#part(".choices input").checked = this.#wires.get(key)?.follows ?? true;
    this.#part(".frames").replaceChildren();
    this.#draw();
  }

  /** Shows what a row stands for, and no longer whatever comes. */
  #pick(row, focus) {
    if (!row) return;
    this.#follow(false);
    this.#wires.get(this.#whose).chosen = row.dataset.key;
    this.#draw();
    if (focus) row.focus();
  }

  /** Has the newest shown as it comes, or has what is chosen stay. */
  #follow(follows) {
    this.#part(".choices input").checked = follows;
    const it = this.#wires.get(this.#whose);
    if (it) it.follows = follows;
  }

  #change() {
    if (this.#changed) return;
    this.#changed = true;
    setTimeout(() => requestAnimationFrame(() => {
      this.#changed = false;
      this.#draw();
    }), drawEvery);
  }

  #draw() {
    const it = this.#wires.get(this.#whose);
    const list = this.#part(".frames");
    this.#part(".empty").hidden = Boolean(it);
    this.#part(".choices").hidden = !it && this.#part(".whose").hidden;
    const lost = it?.lost ?? 0;
    this.#part(".skipped").hidden = lost === 0;
    this.#part(".skipped").textContent = `${notKept(lost, "earlier ")}`;
    if (it) this.#list(it, list);
    this.#show(it);
  }

  /** Brings the rows up to what there is: new ones at the end, others where a frame has grown. */
  #list(it, list) {
    const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 4;
    const rows = rowsOf(list);
    const put = (key, make) => {
      const old = rows.get(key);
      rows.delete(key);
      if (!old) list.append(make());
      else if (it.grown.has(key)) {
        const focused = old.contains(document.activeElement);
        const made = make();
        old.replaceWith(made);
        if (focused) made.firstElementChild.focus();
      }
    };
    if (it.handshake) for (const which of ["request", "answer"]) put(which, () => headRow(which, it.handshake[which]));
    for (const [at, frame] of it.frames.entries()) {
      const gap = it.gapBefore(at);
      const before = `before-${frame.number}`;
      if (gap) put(before, () => gapRow(before, gap));
      put(String(frame.number), () => frameRow(frame, it.ended));
    }
    if (it.rest) put("rest", () => restRow(it.rest));
    if (it.ended) put("end", () => endRow(it));
    for (const item of rows.values()) item.remove();
    it.grown.clear();
    markWithin(it, rowsOf(list));
    if (it.follows) it.chosen = it.newest();
    const buttons = [...list.querySelectorAll("button")];
    const reached = buttons.find(({ dataset }) => dataset.key === it.chosen) ?? buttons.at(-1); // what is chosen may not be kept any more
    for (const row of buttons) {
      row.ariaCurrent = row.dataset.key === it.chosen ? "true" : null;
      row.tabIndex = row === reached ? 0 : -1; // Tab goes to one of them, and on to what it shows
    }
    if (atEnd && it.follows) list.scrollTop = list.scrollHeight;
  }

  /** Draws what is chosen, unless it is drawn already. */
  #show(it) {
    const shown = this.#part(".shown");
    const what = it?.handshake?.[it.chosen] ?? it?.frames.find(({ number }) => String(number) === it.chosen);
    if (this.#shown === what) return;
    const part = shown.contains(document.activeElement) && this.#shown?.number === what?.number && document.activeElement.dataset.part;
    this.#shown = what;
    if (!what) shown.replaceChildren();
    else if (what.line !== undefined) shown.replaceChildren(drawHead(it.chosen, what, this.#meanings));
    else shown.replaceChildren(...[drawFrame(what, it, this.#meanings), drawPacket(what, this.#meanings)].filter(Boolean));
    if (part) shown.querySelector(`button[data-part="${part}"]`)?.focus(); // the same frame, of which more has come
  }

  #button(name) {
    return [...this.#part(".whose").children].find(({ dataset }) => dataset.name === name);
  }

  #row(key) {
    return this.#part(`.frames [data-key="${key}"]`);
  }

  #part(selector) {
    return this.#view.querySelector(selector);
  }
}

/** What the keys do in the list: from one row's place to the next's. */
const moves = {
  ArrowDown: (at) => at + 1,
  ArrowUp: (at) => at - 1,
  Home: () => 0,
  End: (at, count) => count - 1,
  PageDown: (at, count) => Math.min(at + 8, count - 1),
  PageUp: (at) => Math.max(at - 8, 0),
};

const rowsOf = (list) => new Map([...list.children].map((item) => [item.firstElementChild.dataset.key, item]));

/** Marks the rows that lie between the fragments of a message, which a line joins. In a gap any message may have ended. */
function markWithin(it, rows) {
  const underWay = new Set();
  for (const [at, { number, sender, fragment, fin }] of it.frames.entries()) {
    if (it.gapBefore(at)) underWay.clear();
    rows.get(String(number)).classList.toggle("within", underWay.size > 0 && !fragment);
    if (fragment && !fin) underWay.add(sender);
    else if (fragment) underWay.delete(sender);
  }
}

function whoseButton(key, label) {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", textContent: label });
  button.dataset.name = key;
  return button;
}

/** Loads the style sheet of the view, which no page needs at first. */
function style() {
  return new Promise((resolve, reject) => {
    const link = document.createElement("link");
    Object.assign(link, { rel: "stylesheet", href: new URL("../css/wire.css", import.meta.url).href, onload: resolve });
    link.onerror = () => {
      styled = undefined;
      link.remove();
      reject(new Error("The view’s style sheet could not be fetched."));
    };
    document.head.append(link);
  });
}
