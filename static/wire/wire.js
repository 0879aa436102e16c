// The view of the wire of a block's connections, as the server saw it: a list of the opening handshake and the frames, and a
// drawing of the one that is chosen. Fetched when a learner opens the view. The server has decoded every bit.

import { Connection } from "./connection.js";
import { Explanations } from "./explanations.js";
import { drawFrame } from "./frame.js";
import { drawHead } from "./handshake.js";
import { handshakeWords } from "./handshakewords.js";
import { drawPacket } from "./packet.js";
import { packetWords } from "./packetwords.js";
import { buttonRow, frameRow, gapRow, notKept, plainRow } from "./row.js";

/** @import { FrameRow, HeadRow, Notice } from "../types.d.ts" */

/** How often the list is drawn at most, in milliseconds: an eye reads no faster. */
const drawInterval = 100;

/** How many connections of a raw client there are to choose from: a lesson that breaks one after the other breaks five. */
const maxRaw = 5;

/** @type {Promise<void> | undefined} */
let stylesheet;

/** The view of one block. */
export class Wire {
  /** @type {HTMLElement} */
  #view;
  #explanations;
  /** @type {Map<string, Connection>} */
  #connections = new Map(); // by key: a client's latest connection, under its name, and the latest that a raw client has opened
  /** @type {string} */
  #shownKey; // of the connection that is shown
  #chosenByLearner = false; // whether the learner has chosen to see a client's own connection
  /** @type {Map<string, number>} */
  #attempts = new Map(); // a client's name -> its latest attempt
  #clearedAttempt = 0; // a reset has dropped the attempts up to this one
  #drawingDue = false;
  /** @type {HeadRow | FrameRow | undefined} */
  #drawn;

  /** Makes the view of a block, when its style sheet is there. @param {HTMLElement} section */
  static async in(section) {
    stylesheet ??= loadStylesheet();
    await stylesheet;
    return new Wire(section);
  }

  /** @param {HTMLElement} section */
  constructor(section) {
    const { content } = /** @type {HTMLTemplateElement} */ (document.querySelector("#page-wire"));
    this.#view = section.querySelector(".wire .view");
    const copy = document.importNode(content, true);
    for (const explanation of copy.querySelectorAll("[data-of]")) explanation.remove();
    this.#view.replaceChildren(copy);
    this.#explanations = new Explanations(content, [...handshakeWords, ...packetWords], this.#view, `${section.id}-wire`);
    for (const type of ["click", "keydown", "change", "focusin"]) this.#view.addEventListener(type, this);
    this.#offerClients();
  }

  /** Offers the block's own clients to choose from, and shows the first. */
  #offerClients() {
    const names = [...this.#view.closest(".ws").querySelectorAll(".string")].map(({ dataset }) => dataset.name);
    this.#chosenByLearner = false;
    this.#part(".connections").replaceChildren(...names.map((name) => connectionButton(name, name || "client")));
    this.#showConnection(names[0]);
  }

