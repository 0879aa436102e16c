// The drawing of a frame, like the figure of RFC 6455 section 5.2: 32 bits a row. Fetched when a learner opens the view of the wire.
// In a narrow window, the first two bytes have 8 bits a row. The other bytes have another scale, four bytes a row, and a line
// above them says so.

import { ascii, drawPayload } from "./payload.js";
import { element, wayElement } from "./row.js";

/** @import { Connection, Explanations, FrameRow, Violation } from "../types.d.ts" */

/**
 * @typedef {object} Field of a frame
 * @property {string} of its part in the explanations
 * @property {string} [bits]
 * @property {string[]} [bytes] as pairs of hexadecimal digits
 * @property {string} [more] how many more bytes there are, in words
 * @property {string} [says] what the bits or bytes mean
 * @property {string[]} [is] words for what holds for the field
 * @property {boolean} [plain] whether the bytes are not masked
 */

/** A payload of at most maxPayload bytes is drawn whole among the bits. Of a longer payload, maxLongPayload bytes are. */
const maxPayload = 26;
const maxLongPayload = 18;

/**
 * Draws a frame.
 * @param {FrameRow} frame
 * @param {Connection} connection
 * @param {Explanations} explanations
 */
export function drawFrame(frame, { frames, number }, explanations) {
  const drawing = element("figure", `drawing frame ${frame.sender}`);
  const fields = fieldsOf(frame);
  const about = [frame.sender, number ? "raw" : "own", frame.answers ? "answer" : "first"];
  const wrong = Map.groupBy(frame.violations ?? [], ({ field }) => field);
  drawing.append(captionOf(frame));
  if (frame.place) drawing.append(fragmentsLine(frame, frames));
  if (frame.violations) drawing.append(violationsBox(frame.violations));

  const bits = element("div", "bits");
  bits.role = "group";
  bits.ariaLabel = "The frame’s fields, bit by bit";
  bits.append(ruler());
  for (const field of fields) {
    if (field.bytes && !bits.querySelector(".scale")) bits.append(scale());
    bits.append(...cells(field, wrong.has(field.of), explanations));
  }
  bits.querySelectorAll(".byte, .rest").forEach((cell, i) => cell.classList.add(`at-${(i + 2) % 4}`)); // the first two bytes are drawn as bits
  const parts = fields.map(({ of, is = [] }) => ({ of, is: [...is, ...about], wrong: wrong.get(of)?.map(({ why }) => why) }));
  drawing.append(bits);
  explanations.explain(drawing, parts);
  if (frame.payload) drawing.append(drawPayload(frame));
  return drawing;
}

/** The fields of a frame in order. @param {FrameRow} frame @returns {Field[]} */
function fieldsOf(frame) {
  const { fin, rsv, opcode, opcodeBits, masked, shortLength, lengthForm, length, size, key } = frame;
  const control = ["close", "ping", "pong"].includes(opcode);
  /** @type {Field[]} */
  const fields = [
    { of: "fin", bits: binary(fin, 1), is: [control && fin ? "control" : String(Number(fin))] },
    ...rsv.map((set, i) => ({ of: `rsv${i + 1}`, bits: binary(set, 1) })),
    { of: "opcode", bits: binary(opcodeBits, 4), says: opcode, is: [opcode] },
    { of: "mask", bits: binary(masked, 1), is: [String(Number(masked))] },
    {
      of: "length",
      bits: binary(shortLength, 7),
      says: lengthForm === 7 ? size : `${shortLength}: see the next ${lengthForm} bits`,
      is: [String(lengthForm)],
    },
  ];
  if (lengthForm > 7)
    fields.push({
      of: "extended",
      bytes: pairs(
        BigInt(length)
          .toString(16)
          .padStart(lengthForm / 4, "0"),
      ),
      says: size,
      is: [String(lengthForm)],
    });
  if (masked) fields.push({ of: "key", bytes: key.split(" ") });
  return [...fields, ...payloadFields(frame, control)];
}

