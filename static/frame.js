// Runs first in a program's frame: shows what the program prints to the page around it, and how tall it is.

const print = console.log.bind(console);
const tell = (message) => parent.postMessage({ twocups: "printed", ...message }, "*");

console.log = (...values) => {
  print(...values);
  tell({ line: values.map(String).join(" "), bad: false });
};

addEventListener("error", ({ message }) => tell({ line: message, bad: true }));

addEventListener("DOMContentLoaded", () =>
  new ResizeObserver(() => parent.postMessage({ twocups: "height", height: document.documentElement.offsetHeight }, "*"))
    .observe(document.documentElement));