  /** Adds a piece of the wire. @param {Notice} notice */
  add({ client = "", attempt, raw = false, connection = 0, wire }) {
    if (attempt <= this.#clearedAttempt || attempt < this.#attempts.get(client)) return;
    if (attempt !== this.#attempts.get(client)) this.#dropClient(client);
    this.#attempts.set(client, attempt);
    const found = raw ? this.#rawConnection(client, connection) : this.#ownConnection(client, connection);
    if (!found) return;
    found.add(wire);
    if (found.key === this.#shownKey) this.#scheduleDrawing();
  }

  /** Returns a client's own connection: a new one for a new number, and undefined for an old number. @param {string} client @param {number} number */
  #ownConnection(client, number) {
    const latest = this.#connections.get(client);
    if (latest?.connection > number) return undefined;
    if (latest?.connection === number) return latest;
    const added = this.#addConnection(new Connection(client, client, number));
    if (client === this.#shownKey) this.#showConnection(client);
    return added;
  }

  /** Returns a connection that a raw client has opened for a client. Shows a new one, unless the learner looks at another. @param {string} client @param {number} number */
  #rawConnection(client, number) {
    const key = `raw ${number} ${client}`;
    if (this.#connections.has(key)) return this.#connections.get(key);
    const others = this.#rawConnections(client);
    if (others.at(-1)?.connection > number) return undefined; // it has been dropped
    const count = (others.at(-1)?.number ?? 0) + 1;
    if (others.length === maxRaw) this.#dropConnection(others[0]);
    const added = this.#addConnection(new Connection(key, client, number, count));
    this.#part(".connections").append(connectionButton(key, [client, "raw", count].filter(Boolean).join(" ")));
    const focused = document.activeElement?.closest(".frames, .shown");
    if (!this.#chosenByLearner && !this.#view.contains(focused)) this.#showConnection(key);
    else this.#part(".connections").hidden = false;
    return added;
  }

  /** @param {string} client */
  #rawConnections(client) {
    return [...this.#connections.values()].filter((connection) => connection.number && connection.client === client);
  }

  /** @param {Connection} connection */
  #addConnection(connection) {
    this.#connections.set(connection.key, connection);
    return connection;
  }

  /** @param {Connection} connection */
  #dropConnection({ key, client }) {
    this.#connections.delete(key);
    [...this.#part(".connections").querySelectorAll("button")].find(({ dataset }) => dataset.name === key)?.remove();
    if (key === this.#shownKey) this.#showConnection(client);
  }

  /** Drops the connections of a client's earlier attempt. @param {string} client */
  #dropClient(client) {
    this.#connections.delete(client);
    for (const connection of this.#rawConnections(client)) this.#dropConnection(connection);
  }

  /** Drops all connections, because a reset has ended those up to an attempt. @param {number} attempt */
  clear(attempt) {
    this.#clearedAttempt = attempt;
    this.#connections.clear();
    this.#offerClients();
  }

  /** @param {any} event */
  handleEvent(event) {
    const { type, key, target } = event;
    const row = target.closest(".frames button");
    if (type === "change") {
      this.#follow(target.checked);
      this.#scheduleDrawing();
    } else if (type === "focusin") {
      if (target.closest(".shown")) this.#follow(false); // a frame stays while somebody reads it
    } else if (type === "click" && row) this.#chooseRow(row);
    else if (type === "click" && target.closest(".connections button")) this.#chooseConnection(target.closest("button").dataset.name);
    else if (type === "click" && target.dataset.goto) this.#chooseRow(this.#part(`.frames [data-key="${target.dataset.goto}"]`), true);
    else if (type === "keydown" && row && moves[key]) {
      const rows = [...this.#part(".frames").querySelectorAll("button")];
      const next = rows[moves[key](rows.indexOf(row), rows.length)];
      if (next) this.#chooseRow(next, true);
      event.preventDefault();
    }
  }

  /** @param {string} key of a connection */
  #chooseConnection(key) {
    this.#chosenByLearner = !this.#connections.get(key)?.number;
    this.#showConnection(key);
  }

  /** Shows a connection. A connection that is shown for the first time follows its newest frame. @param {string} key */
  #showConnection(key) {
    this.#shownKey = key;
    for (const button of this.#part(".connections").querySelectorAll("button")) button.ariaPressed = String(button.dataset.name === key);
    this.#part(".connections").hidden = this.#part(".connections").childElementCount === 1;
    this.#followBox.checked = this.#connections.get(key)?.follows ?? true;
    this.#part(".frames").replaceChildren();
    this.#draw();
  }

  /** Draws what a row leads to, and stops following the newest frame. @param {HTMLElement | null} row */
  #chooseRow(row, focus = false) {
    if (!row) return;
    this.#follow(false);
    this.#connections.get(this.#shownKey).chosen = row.dataset.key;
    this.#draw();
    if (focus) row.focus();
  }

  /** Starts or stops following the newest frame. @param {boolean} follows */
  #follow(follows) {
    this.#followBox.checked = follows;
    const connection = this.#connections.get(this.#shownKey);
    if (connection) connection.follows = follows;
  }

  #scheduleDrawing() {
    if (this.#drawingDue) return;
    this.#drawingDue = true;
    setTimeout(
      () =>
        requestAnimationFrame(() => {
          this.#drawingDue = false;
          this.#draw();
        }),
      drawInterval,
    );
  }

  #draw() {
    const connection = this.#connections.get(this.#shownKey);
    this.#part(".empty").hidden = Boolean(connection);
    this.#part(".choices").hidden = !connection && Boolean(this.#part(".connections").hidden);
    const lost = connection?.lost ?? 0;
    this.#part(".skipped").hidden = lost === 0;
    this.#part(".skipped").textContent = notKept(lost, "earlier ");
    if (connection) this.#drawRows(connection, this.#part(".frames"));
    this.#drawChosen(connection);
  }

  /** Brings the rows up to date: new ones at the end, others where a frame has changed. @param {Connection} connection @param {HTMLElement} list */
  #drawRows(connection, list) {
    const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 4;
    const old = rowsOf(list);
    /** @param {string} key @param {() => HTMLElement} make */
    const put = (key, make) => {
      const row = old.get(key);
      old.delete(key);
      if (!row) list.append(make());
      else if (connection.changed.has(key)) {
        const focused = row.contains(document.activeElement);
        const made = make();
        row.replaceWith(made);
        if (focused) made.querySelector("button").focus();
      }
    };
    if (connection.handshake) for (const which of heads) put(which, () => buttonRow(which, connection.handshake[which]));
    for (const [at, frame] of connection.frames.entries()) {
      const gap = connection.gapBefore(at);
      const before = `before-${frame.number}`;
      if (gap) put(before, () => gapRow(before, gap));
      put(String(frame.number), () => frameRow(frame));
    }
    if (connection.rest) put("rest", () => plainRow("rest", connection.rest));
    if (connection.end) put("end", () => plainRow("end", connection.end));
    for (const item of old.values()) item.remove();
    connection.changed.clear();
    markBetweenFragments(connection, rowsOf(list));
    if (connection.follows) connection.chosen = connection.newest();
    const buttons = [...list.querySelectorAll("button")];
    const tabStop = buttons.find(({ dataset }) => dataset.key === connection.chosen) ?? buttons.at(-1); // the chosen frame may be dropped by now
    for (const button of buttons) {
      button.ariaCurrent = button.dataset.key === connection.chosen ? "true" : null;
      button.tabIndex = button === tabStop ? 0 : -1; // Tab goes to one row, and then to the drawing
    }
    if (atEnd && connection.follows) list.scrollTop = list.scrollHeight;
  }

