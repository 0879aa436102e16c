// What every page runs: it binds the buttons. What the steps need is fetched when a step is wanted.

import { Block } from "./block.js";
import { Program } from "./program.js";
import { bindTheme } from "./theme.js";

bindTheme(document.querySelector(".theme"));
for (const section of document.querySelectorAll(".ws:not(.task)")) new Block(section);
for (const figure of document.querySelectorAll(".program")) new Program(figure);
for (const section of document.querySelectorAll(".task, .quiz")) whenNear(section);
if (document.documentElement.dataset.author) import("../live/autoreload.js").then(({ followTheAuthor }) => followTheAuthor());
if (document.documentElement.dataset.embed) {
  tellTheHeight();
  openOthersOutside();
}

/** Tells the page around an embed how tall the lesson is in CSS pixels, whatever the frame is, so that its frame can fit. */
function tellTheHeight() {
  new ResizeObserver(() => parent.postMessage({ twocups: "height", height: document.documentElement.offsetHeight }, "*"))
    .observe(document.body);
}

/** Has an embed's links to other sites open a tab of their own: many refuse to be shown in a frame. */
function openOthersOutside() {
  for (const link of document.links)
    if (link.host !== location.host) Object.assign(link, { target: "_blank", rel: "noopener" });
}

/** Has the script of a task or a quiz fetched when it comes near the window. A press that comes before is kept. */
function whenNear(section) {
  const pressed = [];
  const keep = (event) => {
    if (event.type === "click" ? event.target.closest("button") : event.key === "Enter") pressed.push(event);
  };
  for (const type of ["click", "keydown"]) section.addEventListener(type, keep);
  const near = new IntersectionObserver(async (entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    near.disconnect();
    try {
      const { bind } = await (section.matches(".quiz") ? import("../live/quiz.js") : import("../live/task.js"));
      bind(section);
    } catch {
      section.querySelector(".verdict").textContent = "What this needs could not be fetched. See whether the server runs, then reload the page.";
    }
    for (const type of ["click", "keydown"]) section.removeEventListener(type, keep);
    for (const event of pressed) event.target.dispatchEvent(new event.constructor(event.type, event));
  }, { rootMargin: "50%" });
  near.observe(section);
}
