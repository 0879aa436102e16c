// A ws block on the page: binds its buttons and draws what the module says. The logic of the steps is in wasm/player.

import { keep, recall } from "./storage.js";

let starting; // a promise of the page's one Live, once it is wanted
let failed = false; // the latest start did; from then on only a press tries again

/** Starts the live part of the page once. A start that failed can be made again. */
function startLive() {
  starting ??= fetchLive().then(({ Live }) => Live.start()).catch((error) => {
    starting = undefined;
    failed = true;
    throw error;
  });
  return starting;
}

async function fetchLive() {
  try {
    return await import("../live/live.js");
  } catch {
    throw Object.assign(new Error("The server does not answer, so what the steps need could not be fetched."),
      { next: "See whether the server runs and the network is there. Then try again, or reload the page." });
  }
}

/** One ws block. */
export class Block {
  #section;
  #consoles; // once the module is there
  #loading; // a promise of the running module and of this block's number in it
  #loaded; // and what it resolved to
  #disclosure; // of the wire
  #wire; // a promise of what shows the wire, once it was opened
  #presses = Promise.resolve(); // done one after the other, in the order they were made
  #again; // the button that "Try again" presses: the latest that connects, or that could not do its work

  constructor(section) {
    this.#section = section;
    for (const type of ["click", "keydown", "input", "change", "pointerover", "focusin"]) section.addEventListener(type, this);
    this.#disclosure = section.querySelector(".wire");
    this.#disclosure.addEventListener("toggle", this);
    this.#disclosure.open = recall(this.#kept()) === "open";
  }

  handleEvent({ type, key, target, isComposing }) {
    if (type === "toggle") this.#toggled();
    else if (type === "click") this.#clicked(target.closest("button[data-act]"));
    else if (type === "keydown" && key === "Enter" && !isComposing && target.matches("input[type=text]")) {
      // There is no form: a sandboxed frame lets none be submitted.
      this.#clicked(target.dataset.act ? target : target.closest("li, .own").querySelector("button"));
    } else if (type === "input") this.#written(target);
    else if (type === "change" && target.matches(".merge input")) this.#consoles?.merge(target.checked);
    else if (type !== "keydown" && !failed && target.closest("button, input, textarea")) this.#load().catch(() => {}); // a hand comes near
  }

  /** Takes back what was said of a message, since the learner goes on writing. */
  #written(input) {
    const item = input.closest("[data-step], .own");
    if (item?.matches(".own")) unsay(this.#section);
    else if (item) judge(item, "");
  }

  /** Does what a button says. A press that comes before the module is ready is kept. */
  #clicked(button) {
    if (!button) return;
    const { act } = button.dataset;
    if (act === "recorded") this.#showRecorded();
    else if (act === "retry") {
      this.#again?.focus(); // the button goes away when all is well, and the focus must not
      this.#clicked(this.#again);
    } else {
      if (act === "run" || button.closest("[data-verb=connect]")) this.#again = button;
      this.#presses = this.#presses
        .then(() => this.#ready())
        .then((loaded) => this.act(act, button, loaded))
        .catch((error) => {
          this.#again = button;
          this.stopped(error.message, error.next ?? "Reload the page.");
        });
    }
  }

  /** Does what a button says, once the module is ready. */
  act(name, button, loaded) {
    return acts[name](this.#section, button, loaded);
  }

  /** Loads, and says so when it takes a while. */
  async #ready() {
    const status = this.#section.querySelector(".fetching");
    const say = setTimeout(() => setText(status, "Fetching what the steps need …"), sayAfter);
    try {
      return await this.#load();
    } finally {
      clearTimeout(say);
      setText(status, "");
    }
  }