  /** Draws what is chosen, unless it is drawn already. @param {Connection | undefined} connection */
  #drawChosen(connection) {
    const shown = this.#part(".shown");
    const chosen =
      connection?.handshake?.[/** @type {"request" | "answer"} */ (connection.chosen)]
      ?? connection?.frames.find(({ number }) => String(number) === connection.chosen);
    if (this.#drawn === chosen) return;
    const part =
      shown.contains(document.activeElement)
      && numberOf(this.#drawn) === numberOf(chosen)
      && document.activeElement.closest("[data-part]")?.dataset.part;
    this.#drawn = chosen;
    if (!chosen) shown.replaceChildren();
    else if ("line" in chosen) shown.replaceChildren(drawHead(connection.chosen, chosen, this.#explanations));
    else
      shown.replaceChildren(...[drawFrame(chosen, connection, this.#explanations), drawPacket(chosen, this.#explanations)].filter(Boolean));
    if (part) shown.querySelector(`button[data-part="${part}"]`)?.focus(); // it is the same frame, but more of it has come
  }

  /** @param {string} selector */
  #part(selector) {
    return this.#view.querySelector(selector);
  }

  get #followBox() {
    return this.#view.querySelector(".choices input");
  }
}

/** @type {("request" | "answer")[]} */
const heads = ["request", "answer"];

/**
 * The keys that move in the list. Each function gets the place of a row and returns the place to go to.
 * @type {Record<string, (at: number, count: number) => number>}
 */
const moves = {
  ArrowDown: (at) => at + 1,
  ArrowUp: (at) => at - 1,
  Home: () => 0,
  End: (at, count) => count - 1,
  PageDown: (at, count) => Math.min(at + 8, count - 1),
  PageUp: (at) => Math.max(at - 8, 0),
};

/** The rows of a list by their keys. @param {HTMLElement} list */
const rowsOf = (list) => new Map([...list.querySelectorAll("li")].map((item) => [item.querySelector(".row").dataset.key, item]));

/** The number of a frame; none for a head. @param {HeadRow | FrameRow | undefined} chosen */
const numberOf = (chosen) => (chosen && "number" in chosen ? chosen.number : undefined);

/** Marks the rows between the fragments of a message, so that a line joins the fragments. In a gap, any message may have ended. @param {Connection} connection @param {Map<string, HTMLElement>} rows */
function markBetweenFragments(connection, rows) {
  const unfinished = new Set();
  for (const [at, { number, sender, fragment, fin }] of connection.frames.entries()) {
    if (connection.gapBefore(at)) unfinished.clear();
    rows.get(String(number)).classList.toggle("between-fragments", unfinished.size > 0 && !fragment);
    if (fragment && !fin) unfinished.add(sender);
    else if (fragment) unfinished.delete(sender);
  }
}

/** @param {string} key @param {string} label */
function connectionButton(key, label) {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", textContent: label });
  button.dataset.name = key;
  return button;
}

/** Loads the style sheet of the view, which no page needs at first. @returns {Promise<void>} */
function loadStylesheet() {
  return new Promise((resolve, reject) => {
    const link = document.createElement("link");
    Object.assign(link, { rel: "stylesheet", href: new URL("../css/wire.css", import.meta.url).href });
    link.onload = () => resolve();
    link.onerror = () => {
      stylesheet = undefined;
      link.remove();
      reject(new Error("The view’s style sheet could not be fetched."));
    };
    document.head.append(link);
  });
}
