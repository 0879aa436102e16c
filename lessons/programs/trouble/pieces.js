// The page that gets more than it can read, or asks only for as much as it can read.

import { addressOf, at, newKey } from './address.js';

const all = 150; // pieces
const few = 3; // the server's queue has room for them

let running = Promise.resolve(); // one after the other, however fast they are pressed
for (const [id, way] of [
  ['all', pushed],
  ['few', asked],
]) {
  at(id).addEventListener('click', () => (running = running.then(() => run(id, way))));
}

/** Resolves when the connection is closed. @returns {Promise<void>} */
function run(id, way) {
  at('status').textContent = 'Reading …';
  const socket = new WebSocket(addressOf('/trouble', newKey()));
  socket.binaryType = 'arraybuffer';
  let came = 0;
  socket.addEventListener('message', () => {
    at('came').value = ++came;
    if (came === all) socket.close(1000);
  });
  socket.addEventListener('open', () => way(socket));
  return new Promise((resolve) =>
    socket.addEventListener('close', ({ code, reason }) => {
      at('status').textContent =
        came < all ? `${came} of ${all} pieces came. Closed with ${code}: ${reason}.` : `All ${all} pieces came.`;
      console.log(came < all ? `${id}: closed with ${code} ${reason}` : `${id}: all ${all} came`);
      resolve();
    }),
  );
}

const send = (socket, count) => socket.send(JSON.stringify({ type: 'pieces', count }));

/** The server decides how fast it goes. */
function pushed(socket) {
  send(socket, all);
}

// #region asked
/** The reader decides: it asks for a few, reads them, and asks for a few more. */
function asked(socket) {
  let [ordered, read] = [0, 0];
  const order = () => {
    ordered += few;
    send(socket, few);
  };
  socket.addEventListener('message', () => {
    if (++read === ordered && read < all) order();
  });
  order();
}
// #endregion
