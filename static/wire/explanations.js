// What each part of a handshake or a frame means: the explanations of the page's template, beside what they explain.

/** The explanations of one block's view. */
export class Meanings {
  #content;
  #prefix;
  #chosen; // which part was chosen last

  /**
   * @param content of the template
   * @param more explanations that it does not have: what each is of, its name, and its sentences, each alone or behind the
   *   words of its data-is
   * @param view whose parts are explained as they get the focus, or the mouse
   * @param prefix of the explanations' ids
   */
  constructor(content, more, view, prefix) {
    this.#content = content.cloneNode(true);
    this.#content.append(...more.map(explanation));
    this.#prefix = prefix;
    // No pointerover: that also comes when the page scrolls beneath a mouse that rests, as it does for somebody at the keyboard.
    for (const type of ["focusin", "pointermove", "pointerout", "click"]) view.addEventListener(type, this);
  }

  handleEvent({ type, target }) {
    const drawing = target.closest("figure");
    const of = target.closest("[data-part]")?.dataset.part;
    if (!drawing) return;
    if (type === "pointerout") this.#turn(drawing, drawing.querySelector(".kept")?.dataset.part);
    else if (of) {
      this.#turn(drawing, of);
      if (type !== "pointermove") this.#keep(drawing, (this.#chosen = of));
    }
  }

  /** The name of a part. */
  name(of) {
    return this.#content.querySelector(`[data-of="${of}"]`)?.dataset.name ?? "";
  }

  /** Whether a part is explained. */
  has(of) {
    return Boolean(this.#content.querySelector(`[data-of="${of}"]`));
  }

  /** What is said about a part in any case. */
  words(of) {
    return [...this.#content.querySelector(`[data-of="${of}"]`).cloneNode(true).children];
  }

  /** Ties a button to its explanation. */
  tie(button, of) {
    button.dataset.part = of;
    button.setAttribute("aria-describedby", this.#id(of));
  }

  /**
   * Puts a panel behind the last element of a drawing: an explanation of each of its parts, one of which is shown.
   * @param parts each with what it is of, what is so about it (is), and what is wrong with it. What is said only in some
   *   cases stands in the template with the words (data-is) that must all be so.
   */
  explain(drawing, parts) {
    const panel = document.createElement("div");
    panel.className = "meanings";
    for (const { of, is, wrong = [] } of parts) {
      const meaning = this.#content.querySelector(`[data-of="${of}"]`).cloneNode(true);
      meaning.id = this.#id(of);
      meaning.hidden = true;
      for (const variant of meaning.querySelectorAll("[data-is]")) if (!variant.dataset.is.split(" ").every((word) => is.includes(word))) variant.remove();
      const term = document.createElement("p");
      term.className = "term";
      term.textContent = meaning.dataset.name;
      meaning.prepend(term);
      for (const why of wrong) {
        const said = document.createElement("p");
        said.className = "why";
        said.textContent = why;
        term.after(said);
      }
      panel.append(meaning);
    }
    drawing.append(panel);
    const first = parts.find(({ wrong = [] }) => wrong.length) ?? parts.find(({ of }) => of === this.#chosen) ?? parts[0];
    this.#turn(drawing, first.of);
    this.#keep(drawing, first.of);
  }

  #id(of) {
    return `${this.#prefix}-${of}`;
  }

  /** Marks the part whose explanation stays when the mouse goes away. */
  #keep(drawing, of) {
    for (const part of drawing.querySelectorAll("[data-part]")) part.classList.toggle("kept", part.dataset.part === of);
  }

  /** Shows the explanation of a part, and which part that is. */
  #turn(drawing, of) {
    if (!of) return;
    for (const meaning of drawing.querySelectorAll(".meanings > *")) meaning.hidden = meaning.dataset.of !== of;
    for (const part of drawing.querySelectorAll("[data-part]")) part.classList.toggle("now", part.dataset.part === of);
  }
}

/** An explanation in the form that the template has. */
function explanation([of, name, ...sentences]) {
  const made = document.createElement("div");
  Object.assign(made.dataset, { of, name });
  for (const sentence of sentences) {
    const [is, words] = typeof sentence === "string" ? ["", sentence] : sentence;
    const said = document.createElement("p");
    said.textContent = words;
    if (is) said.dataset.is = is;
    made.append(said);
  }
  return made;
}
