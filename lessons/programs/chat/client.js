const find = (id) => document.getElementById(id);
const query = new URLSearchParams(location.search);

// #region connect
// The query names the chat that this page belongs to.
const url = new URL('/chat' + location.search, location.href);
url.protocol = url.protocol.replace('http', 'ws');
const socket = new WebSocket(url);

const send = (message) => socket.send(JSON.stringify(message));
// #endregion

// #region receive
let here = [];

socket.addEventListener('message', (event) => {
  const message = JSON.parse(event.data);
  switch (message.type) {
    case 'welcome':
      here = message.here;
      find('title').textContent = `Chat: ${message.name}`;
      find('talk').hidden = false;
      if (find('who').matches(':focus-within')) find('text').focus(); // what is hidden can't keep the focus
      find('who').hidden = true;
      for (const { name, text } of message.said ?? []) show(`${name}: ${text}`);
      break;
    case 'joined':
      here.push(message.name);
      show(`${message.name} has come in.`, 'news');
      break;
    case 'left':
      here = here.filter((name) => name !== message.name);
      show(`${message.name} has left.`, 'news');
      break;
    case 'said':
      show(`${message.name}: ${message.text}`);
      console.log(`heard ${message.name} say ${message.text}`);
      break;
    case 'sorry':
      find('status').textContent = `The server says: ${message.text}.`;
      return;
  }
  find('status').textContent = `Here: ${here.join(', ')}`;
});
// #endregion

// #region show
// The messages of others go in as text, never as HTML.
function show(text, kind = '') {
  const item = document.createElement('div');
  item.textContent = text;
  item.className = kind;
  const list = find('said');
  list.append(item);
  if (list.childElementCount > 200) list.firstElementChild.remove();
  list.scrollTo(0, list.scrollHeight);
}
// #endregion

// #region send
function say() {
  send({ type: 'say', text: find('text').value });
  find('text').value = '';
  find('text').focus();
}
// #endregion

const join = () => send({ type: 'join', name: find('name').value });

socket.addEventListener('open', () => {
  find('status').textContent = 'Say who you are.';
  find('name').value = query.get('name') ?? '';
  if (query.has('name')) join();
});

socket.addEventListener('close', ({ code, reason }) => {
  find('status').textContent = `The connection is closed: ${code} ${reason}`;
  find('join').disabled = find('send').disabled = true;
});

onPress('join', 'name', join);
onPress('send', 'text', say);

// Calls act when a button is pressed, or Enter in its field: in a sandboxed iframe no form is
// ever sent. Without an open connection nothing happens, and the field keeps its text.
function onPress(button, field, act) {
  const press = () => socket.readyState === WebSocket.OPEN && act();
  find(button).addEventListener('click', press);
  find(field).addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && !event.isComposing) press();
  });
}
