// Runs first in a program's frame: shows what the program prints to the page around it, and how tall it is. All of it stands in
// a block, so that none of its names is in the way of the program's own.

{
  const print = console.log.bind(console);
  const tell = (message) => parent.postMessage({ twocups: "printed", ...message }, "*");

  /** A value as a console would write it, in brief. */
  const written = (value) => {
    if (typeof value !== "object" || value === null || value instanceof Error) return String(value);
    try {
      return JSON.stringify(value);
    } catch {
      return Object.prototype.toString.call(value); // it refers to itself, or holds a BigInt
    }
  };

  console.log = (...values) => {
    print(...values);
    tell({ line: values.map(written).join(" "), bad: false });
  };

  addEventListener("error", ({ message }) => tell({ line: message, bad: true }));
  addEventListener("unhandledrejection", ({ reason }) => tell({ line: `Uncaught (in promise) ${written(reason)}`, bad: true }));

  addEventListener("DOMContentLoaded", () =>
    new ResizeObserver(() => parent.postMessage({ twocups: "height", height: document.documentElement.offsetHeight }, "*"))
      .observe(document.documentElement));
}
