// The rows of the wire's list: one for each head of the opening handshake and for each frame, and for what is missing.

/** An element with a class and a text. */
export function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

/** The row of the handshake's request or answer. */
export function headRow(which, { line }) {
  const up = which === "request";
  const item = row(which, "button", [["time", ""], ["arrow", arrow(up)], ["kind", "HTTP"], ["words", line.replace(/\?\S+/, "?…")], ["meta", `opening handshake · ${way(up)}`]]);
  item.classList.add(up ? "up" : "down");
  return item;
}

/** The row of a frame. */
export function frameRow(frame, ended) {
  const up = frame.sender === "client";
  const wrong = frame.violations?.length;
  const item = row(String(frame.number), "button", [["time", milliseconds(frame.at)], ["arrow", arrow(up)], ["kind", frame.opcode],
    ["words", words(frame)], ["meta", [packetWord(frame), `frame ${frame.number}`, way(up), fragment(frame), size(frame, ended), wrong ? "breaks the protocol" : ""].filter(Boolean).join(" · ")]]);
  item.classList.add(up ? "up" : "down");
  if (wrong) item.classList.add("wrong");
  if (frame.fragment) item.classList.add("fragment", frame.fin ? "last" : frame.fragment === 1 ? "first" : "middle");
  return item;
}

/** The row that stands for frames which nobody has kept. It leads to nothing. */
export function gapRow(key, count) {
  const item = row(key, "div", [["time", ""], ["arrow", "⋮"], ["kind", ""], ["words", notKept(count, "")], ["meta", ""]]);
  item.classList.add("gap");
  return item;
}

/** Says that so many frames are not kept. */
export const notKept = (count, which) => (count === 1 ? `1 ${which}frame is not kept.` : `${count.toLocaleString("en")} ${which}frames are not kept.`);

/** The row of the bytes that began a frame's header and did not end it. It leads to nothing. */
export function restRow(rest) {
  const count = bytes(String(rest.split(" ").length));
  const item = row("rest", "div", [["time", ""], ["arrow", arrow(true)], ["kind", "bytes"], ["words", rest], ["meta", `${count} of a header, then the connection ended`]]);
  item.classList.add("up");
  return item;
}

/** The row that says how the TCP connection ended. It leads to nothing. */
export function endRow({ frames }) {
  const closes = frames.filter(({ opcode }) => opcode === "close");
  const valid = [...new Set(closes.filter(({ violations }) => !violations).map(({ sender }) => sender))];
  const others = closes.some(({ violations }) => violations); // which end nothing: the other end fails the connection
  const how = valid.length === 2 ? "after a close frame each way"
    : valid.length === 1 && others ? `only the ${valid[0]}’s close frame was valid`
    : valid.length === 1 ? `only the ${valid[0]} had sent a close frame`
    : `no ${others ? "valid " : ""}close frame went before (1006)`;
  return row("end", "div", [["time", ""], ["arrow", ""], ["kind", "TCP"], ["words", "The connection is over."], ["meta", how]]);
}

/** What a frame says, in a few characters. */
function words({ opcode, opcodeBits, carries, code, meaning, text, payload = "", length }) {
  if (opcode === "close") return code ? [code, text, meaning && `(${meaning})`].filter(Boolean).join(" ") : "without a code";
  if (opcode === "reserved") return `opcode 0x${opcodeBits.toString(16).toUpperCase()}`;
  if (length === "0") return "empty";
  return (carries !== "binary" && text) || payload.slice(0, 3 * 24); // bytes that may mean anything look like bytes
}

/** What a frame is to Socket.IO, in a word: "EVENT", "attachment 1 of 2". */
function packetWord({ packet, attachment }) {
  if (attachment) return attachmentName(attachment);
  if (packet?.fault) return "no packet";
  return (packet && packetTypes(packet).at(-1)) || "";
}

/** The types of a packet (play.Reading), that of Engine.IO first. */
export const packetTypes = ({ pieces }) => pieces.filter(({ says }) => says).map(({ says }) => says);

export const attachmentName = ({ number, count }) => `attachment ${number} of ${count}`;

const arrow = (up) => (up ? "→" : "←");
const way = (up) => (up ? "to the server" : "to the client");

/** Which part of its message a frame is. */
export function fragment({ fragment: number, fin }) {
  if (!number) return "";
  return fin ? `fragment ${number}, the last` : `fragment ${number}`;
}

/** A frame's length in words, and how much of it came if not all did. */
export function size({ length, came }, ended) {
  const whole = bytes(length);
  return came === length ? whole : `${Number(came).toLocaleString("en")} of ${whole}${ended ? ", then the connection ended" : " so far"}`;
}

/** A number of bytes, which may be larger than JavaScript's numbers. */
export const bytes = (n) => (n === "1" ? "1 byte" : `${BigInt(n).toLocaleString("en")} bytes`);

/** A time as the consoles write it (play.Milliseconds). */
export function milliseconds(at) {
  return at < 100 ? `${at.toFixed(1)} ms` : at < 1000 ? `${at.toFixed(0)} ms` : `${(at / 1000).toFixed(2)} s`;
}

function row(key, name, parts) {
  const item = element("li");
  const line = element(name, "row");
  if (name === "button") line.type = "button";
  line.dataset.key = key;
  for (const [name, text] of parts) line.append(element("span", name, text));
  line.children[1].ariaHidden = "true";
  item.append(line);
  return item;
}
