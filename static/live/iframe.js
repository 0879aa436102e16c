// Runs first in a program's iframe: reports to the page around it what the program prints, and how tall it is. Fetched with
// the program's page. A block encloses everything, so that the program can use the same names.

{
  const print = console.log.bind(console);
  /** @param {import("../types.d.ts").HeightMessage | import("../types.d.ts").PrintedMessage} message */
  const report = (message) => parent.postMessage(message, "*");
  /** @param {string} line @param {boolean} bad */
  const reportLine = (line, bad) => report({ twocups: "printed", line, bad });

  /** A value as a console would show it, in brief. @param {unknown} value */
  const valueText = (value) => {
    if (typeof value !== "object" || value === null || value instanceof Error) return String(value);
    try {
      return JSON.stringify(value);
    } catch {
      return Object.prototype.toString.call(value); // it refers to itself, or holds a BigInt
    }
  };

  console.log = (...values) => {
    print(...values);
    reportLine(values.map(valueText).join(" "), false);
  };

  addEventListener("error", ({ message }) => reportLine(message, true));
  addEventListener("unhandledrejection", ({ reason }) => reportLine(`Uncaught (in promise) ${valueText(reason)}`, true));

  addEventListener("DOMContentLoaded", () =>
    new ResizeObserver(() => report({ twocups: "height", height: document.documentElement.offsetHeight })).observe(
      document.documentElement,
    ),
  );
}
