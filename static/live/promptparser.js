// Reads a line as a learner types it into the console of the page: a call of a socket's method, or the name of a property. It
// is JavaScript, but only this much of it, and nothing here runs any:
//
//     line   = [ "await" ] name "." name [ "(" [ value *( "," value ) [ "," ] ] ")" ] [ ";" ]
//     value  = text / number / "true" / "false" / "null" / "undefined" / array / object / "new Uint8Array(" array ")"
//     text   = in ' or " or `, with JavaScript's escapes; no ${…} in the last
//     array  = "[" [ value *( "," value ) [ "," ] ] "]"
//     object = "{" [ key ":" value *( "," key ":" value ) [ "," ] ] "}" ; a key is a name, a text or a number

import { Fault, name, number, oneOf, Scanner } from "./promptscanner.js";

/** How deep arrays and objects may lie in each other: deeper than anybody types. */
const maxDepth = 50;

const words = new Map([["true", true], ["false", false], ["null", null], ["undefined", undefined]]);

/**
 * Reads a line.
 * @param objects the names that may stand before the dot
 * @returns {object, member, values, at}: the two names, the values of a call (none for a property), and at which column the
 *   second name stands; or {fault, column}: what is wrong there, and what was wanted. Columns count characters, from 1.
 */
export function parseLine(line, objects) {
  try {
    return new Parser(line).line(objects);
  } catch (fault) {
    if (!(fault instanceof Fault)) throw fault;
    return { fault: fault.message, column: fault.column };
  }
}

class Parser {
  #in;

  constructor(line) {
    this.#in = new Scanner(line);
  }

  line(objects) {
    const scanner = this.#in;
    let object = scanner.name("a call such as socket.send(\"hi\")");
    if (object.text === "await" && scanner.sees(name)) object = scanner.name("a call");
    if (!objects.includes(object.text)) scanner.wrong(oneOf(objects), object.at);
    scanner.expect(".", ". as in socket.send(\"hi\")");
    const member = scanner.name("the name of a method or a property");
    const values = scanner.takes("(") ? this.#values(")", 0) : undefined;
    scanner.takes(";");
    if (!scanner.atEnd()) scanner.wrong(values ? "nothing more" : "( or nothing more");
    return { object: object.text, member: member.text, values, at: scanner.column(member.at) };
  }

  /** The values up to what closes the list, which has been opened. */
  #values(close, depth) {
    const values = [];
    while (!this.#in.takes(close)) {
      values.push(this.#value(depth));
      this.#goOn(close);
    }
    return values;
  }

  #value(depth) {
    const scanner = this.#in;
    const want = "a value such as \"hi\", 1, true, [1, 2] or {a: 1}";
    if (depth > maxDepth) scanner.wrong(`no more than ${maxDepth} levels`, scanner.next());
    for (const quote of ["\"", "'", "`"]) if (scanner.sees(quote)) return scanner.string(quote);
    if (scanner.sees(/[“”„‘’‚«»]/uy)) scanner.wrong("straight quotes: \" or '"); // which a phone's keyboard likes to bend
    if (scanner.takes("[")) return this.#values("]", depth + 1);
    if (scanner.takes("{")) return this.#object(depth + 1);
    for (const [sign, factor] of [["-", -1], ["+", 1]]) if (scanner.takes(sign)) return factor * scanner.number("a number");
    if (scanner.sees(number)) return scanner.number(want);
    const word = scanner.name(want);
    if (word.text === "new") return this.#bytes(depth);
    if (!words.has(word.text)) scanner.wrong(want, word.at);
    return words.get(word.text);
  }

  /** What comes behind "new": bytes, as send takes them. */
  #bytes(depth) {
    const scanner = this.#in;
    const type = scanner.name("Uint8Array");
    if (type.text !== "Uint8Array") scanner.wrong("Uint8Array", type.at);
    scanner.expect("(");
    const at = scanner.next();
    scanner.expect("[");
    const values = this.#values("]", depth + 1);
    if (!values.every((value) => typeof value === "number")) scanner.wrong("an array of numbers from 0 to 255", at);
    scanner.expect(")");
    return new Uint8Array(values);
  }

  #object(depth) {
    const object = {};
    while (!this.#in.takes("}")) {
      const at = this.#in.next();
      const key = this.#key();
      if (key === "__proto__") this.#in.wrong("another key: JavaScript keeps this one for itself", at);
      this.#in.expect(":");
      object[key] = this.#value(depth);
      this.#goOn("}");
    }
    return object;
  }

  #key() {
    const scanner = this.#in;
    for (const quote of ["\"", "'"]) if (scanner.sees(quote)) return scanner.string(quote);
    if (scanner.sees(number)) return String(scanner.number("a key"));
    return scanner.name("a key, as in {a: 1}, or }").text;
  }

  /** Goes on behind an item of a list: another comes, or the end. */
  #goOn(close) {
    if (!this.#in.takes(",") && !this.#in.sees(close)) this.#in.wrong(`, or ${close}`);
  }
}
