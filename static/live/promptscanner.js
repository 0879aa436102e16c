// The scanner below promptparser.js: a place in a text, and the names, numbers and strings of JavaScript there. Fetched once a
// step is wanted.

/** A fault at a place of a text. */
export class Fault extends Error {
  /** @param {string} message @param {number} column */
  constructor(message, column) {
    super(message);
    this.column = column;
  }
}

/** The words for a fault, as all of Two Cups has them. Columns count characters, from 1. @param {number} column @param {string} found @param {string} want */
export const faultText = (column, found, want) => `column ${column}: ${found} (want ${want})`;

/** The words for one of several names. @param {string[]} names */
export const oneOf = (names) => names.join(", ").replace(/, ([^,]*)$/, " or $1");

/** A name, as a pattern that matches at a place. */
export const name = /[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*/uy;

/** A number without a sign. */
export const number = /0[xX][\da-fA-F]+|0[oO][0-7]+|0[bB][01]+|(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y;

const escapes = new Map([
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ["v", "\v"],
]);

/** A text, and a place in it. */
export class Scanner {
  #text;
  #at = 0;

  /** @param {string} text */
  constructor(text) {
    this.#text = text;
  }

  /** @param {number} at */
  column(at) {
    return [...this.#text.slice(0, at)].length + 1;
  }

  /** Skips white space, and returns the place behind it. */
  skipSpace() {
    this.#match(/\s*/y);
    return this.#at;
  }

  atEnd() {
    return this.skipSpace() === this.#text.length;
  }

  /** Whether a mark comes next, or a pattern. @param {string | RegExp} what */
  peek(what) {
    const at = this.skipSpace();
    if (typeof what === "string") return this.#text.startsWith(what, at);
    what.lastIndex = at;
    return what.test(this.#text);
  }

  /** Reads a mark if it comes next, and says whether it does. @param {string} mark */
  accept(mark) {
    const found = this.peek(mark);
    if (found) this.#at += mark.length;
    return found;
  }

  /** Reads a mark, which must come next. @param {string} mark */
  expect(mark, want = mark) {
    if (!this.accept(mark)) this.fail(want);
  }

  /** @param {string} want */
  name(want) {
    const at = this.skipSpace();
    return { text: this.#match(name) ?? this.fail(want), at };
  }

  /** @param {string} want */
  number(want) {
    this.skipSpace();
    const digits = this.#match(number) ?? this.fail(want);
    const behind = this.#text.codePointAt(this.#at);
    if (behind !== undefined && /[\p{ID_Continue}$_\\]/u.test(String.fromCodePoint(behind))) this.fail("the number to end here");
    return Number(digits);
  }

  /** Reads a string whose quote comes next. @param {string} quote */
  string(quote) {
    let text = "";
    for (this.#at++; this.#text[this.#at] !== quote;) {
      const at = this.#at++;
      const next = this.#text[at];
      if (next === undefined || next === "\n" || next === "\r") this.fail(`${quote} at the end of the text`, at);
      if (quote === "`" && next === "$" && this.#text[this.#at] === "{") this.fail("a text without ${…}", at);
      text += next === "\\" ? this.#escape(at) : next;
    }
    this.#at++;
    return text;
  }

  /** Reads an escape behind its backslash. @param {number} at of the backslash */
  #escape(at) {
    const hex = this.#match(/x[\da-fA-F]{2}|u[\da-fA-F]{4}|u\{0*[\da-fA-F]{1,6}\}/y);
    if (hex) {
      const code = parseInt(hex.replace(/[xu{}]/g, ""), 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : this.fail("a character up to \\u{10ffff}", at);
    }
    if (this.#match(/0(?!\d)/y)) return "\0";
    const next = this.#match(/[^\dxu\n\r\u2028\u2029]/uy) ?? this.fail("an escape such as \\n, \\x41 or \\u0041", at);
    return escapes.get(next) ?? next;
  }

  /**
   * Throws a fault at a place.
   * @param {string} want
   * @returns {never}
   */
  fail(want, at = this.#at) {
    const [found] = this.#text.slice(at).match(/^(?:[\p{ID_Continue}$]+|.)/su) ?? [];
    const shown = found === undefined ? "the end" : JSON.stringify(found.length > 20 ? `${found.slice(0, 20)}…` : found);
    throw new Fault(faultText(this.column(at), shown, want), this.column(at));
  }

  /** Reads what a pattern matches here. @param {RegExp} pattern */
  #match(pattern) {
    pattern.lastIndex = this.#at;
    const [found] = pattern.exec(this.#text) ?? [];
    if (found !== undefined) this.#at = pattern.lastIndex;
    return found;
  }
}
