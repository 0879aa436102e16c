// The view of a ws block whose module is there: what its buttons do, its steps, clients, consoles and prompt. Fetched once a step is
// wanted.

import { ConsoleView } from "./consoleview.js";
import { Prompt } from "./prompt.js";

/** @import { Live, StepView, View } from "../types.d.ts" */

/** @type {Record<StepView["status"], string>} */
const marks = { idle: "", waiting: "…", done: "✓", failed: "✗" };

/** The view of one block. */
export class BlockView {
  #section;
  #consoles;

  /** @param {HTMLElement} section @param {Live} live @param {number} block the module's number */
  constructor(section, live, block) {
    this.#section = section;
    this.live = live;
    this.block = block;
    this.#consoles = new ConsoleView(section);
    if (section.querySelector(".merge input").checked) this.#consoles.merge(true);
    const clients = () => [...section.querySelectorAll(".string")].map(({ dataset }) => dataset.name);
    this.prompt = new Prompt(section.querySelector(".prompt"), clients, (name) => live.exposed(block, name));
  }

  /** Does what a button is for. A later press does not wait for the prompt. @param {string} name its data-act @param {HTMLElement} button */
  async act(name, button) {
    const { live, block, prompt } = this;
    if (name === "press") await this.#press(button.closest("[data-step]"));
    else if (name === "run") await this.#run();
    else if (name === "stop") live.stop(block);
    else if (name === "reset") this.#reset();
    else if (name === "evaluate") prompt.run();
    else if (name === "send") this.#sendOwn(button.closest(".own"));
  }

  /** @param {HTMLElement} item */
  async #press(item) {
    if (!this.#edit(item)) return;
    if (item.dataset.verb === "connect") await this.live.watch(this.block);
    this.live.press(this.block, Number(item.dataset.step));
  }

  async #run() {
    if (!this.#items().every((item) => this.#edit(item))) return;
    await this.live.watch(this.block);
    this.live.run(this.block);
  }

  #reset() {
    this.prompt.clear();
    this.#clearOwnOutcome();
    for (const item of this.#items()) showFault(item, "");
    for (const input of this.#section.querySelectorAll("input[type=text]")) input.value = input.defaultValue;
    this.live.reset(this.block);
  }

  /** @param {HTMLElement} own */
  #sendOwn(own) {
    const input = own.querySelector("input");
    setText(own.querySelector(".outcome"), this.live.sendOwn(this.block, this.#ownSender(), input.value));
    input.select();
  }

  /** Gives the module a step's message as it is in the field; false when it cannot be sent like that. @param {HTMLElement} item */
  #edit(item) {
    const input = item.querySelector("input");
    if (input) showFault(item, this.live.edit(this.block, Number(item.dataset.step), input.value));
    return !hasFault(item);
  }

  #items() {
    return [...this.#section.querySelectorAll(".steps > li")];
  }

  /** Clears the outcome of a message, since the learner edits it. @param {HTMLElement} input */
  onInput(input) {
    const item = input.closest("[data-step], .own");
    if (item?.matches(".own")) this.#clearOwnOutcome();
    else if (item) showFault(item, "");
  }

  /** @param {boolean} merged */
  merge(merged) {
    this.#consoles.merge(merged);
  }

  /** @param {View} view */
  draw(view) {
    this.#section.toggleAttribute("data-running", view.running);
    view.steps.forEach(({ status, outcome }, step) => {
      const item = this.#section.querySelector(`[data-step="${step}"]`);
      item.dataset.status = status;
      if (!hasFault(item)) setText(item.querySelector(".outcome"), outcome || marks[status]);
    });
    view.clients.forEach(({ state }, client) => {
      const item = this.#section.querySelector(`[data-client="${client}"]`);
      if (state === "open" && item.dataset.state !== "open") this.#onOpen(client);
      item.dataset.state = state;
      setText(item.querySelector(".state"), state);
    });
    this.#consoles.draw(view);
  }

  /** Clears the outcomes that say that a client had no open connection. @param {number} client */
  #onOpen(client) {
    if (client === this.#ownSender()) this.#clearOwnOutcome();
    this.prompt.onOpen();
  }

  /** The number of the client that sends the learner's own message. */
  #ownSender() {
    const select = /** @type {HTMLSelectElement | null} */ (this.#section.querySelector(".own select"));
    return Number(select?.value ?? 0);
  }

  #clearOwnOutcome() {
    for (const outcome of this.#section.querySelectorAll(".own .outcome")) setText(outcome, "");
  }
}

/** Shows the fault of a step's message; "" for none. @param {HTMLElement} item @param {string} fault */
function showFault(item, fault) {
  if (!fault && !hasFault(item)) return; // the step's outcome stays
  item.querySelector("input").ariaInvalid = String(Boolean(fault));
  setText(item.querySelector(".outcome"), fault);
}

/** Whether a step's message cannot be sent as it is. @param {HTMLElement} item */
const hasFault = (item) => item.querySelector("input")?.ariaInvalid === "true";

/** Sets a text only if it changes, so that a screen reader reads each text once. @param {HTMLElement} element @param {string} text */
function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
