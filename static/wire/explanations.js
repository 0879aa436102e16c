// The explanations of the parts of a handshake, a frame or a packet, which a drawing shows beside the part. Fetched when a
// learner opens the view of the wire.

/** @typedef {[of: string, name: string, ...sentences: (string | [is: string, sentence: string])[]]} Words of an explanation: the part, its name, and its sentences, each alone or behind the words of its data-is */

/**
 * @typedef {object} ExplainedPart of a drawing
 * @property {string} of the name of the part
 * @property {string[]} [is] words for what holds for the part
 * @property {string[]} [wrong] sentences for what is wrong with the part
 */

/** The explanations of one block's view. */
export class Explanations {
  /** @type {DocumentFragment} */
  #content;
  #prefix;
  /** @type {string | undefined} */
  #chosen; // the part that was chosen last

  /**
   * @param {DocumentFragment} content of the template
   * @param {Words[]} more explanations that the template does not have
   * @param {HTMLElement} view whose parts are explained when the focus or the mouse comes to them
   * @param {string} prefix of the explanations' ids
   */
  constructor(content, more, view, prefix) {
    this.#content = /** @type {DocumentFragment} */ (content.cloneNode(true));
    this.#content.append(...more.map(explanationElement));
    this.#prefix = prefix;
    // Not pointerover: that also comes when somebody at the keyboard scrolls the page beneath a resting mouse.
    for (const type of ["focusin", "pointermove", "pointerout", "click"]) view.addEventListener(type, this);
  }

  /** @param {any} event */
  handleEvent({ type, target }) {
    const drawing = target.closest("figure");
    const of = target.closest("[data-part]")?.dataset.part;
    if (!drawing) return;
    if (type === "pointerout") this.#show(drawing, drawing.querySelector(".kept")?.dataset.part);
    else if (of) {
      this.#show(drawing, of);
      if (type !== "pointermove") this.#markChosen(drawing, (this.#chosen = of));
    }
  }

  /** The name of a part. @param {string} of */
  name(of) {
    return this.#content.querySelector(`[data-of="${of}"]`)?.dataset.name ?? "";
  }

  /** Whether there is an explanation of a part. @param {string} of */
  has(of) {
    return Boolean(this.#content.querySelector(`[data-of="${of}"]`));
  }

  /** All sentences about a part. @param {string} of */
  words(of) {
    return [.../** @type {HTMLElement} */ (this.#content.querySelector(`[data-of="${of}"]`).cloneNode(true)).children];
  }

  /** Ties a button to its explanation. @param {HTMLElement} button @param {string} of */
  tie(button, of) {
    button.dataset.part = of;
    button.setAttribute("aria-describedby", this.#id(of));
  }

  /**
   * Puts a panel behind the last element of a drawing: an explanation of each of its parts, one of which is shown. A sentence
   * whose element has an attribute data-is is left out, unless all words of the attribute hold for the part.
   * @param {HTMLElement} drawing
   * @param {ExplainedPart[]} parts
   */
  explain(drawing, parts) {
    const panel = document.createElement("div");
    panel.className = "meanings";
    for (const { of, is = [], wrong = [] } of parts) {
      const explanation = /** @type {HTMLElement} */ (this.#content.querySelector(`[data-of="${of}"]`).cloneNode(true));
      explanation.id = this.#id(of);
      explanation.hidden = true;
      for (const variant of explanation.querySelectorAll("[data-is]"))
        if (!variant.dataset.is.split(" ").every((word) => is.includes(word))) variant.remove();
      const term = document.createElement("p");
      term.className = "term";
      term.textContent = explanation.dataset.name;
      explanation.prepend(term);
      for (const why of wrong) {
        const sentence = document.createElement("p");
        sentence.className = "why";
        sentence.textContent = why;
        term.after(sentence);
      }
      panel.append(explanation);
    }
    drawing.append(panel);
    const first = parts.find(({ wrong = [] }) => wrong.length) ?? parts.find(({ of }) => of === this.#chosen) ?? parts[0];
    this.#show(drawing, first.of);
    this.#markChosen(drawing, first.of);
  }

  /** @param {string} of */
  #id(of) {
    return `${this.#prefix}-${of}`;
  }

  /** Marks the part whose explanation comes back when the mouse goes away. @param {HTMLElement} drawing @param {string} of */
  #markChosen(drawing, of) {
    for (const part of drawing.querySelectorAll("[data-part]")) part.classList.toggle("kept", part.dataset.part === of);
  }

  /** Shows the explanation of a part, and which part that is. @param {HTMLElement} drawing @param {string | undefined} of */
  #show(drawing, of) {
    if (!of) return;
    for (const explanation of drawing.querySelectorAll(".meanings > *")) explanation.hidden = explanation.dataset.of !== of;
    for (const part of drawing.querySelectorAll("[data-part]")) part.classList.toggle("now", part.dataset.part === of);
  }
}

/** An explanation in the form that the template has. @param {Words} words */
function explanationElement([of, name, ...sentences]) {
  const element = document.createElement("div");
  Object.assign(element.dataset, { of, name });
  for (const sentence of sentences) {
    const [is, words] = typeof sentence === "string" ? ["", sentence] : sentence;
    const paragraph = document.createElement("p");
    paragraph.textContent = words;
    if (is) paragraph.dataset.is = is;
    element.append(paragraph);
  }
  return element;
}
