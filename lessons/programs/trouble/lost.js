// The page that sends five messages while its line is cut, in three ways.

import { addressOf, at, element, newKey } from './address.js';
import { Line } from './line.js';
import { Outbox } from './outbox.js';

const texts = ['one', 'two', 'three', 'four', 'five'];
const limits = { first: 500, most: 8_000, steady: 3_000, every: 20_000, patience: 10_000 };

const ways = {
  hope: { name: 'send and hope' },
  again: { name: 'send again', answers: true },
  name: { name: 'send again, with a name', answers: true, named: true },
};

let running = Promise.resolve(); // one after the other, however fast they are pressed
for (const [id, way] of Object.entries(ways)) {
  at(id).addEventListener('click', () => {
    running = running.then(() => run(way)).catch(({ message }) => say(`It did not work: ${message}. Try again.`));
  });
}

async function run(way) {
  say('Connecting to a server with an empty book.');
  at('books').hidden = false;
  at('said').replaceChildren();
  at('sent').replaceChildren(...texts.map((text, i) => entry(`${i + 1} ${text}`)));
  const instance = newKey();
  const line = new Line(() => new WebSocket(addressOf('/trouble', instance)), limits);
  try {
    const { sentAgain, book } = await sendFive(line, way);
    show(way, sentAgain, book);
  } finally {
    line.end();
  }
}

async function sendFive(line, { answers, named }) {
  let sentAgain = 0;
  // #region resend
  const outbox = new Outbox();
  const sender = newKey(); // our name, also over the next connection

  line.addEventListener('open', () => {
    if (named) line.send({ type: 'hello', sender });
    if (!answers) return;
    // The first time there is no such message.
    for (const message of outbox.unanswered) {
      line.send(message);
      mark(message, 'sent again');
      sentAgain++;
    }
  });

  line.addEventListener('message', ({ data }) => {
    const { type, number } = JSON.parse(data);
    if (type === 'got' && answers) {
      outbox.got(number);
      mark({ number }, 'answered');
    }
  });
  // #endregion

  await next(line, 'open');
  line.send({ type: 'cut', after: 3 });
  for (const text of texts) {
    const message = outbox.add(text);
    if (line.send(message)) mark(message, 'sent'); // true for each of the five
  }
  say('Five were sent, without an error. The server vanishes when it has written down the third.');
  await next(line, 'lost');
  await next(line, 'open');
  while (answers && outbox.unanswered.length > 0) await next(line, 'message');
  const ask = () => line.send({ type: 'book' });
  line.addEventListener('open', ask); // again, if the line is lost before the answer
  ask();
  return { sentAgain, book: await next(line, 'message', ({ type }) => type === 'book') };
}

/** Resolves with the message of the next event of a type, if the message is enough. Rejects when the line has ended. @param {(message: any) => boolean} enough */
function next(line, type, enough = () => true) {
  return new Promise((resolve, reject) => {
    line.addEventListener(type, ({ data = 'null' }) => {
      const message = JSON.parse(data);
      if (enough(message)) resolve(message);
    });
    line.addEventListener('ended', ({ code, reason }) =>
      reject(new Error(`the line was closed with ${code} ${reason}`)),
    );
  });
}

function show({ name, answers }, sentAgain, { said, doubles }) {
  const arrived = new Set(said);
  const twice = said.length - arrived.size;
  const lost = texts.filter((text) => !arrived.has(text)).length;
  texts.forEach((text, i) => arrived.has(text) || mark({ number: i + 1 }, 'lost', 'bad'));
  at('said').replaceChildren(
    ...said.map((text, i) => (said.indexOf(text) < i ? entry(text, 'once more', 'bad') : entry(text))),
  );

  const counts = [`5 sent`, answers ? `${sentAgain} of them sent again` : `${arrived.size} arrived`, `${lost} lost`];
  if (twice) counts.push(`${twice} written down twice`);
  if (doubles) counts.push(`${doubles} double ignored`);
  say(`${counts.join(', ')}.`);
  console.log(`${name}: ${counts.join(', ')}`);
}

function say(words) {
  at('status').textContent = words;
}

function entry(words, note = '', className = 'dim') {
  const row = document.createElement('li');
  row.append(element('span', '', words), element('span', className, note));
  return row;
}

/** Adds a word about a message to its row. */
function mark({ number }, words, className = 'dim') {
  const note = at('sent').children[number - 1].lastElementChild;
  note.textContent = [note.textContent, words].filter(Boolean).join(', ');
  note.className = className;
}
