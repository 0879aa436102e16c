// The theme button. Fetched with every page. The theme is the system's unless the learner chose one. A script that blocks
// the first paint would avoid a flash for the few who choose, at the cost of a slower page for everybody.

import { readStored, store } from "./storage.js";

const themes = ["system", "light", "dark"];

/** Binds the button that goes through the themes. Embeds have none. @param {HTMLElement | null} button */
export function bindTheme(button) {
  if (!button) return;
  show(button, readStored("theme") ?? "system");
  button.addEventListener("click", () => {
    const theme = themes[(themes.indexOf(button.dataset.theme) + 1) % themes.length];
    store("theme", theme === "system" ? undefined : theme);
    show(button, theme);
  });
}

/** @param {HTMLElement} button @param {string} theme */
function show(button, theme) {
  button.dataset.theme = theme;
  button.querySelector("span").textContent = `: ${theme}`;
  document.documentElement.dataset.theme = theme;
}
