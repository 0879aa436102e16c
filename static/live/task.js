// A task on the page: the learner's own steps, run and checked by the module, or an answer that they type. Fetched when a task
// comes near the window.

import { Block } from "../page/block.js";
import { readStored, store } from "../page/storage.js";
import { canonicalForms } from "./answer.js";

/** @import { Live, StepView, View } from "../types.d.ts" */

/** Binds a task. @param {HTMLElement} section */
export function bind(section) {
  if (section.matches(".ws")) new StepsTask(section);
  else new AnswerTask(section);
}

/** The key under which the browser stores something of a task. @param {string} what @param {HTMLElement} section */
const storageKey = (what, section) => `${what} ${location.pathname.split("/").at(-1)} ${section.id}`;

/** Shows the verdict on a task, and below it a part of the page if there is one. @param {HTMLElement} section @param {string} words @param {Element} [part] */
function showVerdict(section, words, part) {
  const verdict = section.querySelector(".verdict");
  const text = part ? `${words} ${part.textContent}` : words;
  if (verdict.textContent === text) return;
  verdict.replaceChildren(words, ...(part ? [" ", ...part.cloneNode(true).childNodes] : []));
}

/** Shows that a task is solved, and stores it. @param {HTMLElement} section @param {string} words */
function solve(section, words) {
  showVerdict(section, words);
  markSolved(section);
  store(storageKey("solved", section), "yes");
}

/** @param {HTMLElement} section */
function markSolved(section) {
  section.dataset.solved = "";
}

/** Marks a task that was solved on an earlier visit. @param {HTMLElement} section */
function restoreSolved(section) {
  if (readStored(storageKey("solved", section))) markSolved(section);
}

/** How many faults of the steps are shown at a time. */
const maxFaults = 5;

/** How long to wait before saying that something is missing, in milliseconds: the server may still report it. */
const missingDelay = 500;

/** A task that is solved by steps. */
class StepsTask extends Block {
  #section;
  /** @type {HTMLTextAreaElement} */
  #editor;
  #loadedSteps = ""; // the steps that the module has
  #hasRun = false; // whether these have been run
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #missingTimer;