  async #load() {
    this.#loading ??= this.#start();
    try {
      return await this.#loading;
    } catch (error) {
      this.#loading = undefined;
      throw error;
    }
  }

  async #start() {
    if (!("WebSocket" in globalThis))
      throw Object.assign(new Error("This browser has no WebSocket."), { next: "Use a current browser, or allow WebSockets in this one." });
    const live = await startLive();
    this.#consoles = live.consoles(this.#section);
    const { name, steps, check = [] } = JSON.parse(this.#section.querySelector("script").textContent);
    const block = live.load(name, steps, this);
    this.#loaded = { live, block, prompt: live.prompt(block, this.#section) };
    for (const condition of check) live.want(this.#loaded.block, condition);
    this.#follow();
    return this.#loaded;
  }

  /** Opens or closes the view of the wire. What shows it is fetched when it is first opened. */
  #toggled() {
    const { open } = this.#disclosure;
    keep(this.#kept(), open ? "open" : undefined);
    if (open) this.#wire ??= import("../wire/wire.js").then(({ Wire }) => Wire.in(this.#section)).catch(() => {
      this.#wire = undefined;
      setText(this.#disclosure.querySelector(".view"), "What shows the wire could not be fetched. See whether the server runs, then close and open this again.");
    });
    this.#follow();
  }

  /** Has the view follow the block's connections while it is open. */
  async #follow() {
    const view = await this.#wire;
    if (view) this.#loaded?.live.showWire(this.#loaded.block, view, this.#disclosure.open);
  }

  /** Under what the browser remembers whether the wire is shown. */
  #kept() {
    return `wire ${location.pathname.split("/").at(-1)} ${this.#section.id}`;
  }

  /** Draws a view of the module's (wasm/player.View). */
  draw(view) {
    this.#section.toggleAttribute("data-running", view.running);
    view.steps.forEach(({ status, outcome }, step) => {
      const item = this.#section.querySelector(`[data-step="${step}"]`);
      item.dataset.status = status;
      if (!isWrong(item)) setText(item.querySelector(".outcome"), outcome || words[status]);
    });
    view.clients.forEach(({ state }, client) => {
      const item = this.#section.querySelector(`[data-client="${client}"]`);
      if (state === "open" && item.dataset.state !== "open") this.#opened(client);
      item.dataset.state = state;
      setText(item.querySelector(".state"), state);
    });
    this.stopped(view.trouble, view.next);
    this.#consoles.draw(view);
  }

  /** Takes back what was said while this client had no open connection. */
  #opened(client) {
    if (client === speaker(this.#section)) unsay(this.#section);
    this.#loaded?.prompt.opened();
  }

  /** Says what keeps the steps from running, and what to do; "" for nothing. */
  stopped(what, next) {
    const trouble = this.#section.querySelector(".trouble");
    setText(trouble.querySelector(".what"), what);
    setText(trouble.querySelector(".next"), next);
    trouble.hidden = !what;
  }

  #showRecorded() {
    const recorded = this.#section.querySelector(".recorded");
    const shown = recorded.classList.toggle("shown");
    this.#section.querySelectorAll("[data-act=recorded]").forEach((button) => button.setAttribute("aria-expanded", shown));
  }
}

/** How long a press may wait for the module without a word, in milliseconds. */
const sayAfter = 300;

const words = { idle: "", waiting: "…", done: "✓", failed: "✗" };

/** What the buttons do, by their data-act. */
const acts = {
  async press(section, button, { live, block }) {
    const item = button.closest("[data-step]");
    if (!edit(item, live, block)) return;
    if (item.dataset.verb === "connect") await live.watch(block);
    live.press(block, Number(item.dataset.step));
  },
  async run(section, button, { live, block }) {
    const items = [...section.querySelectorAll(".steps > li")];
    if (!items.every((item) => edit(item, live, block))) return;
    await live.watch(block);
    live.run(block);
  },
  stop(section, button, { live, block }) {
    live.stop(block);
  },
  reset(section, button, { live, block, prompt }) {
    prompt.clear();
    unsay(section);
    for (const item of section.querySelectorAll(".steps > li")) judge(item, "");
    for (const input of section.querySelectorAll("input[type=text]")) input.value = input.defaultValue;
    live.reset(block);
  },
  line(section, input, { prompt }) {
    prompt.run();
  },
  say(section, button, { live, block }) {
    const own = button.closest(".own");
    const input = own.querySelector("input");
    setText(own.querySelector(".outcome"), live.say(block, speaker(section), input.value));
    input.select();
  },
};

/** Gives the module the message as the learner has it; false when it cannot be sent like that. */
function edit(item, live, block) {
  const input = item.querySelector("input");
  if (input) judge(item, live.edit(block, Number(item.dataset.step), input.value));
  return !isWrong(item);
}

/** Says what is wrong with a step's message; or, with "", that nothing is. */
function judge(item, wrong) {
  if (!wrong && !isWrong(item)) return; // how the step came out stays
  item.querySelector("input").ariaInvalid = String(Boolean(wrong));
  setText(item.querySelector(".outcome"), wrong);
}

/** Whether a step's message cannot be sent as it is. */
const isWrong = (item) => item.querySelector("input")?.ariaInvalid === "true";

/** The number of the client that sends the learner's own message. */
const speaker = (section) => Number(section.querySelector(".own select")?.value ?? 0);

/** Takes back what came of the learner's own message. */
function unsay(section) {
  for (const outcome of section.querySelectorAll(".own .outcome")) setText(outcome, "");
}

/** Sets a text only where it changes, so that a screen reader hears each once. */
function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
