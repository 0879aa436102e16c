// What went over the wire of a block's connections, as the server saw it: a list of the opening handshake and the frames,
// and a drawing of the one that is chosen. Fetched when a learner opens it; the server has decoded every bit.

import { drawFrame } from "./wireframe.js";
import { drawHead } from "./wirehead.js";
import { Meanings } from "./wiremeanings.js";
import { endRow, frameRow, gapRow, headRow } from "./wirerow.js";

/** How many frames of a connection a page keeps. What came before is counted. */
const maxFrames = 300;

/** No more often than this, in milliseconds, is the list drawn: an eye reads no faster. */
const drawEvery = 100;

let styled; // a promise of the style sheet

/** The view of one block. */
export class Wire {
  #view;
  #meanings;
  #wires = new Map(); // a client's name -> its latest connection
  #whose; // the client whose connection is shown
  #decided = false; // by the learner
  #runs = 0; // connections so far
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
    this.#meanings = new Meanings(content, this.#view, `${section.id}-wire`);
    for (const type of ["click", "keydown", "change", "focusin"]) this.#view.addEventListener(type, this);
    this.#begin();
  }

  /** Has the block's own clients to choose from, and shows the first. */
  #begin() {
    const names = [...this.#view.closest(".ws").querySelectorAll(".string")].map(({ dataset }) => dataset.name);
    this.#decided = false;
    this.#part(".whose").replaceChildren(...names.map(whoseButton));
    this.#part(".whose").hidden = names.length === 1;
    this.#choose(names[0]);
  }

  /** Takes a notice with a piece of the wire (play.Notice). */
  take({ client = "", attempt, wire }) {
    if (attempt <= this.#over) return;
    let it = this.#wires.get(client);
    if (it && attempt < it.attempt) return;
    if (it?.attempt !== attempt || isAnother(it.handshake, wire.handshake)) this.#wires.set(client, (it = { attempt, run: ++this.#runs, frames: [], chosen: undefined }));
    if (wire.handshake) it.handshake = wire.handshake;
    for (const frame of wire.frames ?? []) keep(it, frame);
    it.ended ||= wire.ended;
    if (wire.ended) for (const { number, came, length } of it.frames) if (came !== length) (it.grown ??= new Set()).add(String(number));
    if (!this.#button(client)) this.#meet(client);
    if (client === this.#whose) this.#change();
  }

  /** Has one more connection to choose from: one that a raw client has opened. It is what the learner wants to see. */
  #meet(client) {
    this.#part(".whose").append(whoseButton(client));
    this.#part(".whose").hidden = false;
    this.#choose(this.#decided ? this.#whose : client);
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
    if (type === "change") this.#change();
    else if (type === "focusin") {
      if (target.closest(".shown")) this.#part(".choices input").checked = false; // what somebody looks at stays
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

  #decide(name) {
    this.#decided = true;
    this.#choose(name);
  }

  /** Shows the connection of a client. */
  #choose(name) {
    this.#whose = name;
    for (const button of this.#part(".whose").children) button.ariaPressed = String(button.dataset.name === name);
    this.#part(".frames").replaceChildren();
    this.#draw();
  }

  /** Shows what a row stands for, and no longer whatever comes. */
  #pick(row, focus) {
    if (!row) return;
    this.#part(".choices input").checked = false;
    this.#wires.get(this.#whose).chosen = row.dataset.key;
    this.#draw();
    if (focus) row.focus();
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
    if (list.dataset.run !== String(it?.run)) list.replaceChildren();
    list.dataset.run = it?.run;
    this.#part(".empty").hidden = Boolean(it);
    this.#part(".choices").hidden = !it && this.#part(".whose").hidden;
    const lost = it ? (it.frames[0]?.number ?? 1) - 1 : 0;
    this.#part(".skipped").hidden = lost === 0;
    this.#part(".skipped").textContent = `${lost.toLocaleString("en")} earlier frames are not kept.`;
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
      else if (it.grown?.has(key)) {
        const focused = old.contains(document.activeElement);
        const made = make();
        old.replaceWith(made);
        if (focused) made.firstElementChild.focus();
      }
    };
    if (it.handshake) for (const which of ["request", "answer"]) put(which, () => headRow(which, it.handshake[which]));
    for (const [at, frame] of it.frames.entries()) {
      const gap = gapBefore(it.frames, at);
      const before = `before-${frame.number}`;
      if (gap) put(before, () => gapRow(before, gap));
      put(String(frame.number), () => frameRow(frame, it.ended));
    }
    if (it.ended) put("end", () => endRow(it));
    for (const item of rows.values()) item.remove();
    it.grown = undefined;
    markWithin(it.frames, rowsOf(list));
    if (this.#newest()) it.chosen = newest(it);
    for (const { firstElementChild: row } of list.children) {
      if (row.localName !== "button") continue;
      row.ariaCurrent = row.dataset.key === it.chosen ? "true" : null;
      row.tabIndex = row.dataset.key === it.chosen ? 0 : -1; // Tab goes to one of them, and on to what it shows
    }
    if (atEnd && this.#newest()) list.scrollTop = list.scrollHeight;
  }

  /** Draws what is chosen, unless it is drawn already. */
  #show(it) {
    const shown = this.#part(".shown");
    const what = it?.handshake?.[it.chosen] ?? it?.frames.find(({ number }) => String(number) === it.chosen);
    if (this.#shown === what) return;
    this.#shown = what;
    if (!what) shown.replaceChildren();
    else if (what.line !== undefined) shown.replaceChildren(drawHead(it.chosen, what, this.#meanings));
    else shown.replaceChildren(drawFrame(what, it, this.#meanings));
  }

  #newest() {
    return this.#part(".choices input").checked;
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

/** Keeps a frame. One that is there already, half of it, has grown. */
function keep(it, frame) {
  const last = it.frames.at(-1)?.number ?? 0;
  if (frame.number > last) {
    it.frames.push(frame);
    if (it.frames.length > maxFrames) it.frames.shift();
    return;
  }
  const at = it.frames.findIndex(({ number }) => number === frame.number);
  if (at < 0 || it.frames[at].came === frame.came) return;
  it.frames[at] = frame;
  (it.grown ??= new Set()).add(String(frame.number));
}

/**
 * How many frames are missing between one and that before it. The server keeps only the newest: others are gone if the
 * view was closed when they came, or the server console was too slow. What came before the first is counted elsewhere.
 */
const gapBefore = (frames, at) => (at ? frames[at].number - frames[at - 1].number - 1 : 0);

/** Says whether an opening handshake is of another connection. Of the same it comes again when the view is opened again. */
const isAnother = (one, other) => one && other && JSON.stringify(one) !== JSON.stringify(other);

/** The key of what came last. */
function newest(it) {
  if (it.frames.length) return String(it.frames.at(-1).number);
  return it.handshake ? "answer" : undefined;
}

const rowsOf = (list) => new Map([...list.children].map((item) => [item.firstElementChild.dataset.key, item]));

/** Marks the rows that lie between the fragments of a message, which a line joins. In a gap any message may have ended. */
function markWithin(frames, rows) {
  const underWay = new Set();
  for (const [at, { number, sender, fragment, fin }] of frames.entries()) {
    if (gapBefore(frames, at)) underWay.clear();
    rows.get(String(number)).classList.toggle("within", underWay.size > 0 && !fragment);
    if (fragment && !fin) underWay.add(sender);
    else if (fragment) underWay.delete(sender);
  }
}

function whoseButton(name) {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", textContent: name || "client" });
  button.dataset.name = name;
  return button;
}

/** Loads the style sheet of the view, which no page needs at first. */
function style() {
  return new Promise((resolve, reject) => {
    const link = document.createElement("link");
    Object.assign(link, { rel: "stylesheet", href: new URL("./wire.css", import.meta.url).href, onload: resolve });
    link.onerror = () => {
      styled = undefined;
      link.remove();
      reject(new Error("The view’s style sheet could not be fetched."));
    };
    document.head.append(link);
  });
}
