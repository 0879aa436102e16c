const find = (id) => document.getElementById(id);
const query = new URLSearchParams(location.search);
const area = find('text');

const url = new URL('/together' + location.search, location.href);
url.protocol = url.protocol.replace('http', 'ws');
const socket = new WebSocket(url);
const isOpen = () => socket.readyState === WebSocket.OPEN;
const send = (message) => isOpen() && socket.send(JSON.stringify(message));

// #region state
let text = []; // the text as the server has it
let revision = 0;
let flight; // our change that is on its way, if there is one
const mine = () => [...area.value.toWellFormed()]; // the text with all our changes, sent or not
// #endregion

// #region send
// One change is under way at a time. Text that is written meanwhile goes with the next.
function flush() {
  if (flight || held) return;
  const change = difference(text, mine());
  if (!change.some(({ insert, remove }) => insert || remove)) return;
  flight = change;
  send({ type: 'change', revision, change });
}

area.addEventListener('input', flush);
// #endregion

// #region receive
function received(message) {
  if (message.type === 'kept') {
    text = apply(text, flight);
    flight = undefined;
  } else if (message.type === 'changed') {
    let theirs = message.change;
    let known = text; // the text that our unsent writing started from
    text = apply(text, theirs);
    if (flight) {
      known = apply(known, flight);
      [theirs, flight] = transform(theirs, flight);
    }
    [theirs] = transform(theirs, difference(known, mine()));
    show(theirs);
    find('news').textContent = `${message.name} has changed the text.`;
    console.log(`${message.name} has changed the text`);
  }
  revision = message.revision;
  flush();
}
// #endregion

// #region show
// The text changes while somebody writes: the part that they have selected stays selected.
function show(change) {
  const before = mine();
  const place = (end) => [...area.value.slice(0, end)].length;
  const [start, end] = [area.selectionStart, area.selectionEnd].map((at) => moved(place(at), change));
  const after = apply(before, change);
  area.value = after.join('');
  const offset = (at) => after.slice(0, at).join('').length;
  area.setSelectionRange(offset(start), offset(end));
}
// #endregion

// While the line is held, nothing leaves and nothing arrives: like a slow network.
let held = false;
const waiting = [];

socket.addEventListener('message', ({ data }) => {
  const message = JSON.parse(data);
  if (message.type === 'here') find('status').textContent = `Here: ${message.here.join(', ')}`;
  else if (message.type === 'sorry') find('status').textContent = `The server says: ${message.why}.`;
  else if (message.type === 'text') begin(message);
  else if (held) waiting.push(message);
  else received(message);
});

find('hold').addEventListener('click', () => {
  held = !held;
  find('hold').ariaPressed = String(held);
  find('news').textContent = held ? 'Nothing leaves, and nothing arrives.' : '';
  if (!held) waiting.splice(0).forEach(received);
  flush();
});

// The whole text comes at the beginning, and when a change of ours was refused. If the change was only too old, what
// we have written stays, and is sent again.
function begin(message) {
  const theirs = [...(message.text ?? '')];
  if (message.stale) show(transform(difference(text, theirs), difference(text, mine()))[0]);
  else area.value = theirs.join('');
  ({ revision } = message);
  text = theirs;
  flight = undefined;
  waiting.length = 0;
  find('work').hidden = false;
  if (find('who').matches(':focus-within')) area.focus(); // what is hidden can't keep the focus
  find('who').hidden = true;
  find('news').textContent = message.why && !message.stale ? `Your change was refused: ${message.why}.` : '';
  flush();
}

find('add').addEventListener('click', () => {
  area.value += `${area.value.endsWith('\n') || !area.value ? '' : '\n'}${name} was here.\n`;
  flush();
});

let name = '';
function join() {
  if (!isOpen()) return;
  name = find('name').value.trim();
  send({ type: 'join', name });
  find('title').textContent = `One text: ${name}`;
}
find('join').addEventListener('click', join);
find('name').addEventListener('keydown', (event) => event.key === 'Enter' && !event.isComposing && join());

socket.addEventListener('open', () => {
  find('status').textContent = 'Say who you are.';
  find('name').value = query.get('name') ?? '';
  if (query.has('name')) join();
});

socket.addEventListener('close', ({ code, reason }) => {
  find('status').textContent = `The connection is closed: ${code} ${reason}`;
  area.readOnly = true;
  for (const button of document.querySelectorAll('button')) button.disabled = true;
});
