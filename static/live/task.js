// A task on the page: the learner's own steps, run and checked by the module, or an answer that they type.

import { Block } from "../page/block.js";
import { keep, recall } from "../page/storage.js";

/** Binds a task. */
export function bind(section) {
  if (section.matches(".ws")) new StepsTask(section);
  else new AnswerTask(section);
}

/** Under what the browser remembers something of a task. */
const keyOf = (what, section) => `${what} ${location.pathname.split("/").at(-1)} ${section.id}`;

/** Says how it came out, with a part of the page where there is one. */
function say(section, words, part) {
  const verdict = section.querySelector(".verdict");
  const text = part ? `${words} ${part.textContent}` : words;
  if (verdict.textContent === text) return;
  verdict.replaceChildren(words, ...(part ? [" ", ...part.cloneNode(true).childNodes] : []));
}

/** Says that the task is solved, and remembers it. */
function solved(section, words) {
  say(section, words);
  mark(section);
  keep(keyOf("solved", section), "yes");
}

function mark(section) {
  section.dataset.solved = "";
}

function recallSolved(section) {
  if (recall(keyOf("solved", section))) mark(section);
}

/** No more of what is wrong with the steps is shown at a time. */
const maxFaults = 5;

/** How long what is missing waits to be said, in milliseconds: the server may still tell of it. */
const sayAfter = 500;

/** A task that is solved by steps. */
class StepsTask extends Block {
  #section;
  #editor;
  #written = ""; // the steps that the module has
  #ran = false; // they have been run
  #late; // the timer of what is missing

