// The drawing of the Socket.IO packet in a frame, piece by piece, below the frame's own. Fetched when a learner opens the view of
// the wire. The server has read the packet.

import { element } from "./row.js";

/** @import { Explanations, FrameRow, Piece } from "../types.d.ts" */

/**
 * Draws the packet of a frame, or says to which packet the frame's attachment belongs; undefined for a frame that has nothing to do with a packet.
 * @param {FrameRow} frame
 * @param {Explanations} explanations
 */
export function drawPacket(frame, explanations) {
  const { sender, packet, attachment, length, payload, fin } = frame;
  if (attachment) return drawAttachment(frame, explanations);
  if (!packet || !(packet.fault || packet.pieces.some(({ part }) => part))) return undefined;
  const { pieces, fault } = packet;
  const types = pieces.filter(({ says }) => says).map(({ says }) => says); // Engine.IO's type comes first
  const drawing = element("figure", `drawing packet ${sender}`);
  drawing.append(captionOf("Packet", types.join(" · ")));
  if (fault) drawing.append(faultBox(fault));

  const row = element("div", "pieces");
  row.role = "group";
  row.ariaLabel = "The packet, piece by piece";
  row.append(...pieces.map((piece) => cell(piece, explanations)));
  const kept = payload ? payload.split(" ").length : 0;
  if (!fin || BigInt(length) > BigInt(kept)) row.append(element("span", "between", "…")); // the rest is not here
  drawing.append(row);

  const is = [sender, ...types, pieces.some(({ part }) => part === "eio-probe") ? "probe" : "alone"];
  const parts = [...new Set(pieces.map(({ part }) => part).filter(Boolean))].map((of) => ({ of, is }));
  if (parts.length) explanations.explain(drawing, parts);
  return drawing;
}

/** @param {FrameRow} frame @param {Explanations} explanations */
function drawAttachment({ sender, attachment, attached }, explanations) {
  const drawing = element("figure", `drawing packet ${sender}`);
  drawing.append(captionOf(attached, ""));
  const line = element("p", "fragments", "of the packet that begins in ");
  const button = element("button", "", `frame ${attachment.packet}`);
  button.type = "button";
  button.dataset.goto = String(attachment.packet);
  line.append(button);
  drawing.append(line, ...explanations.words("sio-attachment"));
  return drawing;
}

/** @param {string} title @param {string} kind */
function captionOf(title, kind) {
  const caption = element("figcaption");
  caption.append(element("b", "", title), element("span", "", kind));
  return caption;
}

/** A piece: a button if there is an explanation of it. @param {Piece} piece @param {Explanations} explanations */
function cell({ part, text, says }, explanations) {
  if (!part) return element("span", "between", text);
  const button = element("button", "cell");
  button.type = "button";
  explanations.tie(button, part);
  button.append(element("span", "name", explanations.name(part)), element("span", "value", text));
  if (says) button.append(element("span", "says", says));
  return button;
}

/** @param {string} fault */
function faultBox(fault) {
  const box = element("div", "why");
  const sentence = element("ul");
  sentence.append(element("li", "", fault));
  box.append(element("p", "", "This is no packet that Socket.IO could read."), sentence);
  return box;
}
