// What every page runs: it binds the buttons. What the steps need is fetched when a step is wanted.

import { Block } from "./block.js";
import { Program } from "./program.js";
import { bindTheme } from "./theme.js";

bindTheme(document.querySelector(".theme"));
for (const section of document.querySelectorAll(".ws")) new Block(section);
for (const figure of document.querySelectorAll(".program")) new Program(figure);
if (document.documentElement.dataset.author) import("./author.js").then(({ followTheAuthor }) => followTheAuthor());
if (document.documentElement.dataset.embed) {
  tellTheHeight();
  openOthersOutside();
}

/** Tells the page around an embed how tall the lesson is, so that its frame can fit. */
function tellTheHeight() {
  new ResizeObserver(() => parent.postMessage({ twocups: "height", height: document.documentElement.scrollHeight }, "*"))
    .observe(document.body);
}

/** Has an embed's links to other sites open a tab of their own: many refuse to be shown in a frame. */
function openOthersOutside() {
  for (const link of document.links)
    if (link.host !== location.host) Object.assign(link, { target: "_blank", rel: "noopener" });
}
