// The page that echoes the same messages over HTTP and over a WebSocket, and shows what each took.

import { addressOf, open } from './websocketecho.js';
import { drawBytes, drawWaits } from './drawing.js';
import { measure } from './measure.js';
import { ask } from './httpecho.js';
import { openByteCounter } from './bytecounter.js';
import { rowsOf, showRows } from './table.js';

const at = (id) => document.querySelector(`#${id}`);

let running; // an AbortController, while there is a run

at('start').addEventListener('click', () => {
  if (!running) run();
});
at('stop').addEventListener('click', () => running?.abort());

async function run() {
  const count = Number(at('messages').value);
  const together = Boolean(at('together').value);
  const delay = Number(at('delay').value);
  begin(count);
  let counter;
  try {
    counter = await openByteCounter();
    const result = await compare(counter, count, together, delay, running.signal);
    show({ ...result, count, together, delay });
    at('said').textContent = 'Done.';
    console.log(`HTTP: ${result.weight.http.requests} requests with an answer each`);
    console.log(`WebSocket: 1 request with its answer, then ${count} messages each way`);
  } catch (error) {
    at('said').textContent = running.signal.aborted ? 'Stopped.' : `It did not work: ${error.message}. Try again.`;
  } finally {
    counter?.close();
    running = undefined;
    showRunning();
  }
}

function begin(count) {
  running = new AbortController();
  at('said').textContent = '';
  at('progress').max = 2 * count;
  at('progress').value = 0;
  showRunning();
}

/** Marks the button that does nothing now. Neither is disabled, because a disabled button loses the focus. */
function showRunning() {
  at('start').ariaDisabled = String(Boolean(running));
  at('stop').ariaDisabled = String(!running);
  at('progress').hidden = !running;
}

/** Measures both, one after the other, so that neither slows down the other. */
async function compare(counter, count, together, delay, signal) {
  // #region compare
  const messages = Array.from({ length: count }, (_, i) => `message ${String(i).padStart(4, '0')}`);
  const query = `?${counter.query}&delay=${delay}`;

  const http = await timed(async () => ({
    times: await measure(messages, (message) => ask(`/weigh/http${query}`, message, signal), together, step),
  }));

  const webSocket = await timed(async () => {
    const line = await open(addressOf(`/weigh/websocket${query}`), signal);
    const opened = performance.now();
    const times = await measure(messages, line.ask, together, step);
    await line.close();
    return { opened, times };
  });

  const weight = await counter.weigh(({ http, webSocket }) => http.requests >= count && webSocket.ended === 1);
  // #endregion
  return { http, webSocket, weight };
}

function step() {
  at('progress').value++;
}

/** Calls a function. Adds to its result when it began, and how long it took until the last echo. */
async function timed(act) {
  const began = performance.now();
  const done = await act();
  return { ...done, began, took: Math.max(...done.times.map(({ came }) => came)) - began };
}

function show(result) {
  const { count, together, delay } = result;
  at('caption').textContent =
    `${count === 1 ? '1 message' : `${count.toLocaleString('en')} messages`} of 12 bytes, `
    + `${together ? 'all at once' : 'one at a time'}${delay ? `, ${delay} ms away` : ''}`;
  showRows(at('rows'), rowsOf(result));
  drawBytes(at('bytes'), result);
  drawWaits(at('waits'), result);
  at('result').hidden = false;
}