  constructor(section) {
    super(section);
    this.#section = section;
    this.#editor = section.querySelector("textarea");
    this.#written = this.#editor.defaultValue;
    const kept = recall(keyOf("steps", section));
    if (kept !== undefined && this.#editor.value === this.#editor.defaultValue) this.#editor.value = kept; // else somebody was quicker
    this.#editor.addEventListener("input", () => this.#edited());
    this.#editor.addEventListener("keydown", ({ key, ctrlKey, metaKey }) => {
      if (key === "Enter" && (ctrlKey || metaKey)) section.querySelector("[data-act=run]").click();
    });
    this.#editor.addEventListener("keyup", ({ key }) => {
      if (key === "Tab") this.#editor.scrollIntoView({ block: "nearest" }); // a browser brings one line of it into view
    });
    section.querySelector("[data-act=solution]").addEventListener("click", () => this.#take(solution(section)));
    recallSolved(section);
  }

  /** Does what a button says, once the module is ready. */
  async act(name, button, loaded) {
    const { live, block, prompt } = loaded;
    if (name === "solution") return; // done without the module
    if (name === "reset") this.#take(this.#editor.defaultValue);
    if (name === "run" || name === "reset") {
      if (name === "reset") prompt.clear();
      if (!this.#rewrite(live, block)) return;
      this.#ran = name === "run";
      if (this.#ran) await live.watch(block);
      if (this.#ran) live.run(block);
    } else await super.act(name, button, loaded);
  }

  /** Hands the learner's steps to the module; false when it cannot read them. */
  #rewrite(live, block) {
    const before = this.#written;
    this.#written = this.#editor.value;
    this.#ran = false;
    this.#section.querySelector(".steps").replaceChildren();
    say(this.#section, "");
    const faults = live.rewrite(block, this.#written).split("\n").filter(Boolean);
    if (faults.length) this.#written = before;
    this.#complain(faults);
    return faults.length === 0;
  }

  /** Says what is wrong with the steps, by line and column. */
  #complain(faults) {
    const items = faults.slice(0, maxFaults).map((fault) => {
      const [, line, column, what] = fault.match(/^(\d+):(\d+): (.*)$/);
      const item = document.createElement("li");
      item.textContent = `Line ${line}, column ${column}: ${what}`;
      return item;
    });
    this.#section.querySelector(".wrong").replaceChildren(...items);
    this.#editor.ariaInvalid = String(faults.length > 0);
  }

  #edited() {
    const { value, defaultValue } = this.#editor;
    keep(keyOf("steps", this.#section), value === defaultValue ? undefined : value);
  }

  /** Puts steps into the editor. */
  #take(steps) {
    this.#editor.value = steps;
    this.#complain([]);
    this.#edited();
  }

  /** Draws a view of the module's (wasm/player.View). */
  draw(view) {
    this.#drawStrings(view.clients);
    this.#drawSteps(view.steps);
    super.draw(view);
    this.#judge(view);
  }

  /** A string for each client that the steps name. */
  #drawStrings(clients) {
    const strings = this.#section.querySelector(".strings");
    const drawn = [...strings.children].map(({ dataset }) => dataset.name);
    if (String(drawn) === String(clients.map(({ name }) => name))) return;
    strings.replaceChildren(...clients.map(({ name }, number) => {
      const string = strings.firstElementChild.cloneNode(true);
      Object.assign(string.dataset, { client: number, name });
      string.querySelector(".client").textContent = name || "client";
      return string;
    }));
  }

  /** A line for each step, to say how it came out. */
  #drawSteps(steps) {
    const list = this.#section.querySelector(".steps");
    list.hidden = !this.#ran;
    if (list.childElementCount === steps.length) return;
    const lines = this.#written.split("\n").filter((line) => !/^\s*([#>]|$)/.test(line));
    list.replaceChildren(...steps.map((_, number) => stepElement(number, lines[number])));
  }

  /** Says whether the task is solved, or what is missing, once the steps have run. */
  #judge({ running, met, trouble }) {
    clearTimeout(this.#late);
    const goals = [...this.#section.querySelectorAll(".goals li")];
    const over = this.#ran && !running && !trouble;
    goals.forEach((goal, i) => (goal.dataset.met = over ? met[i] : ""));
    if (!over) return;
    const missing = goals[met.indexOf("0")];
    if (missing) this.#late = setTimeout(() => say(this.#section, "Not yet. Still missing:", missing), sayAfter);
    else solved(this.#section, "Solved. All that was asked for has happened.");
  }
}

/** The steps of the solution as a learner would write them. */
function solution(section) {
  return [...section.querySelectorAll(".solution li > code")].map(({ textContent }) => textContent).join("\n");
}

function stepElement(number, line) {
  const item = document.createElement("li");
  item.dataset.step = number;
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

  constructor(section) {
    this.#section = section;
    for (const type of ["click", "keydown"]) section.addEventListener(type, this);
    recallSolved(section);
  }

  handleEvent({ type, key, target, isComposing }) {
    if (type === "click" ? target.closest("[data-act=answer]") : key === "Enter" && !isComposing && target.matches("input")) this.#check();
  }

  #check() {
    const canonical = kinds[this.#section.dataset.kind];
    const answer = canonical(this.#section.querySelector("input").value);
    const among = (element) => [...element.querySelectorAll(":scope > code")].some(({ textContent }) => canonical(textContent) === answer);
    const known = [...this.#section.querySelectorAll(".others li")].find(among);
    if (answer === "") say(this.#section, "Type an answer first.");
    else if (among(this.#section.querySelector(".accepted"))) solved(this.#section, "Solved. That is the answer.");
    else if (known) say(this.#section, "Not yet.", known.querySelector("span"));
    else say(this.#section, "Not yet. Have another look, or open a hint.");
  }
}

/** The canonical form of an answer, by its kind: as server/course.AnswerKind has it. */
const kinds = {
  number: (answer) => {
    const digits = answer.replace(/\sbytes?\s*$/i, "").replace(/[\s,_]/g, "");
    return digits === "" || Number.isNaN(Number(digits)) ? digits : String(Number(digits));
  },
  hex: (answer) => answer.toLowerCase().replaceAll("0x", "").replace(/[\s,:]/g, ""),
  text: (answer) => answer.trim().replace(/\s+/g, " "),
  words: (answer) => answer.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim(),
};
