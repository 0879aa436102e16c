// The page on which a line is cut, and comes back.

import { addressOf, at } from './address.js';
import { Attempts } from './attempts.js';
import { Line } from './line.js';

// #region limits
const limits = {
  first: 500, // ms; in production rather 1,000
  most: 8_000, // ms; in production rather 30,000 or more
  steady: 3_000, // ms that the line must be open to count as good
  every: 2_000, // ms of silence before it asks; in production rather 20,000
  patience: 3_000, // ms for an answer, or to open; in production rather 10,000
};

const line = new Line(() => new WebSocket(addressOf('/trouble')), limits);
// #endregion

const attempts = new Attempts(at('attempts'), at('end'));
let heard; // when the server last said something

function say(words, lamp) {
  at('status').textContent = words;
  at('lamp').className = lamp;
}

line.addEventListener('open', () => {
  heard = performance.now();
  at('work').hidden = false;
  say('The line is open.', 'open');
  attempts.opened();
  show({ open: true });
  console.log('the line is open');
});

line.addEventListener('message', () => (heard = performance.now()));

line.addEventListener('lost', ({ code, reason }) => {
  heard = undefined;
  attempts.failed(code);
  console.log(`lost: ${code} ${reason}`.trimEnd());
});

line.addEventListener('waiting', (waiting) => {
  say('The line is lost. It comes back by itself.', 'lost');
  at('outage').hidden = false;
  attempts.add(waiting);
  show({ waiting: true });
});

line.addEventListener('trying', () => {
  say('Trying …', 'lost');
  attempts.trying();
  show({});
});

line.addEventListener('ended', ({ code, reason }) => {
  say(`Closed with ${code}: ${reason}. To try again would be useless.`, 'ended');
  show({ ended: true });
  console.log('no use in trying again');
});

/** Shows which buttons do something now. The others keep the focus, if they have it. */
function show({ open = false, waiting = false, ended = false }) {
  for (const id of ['cut', 'down', 'deaf', 'refuse']) at(id).ariaDisabled = String(!open);
  at('online').ariaDisabled = String(!waiting);
  at('again').ariaDisabled = String(!ended);
}

at('work').addEventListener(
  'click',
  (event) => {
    if (event.target.ariaDisabled === 'true') event.stopPropagation();
  },
  { capture: true },
);

at('cut').addEventListener('click', () => line.send({ type: 'cut' }));
at('down').addEventListener('click', () => line.send({ type: 'down', seconds: 20 }));
at('refuse').addEventListener('click', () => line.send({ type: 'refuse' }));
at('deaf').addEventListener('click', () => {
  line.send({ type: 'deaf' });
  say('The line looks open. Nobody answers any more.', 'lost');
});

// The browser sends this event when its computer finds a network again.
at('online').addEventListener('click', () => dispatchEvent(new Event('online')));
at('again').addEventListener('click', () => line.tryNow());

setInterval(() => {
  attempts.draw();
  const ago = (performance.now() - heard) / 1000;
  at('heard').textContent =
    heard === undefined
      ? 'There is no connection to the server.'
      : `The server was last heard ${ago.toFixed(1)} s ago.`;
}, 100);
