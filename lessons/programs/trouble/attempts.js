// The attempts to reconnect, drawn along the time since the line was lost.

import { element } from './address.js';

/** How many attempts are shown; the oldest go first. */
const shown = 12;

const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

export class Attempts {
  #list;
  #end; // says how long the drawing's time is
  #rows = []; // {row, from, until, bound}: times since the line was lost
  #began;
  #width = 0;

  constructor(list, end) {
    this.#list = list;
    this.#end = end;
  }

  /** A wait begins. @param {any} waiting the event */
  add({ failed, bound, wait }) {
    if (failed === 0) this.#clear();
    const from = performance.now() - this.#began;
    const row = element('li', 'attempt');
    const words = element('span', 'words', `${failed + 1}: ${seconds(wait)} of ${seconds(bound)}`);
    const track = element('span', 'track');
    track.append(element('span', 'most'), element('span', 'waited'));
    row.append(words, track, element('span', 'result', 'waits'));
    this.#list.append(row);
    this.#rows.push({ row, from, until: from + wait, bound });
    if (this.#rows.length > shown) this.#rows.shift().row.remove();
    this.draw();
  }

  trying() {
    const last = this.#rows.at(-1);
    if (!last) return;
    last.until = Math.min(last.until, performance.now() - this.#began); // an attempt may begin before the wait is over
    this.#result('tries');
  }

  opened() {
    this.#result('open');
  }

  /** The latest attempt failed, or the line that it opened was lost. */
  failed(code) {
    this.#result(String(code));
  }

  #result(words) {
    const result = this.#rows.at(-1)?.row.lastElementChild;
    if (result) result.textContent = words;
  }

  #clear() {
    this.#began = performance.now();
    this.#rows = [];
    this.#width = 0;
    this.#list.replaceChildren();
  }

  /** Draws how far the last wait has come. */
  draw() {
    const last = this.#rows.at(-1);
    if (!last) return;
    this.#width = Math.max(this.#width, 5_000, last.from + last.bound);
    const share = (time) => `${(100 * time) / this.#width}%`;
    const now = performance.now() - this.#began;
    for (const { row, from, until, bound } of this.#rows) {
      const [most, waited] = row.children[1].children;
      for (const bar of [most, waited]) bar.style.insetInlineStart = share(from);
      most.style.inlineSize = share(bound);
      waited.style.inlineSize = share(Math.max(0, Math.min(until, now) - from));
    }
    this.#end.textContent = seconds(this.#width);
  }
}
