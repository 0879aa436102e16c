// The drawing of a frame's payload below its bits: as it went over the wire, without the mask, and as text. Fetched when a learner
// opens the view of the wire.

import { element } from "./row.js";

/** @import { FrameRow } from "../types.d.ts" */

/** How many bytes the table of the unmasking has: twice the key. */
const unmasked = 8;

/** Draws the payload of a frame. @param {FrameRow} frame */
export function drawPayload({ opcode, masked, key, payload, onWire, text, notKept, closeCode }) {
  const part = element("div", "payload");
  const shown = payload.split(" ");
  if (masked) part.append(unmasking(onWire.split(" "), key.split(" "), shown));
  const list = element("dl");
  /** @param {string} term @param {string} className @param {string} value */
  const add = (term, className, value) => {
    list.append(element("dt", "", term), element("dd", className, value));
  };
  const cut = notKept ? ` … ${notKept}` : "";
  if (masked) add("On the wire", "hex", onWire + cut);
  add(masked ? "Unmasked" : "Payload", "hex", payload + cut);
  if (closeCode) add("Close code", "", closeCode);
  if (text) add(opcode === "close" ? "Reason" : opcode === "binary" ? "As text, if it were" : "As text", "text", text + (cut ? "…" : ""));
  part.append(list);
  return part;
}

/** A table of the first bytes: on the wire, the key that repeats, and their XOR. @param {string[]} sent @param {string[]} key @param {string[]} payload */
function unmasking(sent, key, payload) {
  const table = element("table", "unmasking");
  table.append(element("caption", "", "How the mask comes off"));
  /** @param {string} head @param {string[]} values @param {string} className */
  const row = (head, values, className) => {
    const tr = element("tr", className);
    const th = element("th", "", head);
    th.scope = "row";
    tr.append(th, ...values.slice(0, unmasked).map((value) => element("td", "", value)));
    if (payload.length > unmasked) tr.append(element("td", "", "…"));
    return tr;
  };
  const body = element("tbody");
  body.append(
    row("on the wire", sent, "sent"),
    row(
      "XOR the key",
      payload.map((_, i) => key[i % key.length]),
      "key",
    ),
    row("= payload", payload, "payload-row"),
    row("in ASCII", payload.map(ascii), "ascii"),
  );
  table.append(body);
  return table;
}

/** The character of a byte, if ASCII has one that can be seen. @param {string} pair of hexadecimal digits */
export function ascii(pair) {
  const code = parseInt(pair, 16);
  if (code === 0x20) return "␣";
  return code > 0x20 && code < 0x7f ? String.fromCharCode(code) : "·";
}
