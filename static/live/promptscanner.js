// What the reader of a line (line.js) stands on: a place in the line, names, numbers and texts as JavaScript writes them.

/** What is wrong at a place of a line. */
export class Fault extends Error {
  constructor(message, column) {
    super(message);
    this.column = column;
  }
}

/** The words for what is wrong, as all of Two Cups has them. Columns count characters, from 1. */
export const faultAt = (column, found, want) => `column ${column}: ${found} (want ${want})`;

/** What is wanted, where it is one of several. */
export const oneOf = (names) => names.join(", ").replace(/, ([^,]*)$/, " or $1");

/** A name, as a pattern that matches at a place. */
export const name = /[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*/uy;

/** A number without a sign. */
export const number = /0[xX][\da-fA-F]+|0[oO][0-7]+|0[bB][01]+|(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y;

const escapes = new Map([["b", "\b"], ["f", "\f"], ["n", "\n"], ["r", "\r"], ["t", "\t"], ["v", "\v"]]);

/** A line, and a place in it. */
export class Scanner {
  #text;
  #at = 0;

  constructor(text) {
    this.#text = text;
  }

  column(at) {
    return [...this.#text.slice(0, at)].length + 1;
  }

  /** The place of what comes next, spaces aside. */
  next() {
    this.#match(/\s*/y);
    return this.#at;
  }

  atEnd() {
    return this.next() === this.#text.length;
  }

  /** Whether a mark comes next, or a pattern. */
  sees(what) {
    const at = this.next();
    if (typeof what === "string") return this.#text.startsWith(what, at);
    what.lastIndex = at;
    return what.test(this.#text);
  }

  /** Takes a mark if it comes next. */
  takes(mark) {
    const found = this.sees(mark);
    if (found) this.#at += mark.length;
    return found;
  }

  expect(mark, want = mark) {
    if (!this.takes(mark)) this.wrong(want);
  }

  name(want) {
    const at = this.next();
    return { text: this.#match(name) ?? this.wrong(want), at };
  }

  number(want) {
    this.next();
    const digits = this.#match(number) ?? this.wrong(want);
    const behind = this.#text.codePointAt(this.#at);
    if (behind !== undefined && /[\p{ID_Continue}$_\\]/u.test(String.fromCodePoint(behind))) this.wrong("the number to end here");
    return Number(digits);
  }

  /** A text, of which the quote comes next. */
  string(quote) {
    let text = "";
    for (this.#at++; this.#text[this.#at] !== quote; ) {
      const at = this.#at++;
      const next = this.#text[at];
      if (next === undefined || next === "\n" || next === "\r") this.wrong(`${quote} at the end of the text`, at);
      if (quote === "`" && next === "$" && this.#text[this.#at] === "{") this.wrong("a text without ${…}", at);
      text += next === "\\" ? this.#escape(at) : next;
    }
    this.#at++;
    return text;
  }

  /** What stands behind a backslash. */
  #escape(at) {
    const hex = this.#match(/x[\da-fA-F]{2}|u[\da-fA-F]{4}|u\{0*[\da-fA-F]{1,6}\}/y);
    if (hex) {
      const code = parseInt(hex.replace(/[xu{}]/g, ""), 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : this.wrong("a character up to \\u{10ffff}", at);
    }
    if (this.#match(/0(?!\d)/y)) return "\0";
    const next = this.#match(/[^\dxu\n\r\u2028\u2029]/uy) ?? this.wrong("an escape such as \\n, \\x41 or \\u0041", at);
    return escapes.get(next) ?? next;
  }

  /** Throws what is wrong at a place. */
  wrong(want, at = this.#at) {
    const [found] = this.#text.slice(at).match(/^(?:[\p{ID_Continue}$]+|.)/su) ?? [];
    const shown = found === undefined ? "the end" : JSON.stringify(found.length > 20 ? `${found.slice(0, 20)}…` : found);
    throw new Fault(faultAt(this.column(at), shown, want), this.column(at));
  }

  /** Takes what a pattern matches here. */
  #match(pattern) {
    pattern.lastIndex = this.#at;
    const [found] = pattern.exec(this.#text) ?? [];
    if (found !== undefined) this.#at = pattern.lastIndex;
    return found;
  }
}
