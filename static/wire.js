// What went over the wire of a block's connections, as the server saw it: a list of the opening handshake and the frames,
// and a drawing of the one that is chosen. Fetched when a learner opens it; the server has decoded every bit.

import { drawFrame } from "./wireframe.js";
import { drawHead } from "./wirehead.js";
import { Meanings } from "./wiremeanings.js";
import { endRow, frameRow, headRow } from "./wirerow.js";

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
    const names = [...section.querySelectorAll(".string")].map(({ dataset }) => dataset.name);
    this.#whose = names[0];
    this.#part(".whose").hidden = names.length === 1;
    if (names.length > 1) this.#part(".whose").append(...names.map(whoseButton));
    for (const type of ["click", "keydown", "change", "focusin"]) this.#view.addEventListener(type, this);
    this.#choose(this.#whose);
  }

  /** Takes a notice with a piece of the wire (play.Notice). */
  take({ client = "", attempt, wire }) {
    if (attempt <= this.#over) return;
    let it = this.#wires.get(client);
    if (it && attempt < it.attempt) return;
    if (it?.attempt !== attempt) this.#wires.set(client, (it = { attempt, frames: [], chosen: undefined }));
    if (wire.handshake) it.handshake = wire.handshake;
    for (const frame of wire.frames ?? []) keep(it, frame);
    it.ended ||= wire.ended;
    if (wire.ended) for (const { number, came, length } of it.frames) if (came !== length) (it.grown ??= new Set()).add(String(number));
    if (client === this.#whose) this.#change();
  }

  /** Puts away what there is: a reset has ended the connections up to this attempt. */
  clear(attempt) {
    this.#over = attempt;
    this.#wires.clear();
    this.#change();
  }

  handleEvent(event) {
    const { type, key, target } = event;
    const row = target.closest(".frames button");
    if (type === "change") this.#change();
    else if (type === "focusin") {
      if (target.closest(".shown")) this.#part(".choices input").checked = false; // what somebody looks at stays
    } else if (type === "click" && row) this.#pick(row);
    else if (type === "click" && target.closest(".whose button")) this.#choose(target.closest("button").dataset.name);
    else if (type === "click" && target.dataset.goto) this.#pick(this.#row(target.dataset.goto), true);
    else if (type === "keydown" && row && moves[key]) {
      const rows = [...this.#part(".frames").querySelectorAll("button")];
      const next = rows[moves[key](rows.indexOf(row), rows.length)];
      if (next) this.#pick(next, true);
      event.preventDefault();
    }
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
    if (list.dataset.attempt !== String(it?.attempt)) list.replaceChildren();
    list.dataset.attempt = it?.attempt;
    this.#part(".empty").hidden = Boolean(it);
    this.#part(".choices").hidden = !it && this.#part(".whose").childElementCount === 0;
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
    for (const frame of it.frames) put(String(frame.number), () => frameRow(frame, it.ended));
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

/** The key of what came last. */
function newest(it) {
  if (it.frames.length) return String(it.frames.at(-1).number);
  return it.handshake ? "answer" : undefined;
}

const rowsOf = (list) => new Map([...list.children].map((item) => [item.firstElementChild.dataset.key, item]));

/** Marks the rows that lie between the fragments of a message, which a line joins. */
function markWithin(frames, rows) {
  const underWay = new Set();
  for (const { number, sender, fragment, fin } of frames) {
    rows.get(String(number)).classList.toggle("within", underWay.size > 0 && !fragment);
    if (fragment && !fin) underWay.add(sender);
    else if (fragment) underWay.delete(sender);
  }
}

function whoseButton(name) {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", textContent: name });
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
