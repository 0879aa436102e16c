// The canonical form of a typed answer, by its kind. Package server/course has the same forms for the answers of a lesson, and a
// test there runs both on the same answers.

/** The pieces between white space. @param {string} answer */
const fields = (answer) => answer.split(/\p{White_Space}+/u).filter(Boolean);

/** A text in lower case, character by character as Go has it. @param {string} text */
const lowerCase = (text) => Array.from(text, (c) => String.fromCodePoint(c.toLowerCase().codePointAt(0))).join("");

/**
 * Each function returns a form that is the same text for equal answers, or "" for a text that is no answer of the kind.
 * @type {Record<string, (answer: string) => string>}
 */
export const canonicalForms = {
  number: (answer) => {
    const digits = fields(answer)
      .join(" ")
      .replace(/ bytes?$/iu, "")
      .replace(/[ ,_]/g, "");
    const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(digits) ? Number(digits) : NaN;
    return Number.isFinite(number) ? String(number) : "";
  },
  hex: (answer) => {
    const pairs = lowerCase(fields(answer).join("")).replaceAll("0x", "").replace(/[,:]/g, "");
    return /^([0-9a-f]{2})+$/.test(pairs) ? pairs : "";
  },
  text: (answer) => fields(answer).join(" "),
  words: (answer) =>
    lowerCase(answer)
      .split(/[^\p{L}\p{N}]+/u)
      .filter(Boolean)
      .join(" "),
};
