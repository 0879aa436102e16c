// BenchmarkEchoes runs this script in the page. The script sends messages to the echo through the page's module, and
// through plain JavaScript that shows the same rows.

/** Sends messages, with inFlight of them under way at a time. Returns the milliseconds until the last echo is back. */
function measureEchoes(socket, messages, inFlight) {
  return new Promise((resolve) => {
    const begin = performance.now();
    let sent = 0, back = 0;
    const send = () => socket.send(`message ${sent++}`);
    const message = () => {
      if (++back === messages) {
        socket.removeEventListener("message", message);
        resolve(performance.now() - begin);
      } else if (sent < messages) send();
    };
    socket.addEventListener("message", message);
    for (let i = 0; i < inFlight; i++) send();
  });
}

/** Connects in plain JavaScript, without the module. Shows the same rows of the same events in the same consoles. */
async function plainSocket(section) {
  const { ConsoleView } = await import("/static/live/consoleview.js");
  const consoles = new ConsoleView(section);
  const unanswered = [];
  const skipped = { client: 0, server: 0 };
  let rows = [], begun = 0, zero = 0;

  const at = (time) => (time < 100 ? `${time.toFixed(1)} ms` : time < 1000 ? `${time.toFixed(0)} ms` : `${(time / 1000).toFixed(2)} s`);
  const encoder = new TextEncoder();

  let drawn = 0;
  function show(side, when, arrow, words, meta) {
    if (rows.length === 0) setTimeout(() => requestAnimationFrame(draw), Math.max(30, drawn + 80 - performance.now()));
    rows.push({ side, when, arrow, words, meta });
  }

  /** Keeps the newest 300 of each side, as the module does, and formats only those. */
  function draw() {
    drawn = performance.now();
    const kept = { client: 0, server: 0 };
    const newest = [];
    for (const row of rows.reverse()) {
      if (kept[row.side] === 300) skipped[row.side]++;
      else {
        kept[row.side]++;
        newest.push({ ...row, client: "", kind: "sent", when: row.when * 1000, time: at(row.when - begun), bad: false });
      }
    }
    rows = [];
    consoles.draw({ cleared: false, skipped, rows: newest.reverse() });
    skipped.client = skipped.server = 0;
  }

  const direction = (arrow) => (arrow === "→" ? "to the server" : "to the client");
  const message = (side, when, arrow, text, size, trip) =>
    show(side, when, arrow, text, `${direction(arrow)} · text · ${size} bytes${trip ? ` · round trip ${at(trip)}` : ""}`);

  const stream = new WebSocket("/console");
  const name = await new Promise((resolve) => {
    stream.onmessage = ({ data }) => resolve(JSON.parse(data).console);
  });
  stream.onmessage = ({ data }) => {
    const { event } = JSON.parse(data);
    if (event?.kind === "received") message("server", zero + event.at, "→", event.text, event.size);
    else if (event?.kind === "sent") message("server", zero + event.at, "←", event.text, event.size);
  };

  begun = zero = performance.now();
  class PlainSocket extends WebSocket {
    send(text) {
      super.send(text);
      const now = performance.now();
      unanswered.push({ text, now });
      message("client", now, "→", text.slice(0, 1024), encoder.encode(text).length);
    }
  }
  const socket = new PlainSocket(`/echo?console=${name}&block=plain&attempt=1`);
  socket.addEventListener("message", ({ data }) => {
    const now = performance.now();
    const trip = unanswered[0]?.text === data ? now - unanswered.shift().now : 0;
    message("client", now, "←", data.slice(0, 1024), encoder.encode(data).length, trip);
  });
  await new Promise((resolve) => (socket.onopen = resolve));
  return socket;
}

/** Connects through the page's module, and returns the block's own socket. */
async function moduleSocket(section) {
  section.querySelector("[data-act=press]").click();
  while (section.querySelector(".string").dataset.state !== "open") await new Promise(requestAnimationFrame);
  return globalThis.socket;
}

/**
 * Connects both clients, and lets them warm up. Returns a function that sends messages through one of them, and waits
 * until all rows are drawn.
 */
async function connectClients() {
  const section = document.querySelector("#first-echo");
  const sockets = { module: await moduleSocket(section), plain: await plainSocket(section) };
  const run = async (name, messages, inFlight) => {
    const took = await measureEchoes(sockets[name], messages, inFlight);
    await new Promise((resolve) => setTimeout(resolve, 150));
    return took;
  };
  for (const name of Object.keys(sockets)) await run(name, 400, 64);
  return run;
}