/** The payload's fields, as they are on the wire. @param {FrameRow} frame @param {boolean} control @returns {Field[]} */
function payloadFields({ opcode, masked, payload = "", onWire = payload, length, size }, control) {
  if (length === "0") return [];
  const sent = onWire ? onWire.split(" ") : [];
  const shown = sent.slice(0, Number(length) > maxPayload ? maxLongPayload : maxPayload);
  const rest = BigInt(length) - BigInt(shown.length);
  const more = rest === 0n ? "" : shown.length ? `${rest.toLocaleString("en")} more` : size;
  const is = [control ? "control" : "data", ...(masked ? ["masked"] : [])];
  const says = masked ? "masked" : "";
  if (opcode === "close" && sent.length >= 2) {
    const code = { of: "code", bytes: sent.slice(0, 2), says, is };
    return sent.length === 2 ? [code] : [code, { of: "reason", bytes: shown.slice(2), more, says, is, plain: !masked }];
  }
  const of = opcode === "close" ? "code" : "payload";
  return [{ of, bytes: shown, more, says, is, plain: !masked }];
}

/**
 * The cells of a field: one for its bits, or one for each of its bytes. The first is the button.
 * @param {Field} field
 * @param {boolean} wrong
 * @param {Explanations} explanations
 */
function cells({ of, bits, bytes: list, more, says, plain }, wrong, explanations) {
  /** @param {string} name @param {boolean} first @param {string} value */
  const cell = (name, first, value) => {
    const made = element(first ? "button" : "span", `cell ${name}${wrong ? " wrong" : ""}`);
    made.dataset.part = of;
    if (first) {
      made.setAttribute("type", "button");
      explanations.tie(made, of);
      made.append(element("span", "name", explanations.name(of)));
    } else made.ariaHidden = "true";
    made.append(element("span", "value", value));
    return made;
  };
  if (bits) {
    const made = cell(`bits-${bits.length}`, true, bits);
    if (says) made.append(element("span", "says", says));
    return [made];
  }
  const made = list.map((pair, i) => cell(i ? "byte more" : "byte", i === 0, pair));
  if (more) made.push(cell("rest more", made.length === 0, `… ${more}`));
  if (says) made[0].append(element("span", "says", says));
  if (plain) list.forEach((pair, i) => made[i].append(element("span", "says", ascii(pair))));
  if (made.length > 1) made[0].append(element("span", "unseen", ` ${[...list.slice(1), more ? `and ${more}` : ""].join(" ")}`)); // a screen reader reads all bytes as the button's text
  made.at(-1).classList.add("tail");
  return made;
}

/** The numbers of the bits above the figure. */
function ruler() {
  const row = element("div", "ruler");
  row.ariaHidden = "true";
  for (let bit = 0; bit < 32; bit++) row.append(element("span", "", String(bit)));
  return row;
}

/** A line that says that the bytes below have another scale than the bits above. The style sheet shows the line only in a narrow window. */
function scale() {
  const line = element("div", "scale", "Bytes from here on, four in a row:");
  line.ariaHidden = "true";
  return line;
}

/** @param {FrameRow} frame */
function captionOf({ number, sender, caption }) {
  const made = element("figcaption");
  made.append(element("b", "", `Frame ${number}`), wayElement(sender), element("span", "", caption));
  return made;
}

/** The rules that the frame breaks. @param {Violation[]} list */
function violationsBox(list) {
  const box = element("div", "why");
  box.append(
    element("p", "", list.length === 1 ? "This frame breaks the protocol." : `This frame breaks the protocol in ${list.length} ways.`),
  );
  const sentences = element("ul");
  sentences.append(...list.map(({ why }) => element("li", "", why)));
  box.append(sentences);
  return box;
}

/** A line with the place of the frame in its message, which leads to the others. @param {FrameRow} frame @param {FrameRow[]} frames */
function fragmentsLine(frame, frames) {
  const line = element("p", "fragments", `${frame.place}: `);
  for (const other of frames)
    if (other.sender === frame.sender && other.message === frame.message) {
      const button = element("button", "", `frame ${other.number}`);
      button.type = "button";
      button.dataset.goto = String(other.number);
      if (other.number === frame.number) button.ariaCurrent = "true";
      line.append(button);
    }
  return line;
}

/** @param {number | boolean} value @param {number} width in bits */
const binary = (value, width) => Number(value).toString(2).padStart(width, "0");
/** @param {string} digits */
const pairs = (digits) => digits.match(/../g);
