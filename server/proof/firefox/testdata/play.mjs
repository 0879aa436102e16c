// Plays a ws block in Firefox and prints what a learner sees of it, as JSON:
//   node play.mjs FIREFOX PAGE BLOCK [IFRAME]
// With IFRAME, a selector, the block is in that iframe of the page.
import puppeteer from "puppeteer-core";

const [executablePath, page_, block, iframe] = process.argv.slice(2);

const browser = await puppeteer.launch({ browser: "firefox", executablePath, headless: true });
try {
  const page = await browser.newPage();
  const complaints = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.goto(page_);
  const document_ = iframe ? await (await page.waitForSelector(iframe)).contentFrame() : page;
  await document_.waitForSelector(`#${block}`);
  const at = (selector) => `#${block} ${selector}`;
  await document_.focus(at("button[data-act=run]")); // unlike a click, a key press needs no layout
  await page.keyboard.press("Enter");
  const printBlock = async (error) => {
    console.error(await document_.$eval(`#${block}`, (section) => section.innerText));
    throw error;
  };
  await document_.waitForFunction(
    (steps) => [...document.querySelectorAll(steps)].every((outcome) => outcome.textContent === "✓"),
    { timeout: 60_000 },
    at(".steps .outcome"),
  ).catch(printBlock);
  await document_.waitForFunction((rows) => document.querySelector(rows)?.textContent.includes("disconnected"), {}, at(".ends .console.server li:last-child"));
  const rows = (side) => document_.$$eval(at(`.ends .console.${side} li .words`), (all) => all.map((words) => words.textContent));
  console.log(JSON.stringify({ client: await rows("client"), server: await rows("server"), complaints }));
} finally {
  await browser.close();
}
