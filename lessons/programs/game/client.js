const find = (id) => document.getElementById(id);
const query = new URLSearchParams(location.search);

// #region connect
const url = new URL('/game' + location.search, location.href);
url.protocol = url.protocol.replace('http', 'ws');
const socket = new WebSocket(url);

const send = (message) => socket.readyState === WebSocket.OPEN && socket.send(JSON.stringify(message));
// #endregion

// #region receive
let me = ''; // the name under which we play; '' while we watch

socket.addEventListener('message', (event) => {
  const message = JSON.parse(event.data);
  if (message.type === 'welcome') {
    me = message.name;
    find('title').textContent = `Catch the cup: ${me}`;
    find('ways').hidden = false;
    if (find('who').matches(':focus-within')) find('left').focus(); // what is hidden can't keep the focus
    find('who').hidden = true;
  } else if (message.type === 'state') {
    draw(message);
    report(message);
    measure(message.players.find(({ name }) => name === me));
  } else {
    find('status').textContent = `The server says: ${message.text}.`;
  }
});
// #endregion

// #region draw
// Nothing is kept from the last state: each state has all that there is to draw.
function draw({ players, cup }) {
  const shapes = players.map(({ name, x, y }) => {
    const player = shape('g', { class: name === me ? 'player me' : 'player other' });
    const letter = shape('text', { x: x + 0.5, y: y + 0.65 });
    letter.textContent = [...name][0];
    player.append(shape('circle', { cx: x + 0.5, cy: y + 0.5, r: 0.4 }), letter);
    return player;
  });
  find('field').replaceChildren(
    shape('path', { id: 'cup', d: `M${cup.x + 0.2} ${cup.y + 0.2}h.6l-.12 .6h-.36z` }),
    ...shapes,
  );
}

function shape(name, attributes) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}
// #endregion

// The state in words, for players who can't see the field.
function report({ players, cup, winner }) {
  const mine = players.find(({ name }) => name === me);
  find('scores').textContent = players.map(({ name, score }) => `${name} ${score}`).join(' · ') || 'Nobody plays yet.';
  find('again').hidden = !mine || !winner;
  const words = winner ? `${winner} has won!` : mine ? `The cup is ${way(cup, mine)}.` : 'You are watching.';
  if (find('status').textContent !== words) find('status').textContent = words;
}

function way(cup, { x, y }) {
  const across = cup.x > x ? `${cup.x - x} right` : cup.x < x ? `${x - cup.x} left` : '';
  const along = cup.y > y ? `${cup.y - y} down` : cup.y < y ? `${y - cup.y} up` : '';
  return [across, along].filter(Boolean).join(' and ') || 'here';
}

// #region move
const sent = []; // the moves that are on their way, and when they left
let made = 0; // how many moves the server has made for us

function move(way) {
  const now = performance.now();
  if (!me || now - (sent.at(-1)?.at ?? -Infinity) < 60) return; // a held key sends 30 a second: too many
  sent.push({ way, at: now });
  send({ type: 'move', way });
}

function measure(mine) {
  if (!mine) return;
  for (; made < mine.moves; made++) {
    const { way, at } = sent.shift();
    find('time').textContent = `Your move came back after ${Math.round(performance.now() - at)} ms.`;
    console.log(`the server has made my move ${way}`);
  }
}
// #endregion

// #region keys
const ways = { ArrowUp: 'up', ArrowDown: 'down', ArrowLeft: 'left', ArrowRight: 'right' };

addEventListener('keydown', (event) => {
  if (!ways[event.key] || event.target.matches('input')) return;
  event.preventDefault(); // or the page would scroll
  move(ways[event.key]);
});

for (const way of Object.values(ways)) find(way).addEventListener('click', () => move(way));
// #endregion

const join = () => send({ type: 'join', name: find('name').value });
find('join').addEventListener('click', join);
find('name').addEventListener('keydown', (event) => event.key === 'Enter' && !event.isComposing && join());
find('again').addEventListener('click', () => send({ type: 'again' }));

socket.addEventListener('open', () => {
  find('name').value = query.get('name') ?? '';
  if (query.has('name')) join();
});

socket.addEventListener('close', ({ code, reason }) => {
  find('status').textContent = `The connection is closed: ${code} ${reason}`;
  for (const button of document.querySelectorAll('button')) button.disabled = true;
});
