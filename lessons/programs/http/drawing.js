// Draws the numbers of a run. The table has the same numbers, for readers who don’t see the drawing.

const element = (name, className, text = '') =>
  Object.assign(document.createElement(name), { className, textContent: text });

/** Puts drawings below the caption of a figure. */
function draw(figure, drawings) {
  while (figure.children.length > 1) figure.lastElementChild.remove();
  figure.append(...drawings);
}

/** Draws a bar for HTTP and one for the WebSocket, as long as their bytes. */
export function drawBytes(figure, { weight: { http, webSocket } }) {
  figure.hidden = http.shared > 0;
  const both = [
    { name: 'HTTP', up: http.up, down: http.down },
    { name: 'WebSocket', up: webSocket.handshakeUp + webSocket.up, down: webSocket.handshakeDown + webSocket.down },
  ];
  const most = Math.max(...both.map(({ up, down }) => up + down));
  draw(
    figure,
    both.map(({ name, up, down }) => {
      const line = element('p', 'weight');
      const bar = element('span', 'whole');
      for (const [way, bytes] of [
        ['up', up],
        ['down', down],
      ]) {
        const part = element('span', way);
        part.style.inlineSize = `${(100 * bytes) / most}%`;
        bar.append(part);
      }
      line.append(element('span', 'name', name), bar, element('span', 'sum', (up + down).toLocaleString('en')));
      return line;
    }),
  );
}

const shown = 20; // messages, of each

/** Draws a line for each message, from its sending to its echo. */
export function drawWaits(figure, { http, webSocket, count }) {
  const first = Math.min(count, shown);
  const end = (run) => Math.max(...run.times.slice(0, first).map(({ came }) => came)) - run.began;
  const most = Math.max(end(http), end(webSocket));
  const scale = (time, run) => (100 * (time - run.began)) / most;
  figure.firstElementChild.textContent =
    `From sent to echoed: ${count > shown ? `the first ${shown} of ${count.toLocaleString('en')} messages` : 'each message'}. `
    + `The drawing is ${Math.ceil(most).toLocaleString('en')} ms wide. The dotted line is the opening handshake.`;
  draw(
    figure,
    [
      ['HTTP', http],
      ['WebSocket', webSocket],
    ].map(([name, run]) => {
      const lane = element('div', 'lane');
      lane.append(element('span', 'name', name));
      const spans = run.times.slice(0, first).map(({ sent, came }) => ['wait', sent, came]);
      if (run.opened) spans.unshift(['opening', run.began, run.opened]);
      const lines = element('div', 'lines');
      for (const [kind, from, to] of spans) {
        const line = element('span', kind);
        line.style.marginInlineStart = `${scale(from, run)}%`;
        line.style.inlineSize = `${scale(to, run) - scale(from, run)}%`;
        lines.append(line);
      }
      lane.append(lines);
      return lane;
    }),
  );
}
