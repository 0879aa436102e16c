// The opening handshake as HTTP text, with the lines that matter marked.

import { element } from "./row.js";

/**
 * Draws a head.
 * @param which request or answer
 * @param head play.Head
 */
export function drawHead(which, { line, fields = [], cut }, meanings) {
  const drawing = element("figure", `drawing head ${which === "request" ? "client" : "server"}`);
  const parts = [];
  const lines = element("ol", "http");
  const start = which === "request" ? "get" : line.startsWith("HTTP/1.1 101 ") ? "101" : "status";
  const add = (of, text) => {
    const item = element("li");
    const marked = of !== undefined && meanings.has(of);
    const shown = element(marked ? "button" : "span", "line");
    shown.append(...text);
    if (marked) {
      shown.type = "button";
      meanings.tie(shown, of);
      if (!parts.some((part) => part.of === of)) parts.push({ of, is: [which] });
    }
    item.append(shown);
    lines.append(item);
  };
  add(start, [line]);
  for (const { name, value } of fields) add(explained(name), [element("b", "", name), ":" + value]);
  if (cut) add(undefined, ["… and more, which is not kept"]);

  const caption = element("figcaption");
  const up = which === "request";
  caption.append(element("b", "", meanings.name(which)), element("span", "way", up ? "client → server" : "server → client"), ...meanings.words(which));
  const both = element("div", "beside");
  both.append(lines);
  meanings.explain(both, parts);
  drawing.append(caption, both);
  return drawing;
}

/** What a field is explained as; names in HTTP have no case. */
function explained(name) {
  const of = name.toLowerCase();
  return fieldsOfTheHandshake.has(of) ? of : undefined;
}

const fieldsOfTheHandshake = new Set(["host", "connection", "upgrade", "origin", "sec-websocket-version", "sec-websocket-key",
  "sec-websocket-accept", "sec-websocket-protocol", "sec-websocket-extensions"]);
