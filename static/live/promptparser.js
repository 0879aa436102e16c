// Reads an expression as a learner types it into the prompt: a call of a socket's method, or the name of a property. Fetched
// once a step is wanted. An expression is JavaScript, but only this much of it, and nothing here runs any:
//
//     expression = [ "await" ] name "." name [ "(" [ value *( "," value ) [ "," ] ] ")" ] [ ";" ]
//     value      = text / number / "true" / "false" / "null" / "undefined" / array / object / "new Uint8Array(" array ")"
//     text       = in ' or " or `, with JavaScript's escapes; no ${…} in the last
//     array      = "[" [ value *( "," value ) [ "," ] ] "]"
//     object     = "{" [ key ":" value *( "," key ":" value ) [ "," ] ] "}" ; a key is a name, a text or a number

import { Fault, Scanner, name, number, oneOf } from "./promptscanner.js";

/** How deep arrays and objects may be nested: deeper than anybody types. */
const maxDepth = 50;

const constants = new Map([
  ["true", true],
  ["false", false],
  ["null", null],
  ["undefined", undefined],
]);

/**
 * @typedef {object} Expression
 * @property {string} object the name before the dot
 * @property {string} member the name behind the dot
 * @property {unknown[] | undefined} values of a call; none for a property
 * @property {number} column of the member
 */

/**
 * Reads an expression, or returns its fault: what is wrong where, and what is wanted. Columns count characters, from 1.
 * @param {string} text
 * @param {string[]} objects the names that may be before the dot
 * @returns {Expression | { fault: string, column: number }}
 */
export function parseExpression(text, objects) {
  try {
    return new Parser(text).expression(objects);
  } catch (fault) {
    if (!(fault instanceof Fault)) throw fault;
    return { fault: fault.message, column: fault.column };
  }
}

class Parser {
  #scanner;

  /** @param {string} text */
  constructor(text) {
    this.#scanner = new Scanner(text);
  }

  /** @param {string[]} objects */
  expression(objects) {
    const scanner = this.#scanner;
    let object = scanner.name('a call such as socket.send("hi")');
    if (object.text === "await" && scanner.peek(name)) object = scanner.name("a call");
    if (!objects.includes(object.text)) scanner.fail(oneOf(objects), object.at);
    scanner.expect(".", '. as in socket.send("hi")');
    const member = scanner.name("the name of a method or a property");
    const values = scanner.accept("(") ? this.#values(")", 0) : undefined;
    scanner.accept(";");
    if (!scanner.atEnd()) scanner.fail(values ? "nothing more" : "( or nothing more");
    return { object: object.text, member: member.text, values, column: scanner.column(member.at) };
  }

  /** The values up to the end of a list that has been opened. @param {string} end @param {number} depth */
  #values(end, depth) {
    const values = [];
    while (!this.#scanner.accept(end)) {
      values.push(this.#value(depth));
      this.#expectCommaOr(end);
    }
    return values;
  }

  /** @param {number} depth @returns {unknown} */
  #value(depth) {
    const scanner = this.#scanner;
    const want = 'a value such as "hi", 1, true, [1, 2] or {a: 1}';
    if (depth > maxDepth) scanner.fail(`no more than ${maxDepth} levels`, scanner.skipSpace());
    for (const quote of ['"', "'", "`"]) if (scanner.peek(quote)) return scanner.string(quote);
    if (scanner.peek(/[“”„‘’‚«»]/uy)) scanner.fail("straight quotes: \" or '"); // phones' keyboards insert curly ones
    if (scanner.accept("[")) return this.#values("]", depth + 1);
    if (scanner.accept("{")) return this.#object(depth + 1);
    if (scanner.accept("-")) return -scanner.number("a number");
    if (scanner.accept("+")) return scanner.number("a number");
    if (scanner.peek(number)) return scanner.number(want);
    const word = scanner.name(want);
    if (word.text === "new") return this.#bytes(depth);
    if (!constants.has(word.text)) scanner.fail(want, word.at);
    return constants.get(word.text);
  }

  /** The Uint8Array behind "new", for send. @param {number} depth */
  #bytes(depth) {
    const scanner = this.#scanner;
    const type = scanner.name("Uint8Array");
    if (type.text !== "Uint8Array") scanner.fail("Uint8Array", type.at);
    scanner.expect("(");
    const at = scanner.skipSpace();
    scanner.expect("[");
    const values = this.#values("]", depth + 1);
    if (!values.every((value) => typeof value === "number")) scanner.fail("an array of numbers from 0 to 255", at);
    scanner.expect(")");
    return new Uint8Array(/** @type {number[]} */ (values));
  }

  /** @param {number} depth */
  #object(depth) {
    /** @type {Record<string, unknown>} */
    const object = {};
    while (!this.#scanner.accept("}")) {
      const at = this.#scanner.skipSpace();
      const key = this.#key();
      if (key === "__proto__") this.#scanner.fail("another key: JavaScript keeps this one for itself", at);
      this.#scanner.expect(":");
      object[key] = this.#value(depth);
      this.#expectCommaOr("}");
    }
    return object;
  }

  #key() {
    const scanner = this.#scanner;
    for (const quote of ['"', "'"]) if (scanner.peek(quote)) return scanner.string(quote);
    if (scanner.peek(number)) return String(scanner.number("a key"));
    return scanner.name("a key, as in {a: 1}, or }").text;
  }

  /** Reads the comma behind an item of a list, unless the list ends. @param {string} end */
  #expectCommaOr(end) {
    if (!this.#scanner.accept(",") && !this.#scanner.peek(end)) this.#scanner.fail(`, or ${end}`);
  }
}
