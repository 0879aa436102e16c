// The rows of the wire's list: one for each head of the opening handshake and for each frame, for the end, and for frames that are
// missing. The server has written the words of all rows but those for missing frames. Fetched when a learner opens the view of the wire.

/** @import { FrameRow, Side, WireRow } from "../types.d.ts" */

/**
 * An element with a class and a text.
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {string} [className]
 * @param {string} [text]
 */
export function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

/** The way of a message or frame, by the end that has sent it. @param {Side} sender */
export const wayElement = (sender) => element("span", "way", sender === "client" ? "client → server" : "server → client");

/** A row that leads to a drawing. @param {string} key @param {WireRow} row */
export const buttonRow = (key, row) => rowElement(key, "button", row);

/** A row that leads to nothing. @param {string} key @param {WireRow} row */
export const plainRow = (key, row) => rowElement(key, "div", row);

/** The row of a frame. @param {FrameRow} frame */
export function frameRow(frame) {
  const item = buttonRow(String(frame.number), frame);
  if (frame.violations) item.classList.add("wrong");
  if (frame.fragment) item.classList.add("fragment", frame.fin ? "last" : frame.fragment === 1 ? "first" : "middle");
  return item;
}

/** The row for frames that are not kept. @param {string} key @param {number} count */
export function gapRow(key, count) {
  const item = plainRow(key, { time: "", arrow: "⋮", kind: "", words: notKept(count, ""), meta: "" });
  item.classList.add("gap");
  return item;
}

/** The sentence that says how many frames are not kept. @param {number} count @param {string} which such as "earlier " */
export const notKept = (count, which) =>
  count === 1 ? `1 ${which}frame is not kept.` : `${count.toLocaleString("en")} ${which}frames are not kept.`;

/** @type {Record<string, string>} */
const directions = { "→": "up", "←": "down" };

/** @param {string} key @param {"button" | "div"} tag @param {WireRow} row */
function rowElement(key, tag, { time, arrow, kind, words, meta }) {
  const item = element("li", directions[arrow]);
  const content = element(tag, "row");
  if (tag === "button") content.setAttribute("type", "button");
  content.dataset.key = key;
  for (const [className, text] of Object.entries({ time, arrow, kind, words, meta })) content.append(element("span", className, text));
  content.children[1].ariaHidden = "true";
  item.append(content);
  return item;
}
