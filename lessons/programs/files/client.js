// The page that sends a file, and gets one: its answers to the server's messages, and its buttons.

import { Getting } from './getting.js';
import { Line } from './line.js';
import { madeUp } from './madeup.js';
import { Sending } from './sending.js';
import { find, showGetting, showOffers, showSaved, showSending } from './show.js';

const query = new URLSearchParams(location.search);
let name = query.get('name') ?? '';
let sending; // the file that goes out, if there is one
let getting; // the file that comes in
let wanting = false; // the next file that is offered is to be taken
let slow = false;
let offered = [];

const line = new Line({
  opened() {
    line.works();
    setActive(true);
    if (!name) find('status').textContent = 'Say who you are.';
    else join();
  },
  message({ data }) {
    if (data instanceof ArrayBuffer) getting?.piece(data);
    else hear(JSON.parse(data));
  },
  lost() {
    find('status').textContent = 'The line is cut. It will be back in a moment.';
    setActive(false);
    sending?.lost();
    if (sending && !sending.number) {
      showSending(sending, 'may be lost with the line: send it again'); // nobody knows whether the offer was heard
      sending = undefined;
    }
    getting?.lost();
  },
  closed({ code, reason }) {
    find('status').textContent = `The connection is closed: ${code} ${reason}`;
    for (const control of document.querySelectorAll('button, input')) control.disabled = true;
  },
});

/** Marks the controls that do nothing now. They are not disabled, because that would lose the focus. */
function setActive(active) {
  for (const id of ['sample', 'pick', 'take', 'cut', 'stop-sending', 'stop-getting'])
    find(id).ariaDisabled = String(!active);
}

find('work').addEventListener(
  'click',
  (event) => {
    if (event.target.ariaDisabled !== 'true') return;
    event.preventDefault(); // else the picker would open
    event.stopPropagation();
  },
  { capture: true },
);

function join() {
  line.say({ type: 'join', name });
  sending?.resume();
  getting?.resume();
}

function hear(message) {
  switch (message.type) {
    case 'state':
      state(message);
      break;
    case 'go':
      go(message);
      break;
    case 'end':
      getting?.end(message);
      break;
    case 'ended':
      ended(message);
      break;
    case 'sorry':
      refused(message);
  }
}

/** The first answer to an offer says its number. */
function go(message) {
  if (!sending || message.file !== (sending.number ?? message.file)) return; // of a file that is over
  sending.number = message.file;
  sending.go(message);
  showSending(sending);
}

/** An offer was refused, or somebody else was quicker to take the file. */
function refused({ file, why }) {
  find('status').textContent = `The server says: ${why}.`;
  if (file && file === getting?.file.file) {
    showGetting(getting, 'could not be taken');
    getting = undefined;
  } else if (!file && sending && !sending.number) {
    showSending(sending, 'was refused');
    sending.stop();
    sending = undefined;
  }
}

function state({ here, files }) {
  find('title').textContent = `Files: ${name}`;
  find('work').hidden = false;
  if (find('who').matches(':focus-within')) find('sample').focus(); // what is hidden can't keep the focus
  find('who').hidden = true;
  const away = files.find((file) => file.away)?.away;
  find('status').textContent = `Here: ${here.join(', ')}.` + (away ? ` Waiting for ${away} to come back.` : '');
  const mine = files.find(({ file }) => file === sending?.number);
  if (mine?.to) {
    sending.taker = mine.to;
    sending.end(); // an empty file has nothing to wait for
    showSending(sending);
  }
  offered = files.filter(({ file, to }) => !to && file !== sending?.number);
  showOffers(offered, wanting);
  if (wanting) take();
}

function ended({ file, whole, why }) {
  if (file === sending?.number) {
    showSending(sending, whole ? 'is there' : `did not arrive: ${why}`);
    if (whole) console.log(`${sending.taker} has all of ${sending.file.name}`);
    sending.stop();
    sending = undefined;
  } else if (file === getting?.file.file) {
    if (getting.right) saved();
    else showGetting(getting, getting.right === false ? 'is not what was sent' : `did not arrive: ${why}`);
    getting.lost(); // its waiting pieces are of no use
    getting = undefined;
  }
}

function saved() {
  const { file, have } = getting;
  showSaved(file, getting.blob());
  console.log(`got ${file.name}, ${have} bytes, and the digest is right`);
}

/** A secret with which this page can come back to its file: 128 random bits. */
function newKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function send(file) {
  if (!line.isOpen) {
    find('status').textContent = 'The line is cut: send it when it is back.'; // a file may be dropped at any time
    return;
  }
  if (sending) {
    find('status').textContent = 'One file at a time: wait for this one, or cancel it.';
    return;
  }
  sending = new Sending(line, file, newKey());
  sending.offer();
  showSending(sending);
}

function take() {
  if (getting) {
    find('status').textContent = 'One file at a time: wait until this one is here, or cancel it.';
    return;
  }
  const [file] = offered;
  wanting = !file;
  showOffers(offered, wanting);
  if (!file) return;
  getting = new Getting(line, file, newKey(), showGetting);
  getting.slow = slow;
  getting.take();
  showGetting(getting);
}

find('sample').addEventListener('click', () => send(madeUp()));
find('pick').addEventListener('change', ({ target }) => {
  if (target.files[0]) send(target.files[0]);
  target.value = ''; // so that the same file can be chosen again
});
find('take').addEventListener('click', take);
find('slow').addEventListener('click', ({ target }) => {
  slow = !slow;
  target.ariaPressed = String(slow);
  if (getting) getting.slow = slow;
});
find('cut').addEventListener('click', () => {
  setActive(false);
  line.cut();
});
find('stop-sending').addEventListener('click', () => {
  sending?.cancel();
  find('sample').focus();
});
find('stop-getting').addEventListener('click', () => {
  getting?.cancel();
  find('take').focus();
});

for (const type of ['dragover', 'dragleave', 'drop']) {
  addEventListener(type, (event) => {
    event.preventDefault(); // else the browser would open the file in place of this page
    document.body.classList.toggle('over', type === 'dragover');
    if (type === 'drop' && event.dataTransfer.files[0] && !find('work').hidden) send(event.dataTransfer.files[0]);
  });
}

function enter() {
  name = find('name').value.trim();
  if (line.isOpen) join();
}
find('join').addEventListener('click', enter);
find('name').addEventListener('keydown', (event) => event.key === 'Enter' && !event.isComposing && enter());
setInterval(() => sending && showSending(sending), 100); // bufferedAmount changes without an event
