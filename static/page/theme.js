// The look: the system's unless the learner chose one. A classic script would be needed to set it before the first paint;
// a flash for the few who choose is cheaper than a blocking request for everybody.

import { keep, recall } from "./storage.js";

const themes = ["system", "light", "dark"];

/** Binds the button that goes through the looks. Embeds have none. */
export function bindTheme(button) {
  if (!button) return;
  show(button, recall("theme") ?? "system");
  button.addEventListener("click", () => {
    const theme = themes[(themes.indexOf(button.dataset.theme) + 1) % themes.length];
    keep("theme", theme === "system" ? undefined : theme);
    show(button, theme);
  });
}

function show(button, theme) {
  button.dataset.theme = theme;
  button.querySelector("span").textContent = `: ${theme}`;
  document.documentElement.dataset.theme = theme;
}
