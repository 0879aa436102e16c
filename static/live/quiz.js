// A quiz on the page: shows the answers to the choices, and remembers the choices. Fetched when a quiz comes near the window.

import { readStored, store } from "../page/storage.js";

/** Binds a quiz. @param {HTMLElement} section */
export function bind(section) {
  for (const field of section.querySelectorAll("fieldset")) new Question(field, section.id);
}

/** One question with its choices. */
class Question {
  #field;
  #key; // under which the browser stores the choices

  /** @param {HTMLFieldSetElement} field @param {string} quiz */
  constructor(field, quiz) {
    this.#field = field;
    this.#key = `quiz ${location.pathname.split("/").at(-1)} ${quiz} ${field.getAttribute("aria-labelledby")}`;
    const chosen = readStored(this.#key)?.split(" ") ?? [];
    this.#choices().forEach((choice, i) => chosen.includes(String(i)) && (choice.querySelector("input").checked = true));
    if (chosen.length) this.#check();
    for (const type of ["click", "change", "keydown"]) field.addEventListener(type, this);
  }

  /** @param {any} event */
  handleEvent({ type, key, target }) {
    if (type === "change") this.#clear();
    else if (type === "click" ? target.closest("button[data-act=check]") : key === "Enter" && target.matches("input")) this.#check();
  }

  /** Shows the answer to each choice that is checked. */
  #check() {
    this.#clear();
    const chosen = this.#choices().filter((choice) => choice.querySelector("input").checked);
    for (const choice of chosen) {
      choice.dataset.checked = "";
      choice.querySelector(".why").append(choice.querySelector("details p").cloneNode(true));
    }
    const missing = this.#choices().some((choice) => isRight(choice) && !chosen.includes(choice));
    this.#showVerdict(chosen.length === 0 ? "Choose first." : missing && chosen.every(isRight) ? "There is more that is right." : "");
    store(this.#key, chosen.length ? chosen.map((choice) => this.#choices().indexOf(choice)).join(" ") : undefined);
  }

  #clear() {
    for (const choice of this.#choices()) {
      delete choice.dataset.checked;
      choice.querySelector(".why").replaceChildren();
    }
    this.#showVerdict("");
  }

  /** @param {string} words */
  #showVerdict(words) {
    this.#field.querySelector(".verdict").textContent = words;
  }

  #choices() {
    return [...this.#field.querySelectorAll("li")];
  }
}

/** @param {HTMLElement} choice */
const isRight = (choice) => "right" in choice.dataset;
