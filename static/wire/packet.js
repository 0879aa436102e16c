// The packet of Socket.IO in a frame, piece by piece, below the frame's drawing. The server has read it.

import { attachmentName, element, packetTypes } from "./row.js";

/**
 * Draws the packet of a frame, or says whose attachment it carries; undefined for a frame that has nothing to do with one.
 * @param frame play.Frame
 */
export function drawPacket({ sender, packet, attachment, length, payload, fin }, meanings) {
  if (attachment) return drawAttachment(sender, attachment, meanings);
  if (!packet || !(packet.fault || packet.pieces.some(({ part }) => part))) return undefined;
  const { pieces, fault } = packet;
  const types = packetTypes(packet);
  const drawing = element("figure", `drawing packet ${sender}`);
  drawing.append(captionOf("Packet", types.join(" · ")));
  if (fault) drawing.append(wrong(fault));

  const row = element("div", "pieces");
  row.role = "group";
  row.ariaLabel = "The packet, piece by piece";
  row.append(...pieces.map((piece) => cell(piece, meanings)));
  const kept = payload ? payload.split(" ").length : 0;
  if (!fin || BigInt(length) > BigInt(kept)) row.append(element("span", "between", "…")); // the rest is not here
  drawing.append(row);

  const is = [sender, ...types, pieces.some(({ part }) => part === "eio-probe") ? "probe" : "alone"];
  const parts = [...new Set(pieces.map(({ part }) => part).filter(Boolean))].map((of) => ({ of, is }));
  if (parts.length) meanings.explain(drawing, parts);
  return drawing;
}

function drawAttachment(sender, attachment, meanings) {
  const drawing = element("figure", `drawing packet ${sender}`);
  drawing.append(captionOf(attachmentName(attachment).replace(/^a/, "A"), ""));
  const of = element("p", "fragments", "of the packet that begins in ");
  const button = element("button", "", `frame ${attachment.packet}`);
  button.type = "button";
  button.dataset.goto = attachment.packet;
  of.append(button);
  drawing.append(of, ...meanings.words("sio-attachment"));
  return drawing;
}

function captionOf(title, kind) {
  const caption = element("figcaption");
  caption.append(element("b", "", title), element("span", "", kind));
  return caption;
}

/** A piece: a button if it is explained. */
function cell({ part, text, says }, meanings) {
  if (!part) return element("span", "between", text);
  const made = element("button", "cell");
  made.type = "button";
  meanings.tie(made, part);
  made.append(element("span", "name", meanings.name(part)), element("span", "value", text));
  if (says) made.append(element("span", "says", says));
  return made;
}

function wrong(fault) {
  const box = element("div", "why");
  const sentence = element("ul");
  sentence.append(element("li", "", fault));
  box.append(element("p", "", "This is no packet that Socket.IO could read."), sentence);
  return box;
}