  /** @param {HTMLElement} section */
  constructor(section) {
    super(section);
    this.#section = section;
    this.#editor = section.querySelector("textarea");
    this.#loadedSteps = this.#editor.defaultValue;
    const stored = readStored(storageKey("steps", section));
    if (stored !== undefined && this.#editor.value === this.#editor.defaultValue) this.#editor.value = stored; // otherwise the learner has typed already
    this.#editor.addEventListener("input", () => this.#storeSteps());
    this.#editor.addEventListener("keydown", ({ key, ctrlKey, metaKey }) => {
      if (key === "Enter" && (ctrlKey || metaKey)) section.querySelector("[data-act=run]").click();
    });
    this.#editor.addEventListener("keyup", ({ key }) => {
      if (key === "Tab") this.#editor.scrollIntoView({ block: "nearest" }); // the browser by itself brings only one line into view
    });
    section.querySelector("[data-act=solution]").addEventListener("click", () => this.#fillEditor(solution(section)));
    restoreSolved(section);
  }

  /**
   * Does what a button is for, once the module is ready.
   * @override
   * @type {Block["act"]}
   */
  async act(name, button, view) {
    const { live, block, prompt } = view;
    if (name === "solution") return; // done without the module
    if (name === "reset") this.#fillEditor(this.#editor.defaultValue);
    if (name === "run" || name === "reset") {
      if (name === "reset") prompt.clear();
      if (!this.#rewrite(live, block)) return;
      this.#hasRun = name === "run";
      if (this.#hasRun) await live.watch(block);
      if (this.#hasRun) live.run(block);
    } else await super.act(name, button, view);
  }

  /** Gives the learner's steps to the module; false when it cannot read them. @param {Live} live @param {number} block */
  #rewrite(live, block) {
    const before = this.#loadedSteps;
    this.#loadedSteps = this.#editor.value;
    this.#hasRun = false;
    clearTimeout(this.#missingTimer); // the verdict on the steps before
    this.#section.querySelector(".steps").replaceChildren();
    showVerdict(this.#section, "");
    const faults = live.rewrite(block, this.#loadedSteps).split("\n").filter(Boolean);
    if (faults.length) this.#loadedSteps = before;
    this.#showFaults(faults);
    return faults.length === 0;
  }

  /** Shows the faults of the steps, by line and column. @param {string[]} faults */
  #showFaults(faults) {
    const items = faults.slice(0, maxFaults).map((fault) => {
      const [, line, column, what] = fault.match(/^(\d+):(\d+): (.*)$/);
      const item = document.createElement("li");
      item.textContent = `Line ${line}, column ${column}: ${what}`;
      return item;
    });
    this.#section.querySelector(".wrong").replaceChildren(...items);
    this.#editor.ariaInvalid = String(faults.length > 0);
  }

  #storeSteps() {
    const { value, defaultValue } = this.#editor;
    store(storageKey("steps", this.#section), value === defaultValue ? undefined : value);
  }

  /** @param {string} steps */
  #fillEditor(steps) {
    this.#editor.value = steps;
    this.#showFaults([]);
    this.#storeSteps();
  }

  /**
   * @override
   * @param {View} view
   */
  draw(view) {
    this.#drawStrings(view.clients);
    this.#drawSteps(view.steps);
    super.draw(view);
    this.#checkGoals(view);
  }

  /** Draws a string for each client that the steps name. @param {View["clients"]} clients */
  #drawStrings(clients) {
    const strings = this.#section.querySelector(".strings");
    const drawn = [...strings.querySelectorAll(".string")].map(({ dataset }) => dataset.name);
    if (String(drawn) === String(clients.map(({ name }) => name))) return;
    strings.replaceChildren(
      ...clients.map(({ name }, number) => {
        const string = /** @type {HTMLElement} */ (strings.firstElementChild.cloneNode(true));
        Object.assign(string.dataset, { client: number, name });
        string.querySelector(".client").textContent = name || "client";
        return string;
      }),
    );
  }

  /** Draws a line for each step, for its outcome. @param {StepView[]} steps */
  #drawSteps(steps) {
    const list = this.#section.querySelector(".steps");
    list.hidden = !this.#hasRun;
    if (list.childElementCount === steps.length) return;
    const lines = this.#loadedSteps.split("\n").filter((line) => !/^\s*([#>]|$)/.test(line));
    list.replaceChildren(...steps.map((_, number) => stepElement(number, lines[number])));
  }

  /** Shows that the task is solved, or what is missing, once the steps have run. @param {View} view */
  #checkGoals({ running, met, trouble }) {
    clearTimeout(this.#missingTimer);
    const goals = [...this.#section.querySelectorAll(".goals li")];
    const over = this.#hasRun && !running && !trouble;
    goals.forEach((goal, i) => (goal.dataset.met = over ? met[i] : ""));
    if (!over) return;
    const missing = goals[met.indexOf("0")];
    if (missing) this.#missingTimer = setTimeout(() => showVerdict(this.#section, "Not yet. Still missing:", missing), missingDelay);
    else solve(this.#section, "Solved. All that was asked for has happened.");
  }
}

/** The steps of the solution as a learner would write them. @param {HTMLElement} section */
function solution(section) {
  return [...section.querySelectorAll(".solution li > code")].map(({ textContent }) => textContent).join("\n");
}

/** @param {number} number @param {string} line */
function stepElement(number, line) {
  const item = document.createElement("li");
  item.dataset.step = String(number);
  const step = document.createElement("code");
  step.textContent = line.trim();
  const outcome = document.createElement("span");
  outcome.className = "outcome";
  const row = document.createElement("div");
  row.className = "do";
  row.append(step, " ", outcome);
  item.append(row);
  return item;
}

/** A task that is solved by an answer. */
class AnswerTask {
  #section;

  /** @param {HTMLElement} section */
  constructor(section) {
    this.#section = section;
    for (const type of ["click", "keydown"]) section.addEventListener(type, this);
    restoreSolved(section);
  }

  /** @param {any} event */
  handleEvent({ type, key, target, isComposing }) {
    if (type === "click" ? target.closest("[data-act=answer]") : key === "Enter" && !isComposing && target.matches("input")) this.#check();
  }

  #check() {
    const canonical = canonicalForms[this.#section.dataset.kind];
    const typed = this.#section.querySelector("input").value;
    const answer = canonical(typed);
    /** @param {Element} element */
    const among = (element) => [...element.querySelectorAll(":scope > code")].some(({ textContent }) => canonical(textContent) === answer);
    const known = [...this.#section.querySelectorAll(".others li")].find(among);
    if (answer === "" && !/[\p{L}\p{N}]/u.test(typed)) showVerdict(this.#section, "Type an answer first.");
    else if (among(this.#section.querySelector(".accepted"))) solve(this.#section, "Solved. That is the answer.");
    else if (known) showVerdict(this.#section, "Not yet.", known.querySelector("span"));
    else showVerdict(this.#section, "Not yet. Have another look, or open a hint.");
  }
}
