// The drawing of the opening handshake as HTTP text, with the lines that matter marked. Fetched when a learner opens the view of
// the wire.

import { element, wayElement } from "./row.js";

/** @import { ExplainedPart, Explanations, HeadRow } from "../types.d.ts" */

/**
 * Draws the head of a request or an answer.
 * @param {string} which request or answer
 * @param {HeadRow} head
 * @param {Explanations} explanations
 */
export function drawHead(which, { line, fields = [], cut }, explanations) {
  const sender = which === "request" ? "client" : "server";
  const drawing = element("figure", `drawing head ${sender}`);
  /** @type {ExplainedPart[]} */
  const parts = [];
  const lines = element("ol", "http");
  const start = which === "request" ? "get" : line.startsWith("HTTP/1.1 101 ") ? "101" : "status";
  /** @param {string | undefined} of @param {(string | Node)[]} text */
  const add = (of, text) => {
    const item = element("li");
    const marked = of !== undefined && explanations.has(of);
    const shown = element(marked ? "button" : "span", "line");
    shown.append(...text);
    if (marked) {
      shown.setAttribute("type", "button");
      explanations.tie(shown, of);
      if (!parts.some((part) => part.of === of)) parts.push({ of, is: [which] });
    }
    item.append(shown);
    lines.append(item);
  };
  add(start, [line]);
  for (const { name, value } of fields) add(partOf(name), [element("b", "", name), ":" + value]);
  if (cut) add(undefined, ["… and more, which is not kept"]);

  const caption = element("figcaption");
  caption.append(element("b", "", explanations.name(which)), wayElement(sender), ...explanations.words(which));
  const both = element("div", "beside");
  both.append(lines);
  explanations.explain(both, parts);
  drawing.append(caption, both);
  return drawing;
}

/** The part that a field is explained as; names in HTTP have no case. @param {string} name */
function partOf(name) {
  const part = name.toLowerCase();
  return explainedFields.has(part) ? part : undefined;
}

const explainedFields = new Set([
  "host",
  "connection",
  "upgrade",
  "origin",
  "sec-websocket-version",
  "sec-websocket-key",
  "sec-websocket-accept",
  "sec-websocket-protocol",
  "sec-websocket-extensions",
]);
