// A ws block on the page: binds its buttons and loads what they need. Fetched with every page. live/blockview.js draws the block,
// and wasm/player has the logic of the steps.

import { readStored, store } from "./storage.js";

/** @import { BlockView, Live, View, WireView } from "../types.d.ts" */

/** How long a press may wait for the module before the page says so, in milliseconds. */
const fetchingDelay = 300;

/** @type {Promise<Live> | undefined} */
let starting; // the page's one Live, once it is wanted
let failed = false; // whether the latest start failed; then only a press tries again

/** Starts the live part of the page once. A start that failed can be repeated. */
function startLive() {
  starting ??= fetchLive()
    .then(({ Live }) => Live.start())
    .catch((error) => {
      starting = undefined;
      failed = true;
      throw error;
    });
  return starting;
}

async function fetchLive() {
  try {
    return await import("../live/live.js");
  } catch {
    throw trouble(
      "The server does not answer, so the scripts for the steps could not be fetched.",
      "See whether the server runs and the network is there. Then try again, or reload the page.",
    );
  }
}

/** @param {string} message @param {string} next */
const trouble = (message, next) => Object.assign(new Error(message), { next });

/** One ws block. */
export class Block {
  #section;
  /** @type {Promise<BlockView> | undefined} */
  #loading;
  /** @type {BlockView | undefined} */
  #view;
  #disclosure; // opens and closes the view of the wire
  /** @type {Promise<WireView | void> | undefined} */
  #wire; // the view, once it was opened
  #presses = Promise.resolve(); // the presses run one after the other, in their order
  /** @type {HTMLElement | undefined} */
  #retry; // the button that "Try again" presses: the latest that connects or that failed

  /** @param {HTMLElement} section */
  constructor(section) {
    this.#section = section;
    for (const type of ["click", "keydown", "input", "change", "pointerover", "focusin"]) section.addEventListener(type, this);
    this.#disclosure = /** @type {HTMLDetailsElement} */ (section.querySelector(".wire"));
    this.#disclosure.addEventListener("toggle", this);
    this.#disclosure.open = readStored(this.#wireKey()) === "open";
  }

  /** @param {any} event */
  handleEvent({ type, key, target, isComposing }) {
    if (type === "toggle") this.#onToggle();
    else if (type === "click") this.#press(target.closest("button[data-act]"));
    else if (type === "keydown" && key === "Enter" && !isComposing && target.matches("input[type=text]")) {
      // There is no form, because a sandboxed iframe can't submit one.
      this.#press(target.dataset.act ? target : target.closest("li, .own").querySelector("button"));
    } else if (type === "input") this.#view?.onInput(target);
    else if (type === "change" && target.matches(".merge input")) this.#view?.merge(target.checked);
    else if (type !== "keydown" && !failed && target.closest("button, input, textarea")) this.#load().catch(() => {}); // the mouse or the focus is here
  }

  /** Does what a button is for. A press that comes before the module is ready waits. @param {HTMLElement | undefined} button */
  #press(button) {
    if (!button) return;
    const { act } = button.dataset;
    if (act === "recorded") this.#toggleRecorded();
    else if (act === "retry") {
      this.#retry?.focus(); // the focus would be lost with this button, which goes away when all is well
      this.#press(this.#retry);
    } else {
      if (act === "run" || button.closest("[data-verb=connect]")) this.#retry = button;
      this.#presses = this.#presses
        .then(() => this.#ready())
        .then((view) => this.act(act, button, view))
        .catch((error) => {
          this.#retry = button;
          this.stopped(error.message, error.next ?? "Reload the page.");
        });
    }
  }

  /** Does what a button is for, once the module is ready. @param {string} name @param {HTMLElement} button @param {BlockView} view */
  act(name, button, view) {
    return view.act(name, button);
  }

  /** Loads the module. If that takes a while, the page says so. */
  async #ready() {
    const status = this.#section.querySelector(".fetching");
    const timer = setTimeout(() => (status.textContent = "Fetching what the steps need …"), fetchingDelay);
    try {
      return await this.#load();
    } finally {
      clearTimeout(timer);
      status.textContent = "";
    }
  }

  async #load() {
    this.#loading ??= this.#start();
    try {
      return await this.#loading;
    } catch (error) {
      this.#loading = undefined;
      throw error;
    }
  }

  async #start() {
    if (!("WebSocket" in globalThis))
      throw trouble("This browser has no WebSocket.", "Use a current browser, or allow WebSockets in this one.");
    const live = await startLive();
    this.#view = live.load(this.#section, this);
    this.#showWire();
    return this.#view;
  }

  /** Opens or closes the view of the wire, whose script is fetched when it is first opened. */
  #onToggle() {
    const { open } = this.#disclosure;
    store(this.#wireKey(), open ? "open" : undefined);
    if (open)
      this.#wire ??= import("../wire/wire.js")
        .then(({ Wire }) => Wire.in(this.#section))
        .catch(() => {
          this.#wire = undefined;
          this.#disclosure.querySelector(".view").textContent =
            "The view of the wire could not be fetched. See whether the server runs, then close and open this again.";
        });
    this.#showWire();
  }

  /** Shows the wire of the block's connections while its view is open. */
  async #showWire() {
    const wire = await this.#wire;
    if (wire && this.#view) this.#view.live.showWire(this.#view.block, wire, this.#disclosure.open);
  }

  /** The key under which the browser stores that the wire is open. */
  #wireKey() {
    return `wire ${location.pathname.split("/").at(-1)} ${this.#section.id}`;
  }

  /** @param {View} view */
  draw(view) {
    this.stopped(view.trouble, view.next);
    this.#view.draw(view);
  }

  /** Shows what keeps the steps from running, and what to do; "" for nothing. @param {string} message @param {string} next */
  stopped(message, next) {
    const box = this.#section.querySelector(".trouble");
    const what = box.querySelector(".what");
    if (what.textContent === message) return; // a screen reader hears it once
    what.textContent = message;
    box.querySelector(".next").textContent = next;
    box.hidden = !message;
  }

  #toggleRecorded() {
    const shown = this.#section.querySelector(".recorded").classList.toggle("shown");
    for (const button of this.#section.querySelectorAll("[data-act=recorded]")) button.ariaExpanded = String(shown);
  }
}
