// The page that crosses three limits of the server, and shows how it is closed.

import { addressOf, at, element, newKey } from './address.js';

const crossings = {
  big: {
    path: '/echo',
    did: 'sent 65,536 bytes, then 65,537',
    cross(socket) {
      socket.send('a'.repeat(65_536)); // the echo sends it back
      socket.send('a'.repeat(65_537));
    },
  },
  fast: {
    path: '/trouble',
    did: 'sent 200 messages at once',
    cross(socket) {
      for (let i = 0; i < 200; i++) socket.send('{"type":"ask"}');
    },
  },
  silent: {
    path: '/trouble',
    did: 'promised a word every 2 s, and kept silent',
    cross(socket) {
      socket.send('{"type":"promise","seconds":2}');
    },
  },
};

let running = Promise.resolve(); // one after the other, however fast they are pressed
for (const [id, crossing] of Object.entries(crossings)) {
  at(id).addEventListener('click', () => (running = running.then(() => run(crossing))));
}

/** Resolves when the connection is closed. @returns {Promise<void>} */
function run({ path, did, cross }) {
  at('status').textContent = `You ${did} …`;
  const socket = new WebSocket(addressOf(path, newKey()));
  let began;
  socket.addEventListener('open', () => {
    began = performance.now();
    cross(socket);
  });
  return new Promise((resolve) =>
    socket.addEventListener('close', ({ code, reason }) => {
      const seconds = began === undefined ? '' : `${((performance.now() - began) / 1000).toFixed(2)} s`;
      const row = document.createElement('tr');
      const why = element('td', '', `You ${did}.`);
      why.append(element('p', 'reason dim', reason));
      row.append(element('td', '', String(code)), why, element('td', 'number', seconds));
      at('rows').append(row);
      at('status').textContent = `Closed with ${code}.`;
      console.log(`${code} ${reason}`);
      resolve();
    }),
  );
}
