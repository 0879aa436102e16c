const find = (id) => document.getElementById(id);

// The costs and the goals of each way so far.
const ways = {};
for (const name of ['polling', 'events', 'websocket']) {
  ways[name] = { name, goals: 0, requests: 0, bytes: 0, late: 0, score: '', marks: [] };
  for (let cell = 0; cell < 4; cell++) find(name).append(document.createElement('td'));
}

// #region websocket
const url = new URL('/push' + location.search, location.href);
url.protocol = url.protocol.replace('http', 'ws');
const socket = new WebSocket(url);

socket.addEventListener('message', ({ data }) => {
  const message = JSON.parse(data);
  // The opening handshake, once.
  if (message.weight) request(ways.websocket, message.weight);
  else update(ways.websocket, message, frameHeader(data) + bytes(data));
});
// #endregion

// #region events
let source;

function listen() {
  source = new EventSource('/push/events' + location.search);
  source.addEventListener('weight', ({ data }) => request(ways.events, JSON.parse(data)));
  source.addEventListener('message', ({ data, lastEventId }) => {
    const event = `id: ${lastEventId}\ndata: ${data}\n\n`;
    update(ways.events, JSON.parse(data), chunkHeader(event) + bytes(event));
  });
}
// #endregion

// #region poll
let latest = 0;
let next;

async function poll() {
  const response = await fetch(`/push/latest${location.search}&since=${latest}`);
  if (!response.ok || response.status === 204) return;
  const { updates, weight } = await response.json();
  const body = JSON.stringify({ updates });
  request(ways.polling, weight, bytes(`Content-Length: ${bytes(body)}\r\n`) + bytes(body), updates.length === 0);
  for (const goal of updates) {
    update(ways.polling, goal, 0); // its bytes are those of the answer
    latest = goal.id;
  }
  if (socket.readyState === WebSocket.OPEN) next = setTimeout(poll, Number(find('every').value));
}
// #endregion

// The bytes around a text on the wire: the header of a frame, the length of a chunk.
const bytes = (text) => new TextEncoder().encode(text).length;
const frameHeader = (text) => (bytes(text) < 126 ? 2 : 4);
const chunkHeader = (text) => bytes(text).toString(16).length + 4;

function request(way, { up, down }, more = 0, empty = false) {
  way.requests++;
  way.bytes += up + down + more;
  if (empty) way.marks.push({ at: performance.now(), empty });
  show(way);
}

// #region update
const seen = new Set(); // the ways that have brought the first goal
const firsts = new Map(); // a goal's number -> when the first of the three heard of it

function update(way, { id, red, blue }, weighs) {
  const now = performance.now();
  if (!firsts.has(id)) firsts.set(id, now);
  way.goals++;
  way.late += now - firsts.get(id);
  way.bytes += weighs;
  way.score = `${red} : ${blue}`;
  way.marks.push({ at: now });
  if (id === 1) {
    seen.add(way);
    if (seen.size === 3) console.log('all three ways have brought the first goal');
  }
  show(way);
}
// #endregion

function show({ name, goals, requests, bytes, late }) {
  const values = [goals, requests, bytes.toLocaleString('en'), goals ? Math.round(late / goals) : ''];
  values.forEach((value, i) => (find(name).querySelectorAll('td')[i].textContent = value));
}

// #region draw
const shown = 20_000; // milliseconds

function draw() {
  const now = performance.now();
  const width = find('drawing').clientWidth;
  const x = ({ at }) => ((at - now + shown) / shown) * (width - 12);
  const lanes = Object.values(ways).map((way, i) => {
    const y = 32 + i * 44;
    way.marks = way.marks.filter(({ at }) => now - at < shown);
    const label = shape('text', { x: 0, y: y - 12 });
    label.textContent = `${way.name === 'websocket' ? 'WebSocket' : way.name} ${way.score}`;
    const marks = way.marks.map((mark) =>
      mark.empty
        ? shape('path', { class: 'empty', d: `M${x(mark)} ${y - 6}v12` })
        : shape('circle', { class: 'goal', cx: x(mark), cy: y, r: 6 }),
    );
    return shape('g', { class: way.name }, label, shape('path', { class: 'lane', d: `M0 ${y}h${width}` }), ...marks);
  });
  find('drawing').replaceChildren(...lanes);
}

function shape(name, attributes, ...children) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}
// #endregion

const drawing = setInterval(draw, 250);

// A match is played while somebody watches it over a WebSocket, so the WebSocket comes first.
socket.addEventListener('open', () => {
  find('status').textContent = 'The match is on.';
  listen();
  poll();
});

socket.addEventListener('close', ({ code, reason }) => {
  find('status').textContent = code === 1000 ? 'Stopped.' : `The connection is closed: ${code} ${reason}`;
  find('stop').ariaDisabled = 'true'; // disabled, it would lose the focus
  source?.close();
  clearTimeout(next);
  clearInterval(drawing);
});

find('stop').addEventListener('click', () => socket.close(1000));
