// The rows of the wire's list: one for each head of the opening handshake and for each frame, and for what is missing. Fetched when
// a learner opens the view of the wire.

/** @import { Attachment, BigDecimal, Frame, Head, Hex, Reading } from "../types.d.ts" */

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

/** The row of the handshake's request or answer. @param {"request" | "answer"} which @param {Head} head */
export function headRow(which, { line }) {
  const up = which === "request";
  const item = row(which, "button", [
    ["time", ""],
    ["arrow", arrow(up)],
    ["kind", "HTTP"],
    ["words", line.replace(/\?\S+/, "?…")],
    ["meta", `opening handshake · ${direction(up)}`],
  ]);
  item.classList.add(up ? "up" : "down");
  return item;
}

/** The row of a frame. @param {Frame} frame @param {boolean} ended whether the connection is over */
export function frameRow(frame, ended) {
  const up = frame.sender === "client";
  const wrong = frame.violations?.length;
  const item = row(String(frame.number), "button", [
    ["time", timeText(frame.at)],
    ["arrow", arrow(up)],
    ["kind", frame.opcode],
    ["words", contentText(frame)],
    [
      "meta",
      [
        packetName(frame),
        `frame ${frame.number}`,
        direction(up),
        fragmentText(frame),
        sizeText(frame, ended),
        wrong ? "breaks the protocol" : "",
      ]
        .filter(Boolean)
        .join(" · "),
    ],
  ]);
  item.classList.add(up ? "up" : "down");
  if (wrong) item.classList.add("wrong");
  if (frame.fragment) item.classList.add("fragment", frame.fin ? "last" : frame.fragment === 1 ? "first" : "middle");
  return item;
}

/** The row for frames that are not kept. It leads to nothing. @param {string} key @param {number} count */
export function gapRow(key, count) {
  const item = row(key, "div", [
    ["time", ""],
    ["arrow", "⋮"],
    ["kind", ""],
    ["words", notKept(count, "")],
    ["meta", ""],
  ]);
  item.classList.add("gap");
  return item;
}

/** The sentence that says how many frames are not kept. @param {number} count @param {string} which such as "earlier " */
export const notKept = (count, which) =>
  count === 1 ? `1 ${which}frame is not kept.` : `${count.toLocaleString("en")} ${which}frames are not kept.`;

/** The row of the bytes that began a frame's header and did not end it. It leads to nothing. @param {Hex} rest */
export function restRow(rest) {
  const count = byteCount(String(rest.split(" ").length));
  const item = row("rest", "div", [
    ["time", ""],
    ["arrow", arrow(true)],
    ["kind", "bytes"],
    ["words", rest],
    ["meta", `${count} of a header, then the connection ended`],
  ]);
  item.classList.add("up");
  return item;
}

/** The row that says how the TCP connection ended. It leads to nothing. @param {{ frames: Frame[] }} connection */
export function endRow({ frames }) {
  const closes = frames.filter(({ opcode }) => opcode === "close");
  const valid = [...new Set(closes.filter(({ violations }) => !violations).map(({ sender }) => sender))];
  const others = closes.some(({ violations }) => violations); // which end nothing: the other end fails the connection
  const how =
    valid.length === 2
      ? "after a close frame each way"
      : valid.length === 1 && others
        ? `only the ${valid[0]}’s close frame was valid`
        : valid.length === 1
          ? `only the ${valid[0]} had sent a close frame`
          : `no ${others ? "valid " : ""}close frame went before (1006)`;
  return row("end", "div", [
    ["time", ""],
    ["arrow", ""],
    ["kind", "TCP"],
    ["words", "The connection is over."],
    ["meta", how],
  ]);
}

/** The content of a frame in a few characters. @param {Frame} frame */
function contentText({ opcode, opcodeBits, carries, code, meaning, text, payload = "", length }) {
  if (opcode === "close") return code ? [code, text, meaning && `(${meaning})`].filter(Boolean).join(" ") : "without a code";
  if (opcode === "reserved") return `opcode 0x${opcodeBits.toString(16).toUpperCase()}`;
  if (length === "0") return "empty";
  return (carries !== "binary" && text) || payload.slice(0, 3 * 24); // bytes that may mean anything look like bytes
}

/** The name of a frame in Socket.IO: "EVENT", "attachment 1 of 2". @param {Frame} frame */
function packetName({ packet, attachment }) {
  if (attachment) return attachmentName(attachment);
  if (packet?.fault) return "no packet";
  return (packet && packetTypes(packet).at(-1)) || "";
}

/** The types of a packet, that of Engine.IO first. @param {Reading} packet */
export const packetTypes = ({ pieces }) => pieces.filter(({ says }) => says).map(({ says }) => says);

/** @param {Attachment} attachment */
export const attachmentName = ({ number, count }) => `attachment ${number} of ${count}`;

/** @param {boolean} up to the server */
const arrow = (up) => (up ? "→" : "←");
/** @param {boolean} up to the server */
const direction = (up) => (up ? "to the server" : "to the client");

/** The words for the place of a frame in its message. @param {Pick<Frame, "fragment" | "fin">} frame */
export function fragmentText({ fragment: number, fin }) {
  if (!number) return "";
  return fin ? `fragment ${number}, the last` : `fragment ${number}`;
}

/** A frame's length in words, and how much of it came if not all did. @param {Frame} frame @param {boolean} ended whether the connection is over */
export function sizeText({ length, came }, ended) {
  const whole = byteCount(length);
  return came === length ? whole : `${Number(came).toLocaleString("en")} of ${whole}${ended ? ", then the connection ended" : " so far"}`;
}

/** A number of bytes in words. @param {BigDecimal} n */
export const byteCount = (n) => (n === "1" ? "1 byte" : `${BigInt(n).toLocaleString("en")} bytes`);

/** A time in milliseconds as the consoles write it (play.Milliseconds). @param {number} at */
export function timeText(at) {
  return at < 100 ? `${at.toFixed(1)} ms` : at < 1000 ? `${at.toFixed(0)} ms` : `${(at / 1000).toFixed(2)} s`;
}

/** @param {string} key @param {"button" | "div"} tag @param {[className: string, text: string][]} parts */
function row(key, tag, parts) {
  const item = element("li");
  const content = element(tag, "row");
  if (tag === "button") content.setAttribute("type", "button");
  content.dataset.key = key;
  for (const [className, text] of parts) content.append(element("span", className, text));
  content.children[1].ariaHidden = "true";
  item.append(content);
  return item;
}
