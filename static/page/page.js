// Binds the steps, programs, tasks and quizzes of a page. Fetched with every page. The scripts that these need are fetched
// later, when they are wanted.

import { Block } from "./block.js";
import { Program } from "./program.js";
import { bindTheme } from "./theme.js";

/** @import { HeightMessage } from "../types.d.ts" */

bindTheme(document.querySelector(".theme"));
for (const section of document.querySelectorAll(".ws:not(.task)")) new Block(section);
for (const figure of document.querySelectorAll(".program")) new Program(figure);
for (const section of document.querySelectorAll(".task, .quiz")) bindWhenNear(section);
const { author, embed } = document.documentElement.dataset;
if (author) import("../live/autoreload.js").then(({ reloadOnChange }) => reloadOnChange());
if (embed) {
  reportHeight();
  openOtherSitesInTabs();
}

/** Reports the height of an embed to the page around it, so that the iframe can fit. */
function reportHeight() {
  new ResizeObserver(() => {
    /** @type {HeightMessage} */
    const message = { twocups: "height", height: document.documentElement.offsetHeight };
    parent.postMessage(message, "*");
  }).observe(document.body);
}

/** Makes an embed's links to other sites open a new tab, because many sites refuse to be shown in an iframe. */
function openOtherSitesInTabs() {
  for (const link of document.links) if (link.host !== location.host) Object.assign(link, { target: "_blank", rel: "noopener" });
}

/** Fetches the script of a task or a quiz when it comes near the window. An earlier press waits for the script. @param {HTMLElement} section */
function bindWhenNear(section) {
  /** @type {any[]} */
  const presses = [];
  /** @param {any} event */
  const queue = (event) => {
    if (event.type === "click" ? event.target.closest("button") : event.key === "Enter") presses.push(event);
  };
  for (const type of ["click", "keydown"]) section.addEventListener(type, queue);
  const observer = new IntersectionObserver(
    async (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      try {
        const { bind } = await (section.matches(".quiz") ? import("../live/quiz.js") : import("../live/task.js"));
        bind(section);
      } catch {
        section.querySelector(".verdict").textContent =
          "The script for this part could not be fetched. See whether the server runs, then reload the page.";
      }
      for (const type of ["click", "keydown"]) section.removeEventListener(type, queue);
      for (const event of presses) event.target.dispatchEvent(new event.constructor(event.type, event));
    },
    { rootMargin: "50%" },
  );
  observer.observe(section);
}
