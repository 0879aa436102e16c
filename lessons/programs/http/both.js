// The page on which both ends speak by themselves, and neither waits for the other.

import { drawTalk } from './arrows.js';
import { addressOf, happened } from './websocketecho.js';

const at = (id) => document.querySelector(`#${id}`);
const every = 90; // milliseconds; the server speaks every 100
const times = 10;

at('start').addEventListener('click', async () => {
  if (at('start').ariaDisabled === 'true') return;
  at('start').ariaDisabled = 'true'; // disabled, it would lose the focus
  at('said').textContent = 'Both speak, for one second.';
  try {
    const spoken = await talk();
    show(spoken);
    at('said').textContent = 'Done.';
    for (const end of ['client', 'server']) {
      console.log(`from the ${end}: ${spoken.filter(({ from }) => from === end).length} messages`);
    }
  } catch (error) {
    at('said').textContent = `It did not work: ${error.message}. Try again.`;
  }
  at('start').ariaDisabled = 'false';
});

/** Lets both ends speak. Returns for each message its sender, and when it was sent and heard. */
async function talk() {
  const [sent, heard, fromServer] = [[], [], []];
  // #region both
  const socket = new WebSocket(addressOf('/both'));
  await happened(socket, 'open');
  const opened = performance.now();
  const now = () => performance.now() - opened;

  const speaking = setInterval(() => {
    if (socket.readyState === WebSocket.OPEN) socket.send(`client ${sent.push(now())}`);
    if (sent.length === times) clearInterval(speaking);
  }, every);

  socket.addEventListener('message', ({ data }) => {
    const message = JSON.parse(data); // what the server says, and when it has heard us
    fromServer.push({ from: 'server', sent: message.at, heard: now() });
    heard.push(...message.heard);
    if (message.number >= times && heard.length === times) socket.close(1000);
  });
  // #endregion
  await happened(socket, 'close');
  clearInterval(speaking);
  if (heard.length < times || fromServer.length < times) throw new Error('the connection is closed');
  const fromClient = heard.map((at, i) => ({ from: 'client', sent: sent[i], heard: at }));
  return byOneClock(fromClient, fromServer.slice(0, times)).sort((a, b) => a.sent - b.sent);
}

/** Puts the server's times on the client's clock, so that the quickest message takes equally long in both directions. */
function byOneClock(fromClient, fromServer) {
  const quickest = (messages) => Math.min(...messages.map(({ sent, heard }) => heard - sent));
  const ahead = (quickest(fromClient) - quickest(fromServer)) / 2; // how far the server's clock is ahead of the client's
  return [
    ...fromClient.map(({ heard, ...rest }) => ({ ...rest, heard: heard - ahead })),
    ...fromServer.map(({ sent, ...rest }) => ({ ...rest, sent: sent - ahead })),
  ];
}

function show(spoken) {
  drawTalk(at('drawing'), spoken);
  at('rows').replaceChildren(
    ...spoken.map(({ from, sent, heard }) => {
      const row = document.createElement('tr');
      row.append(
        ...[from, sent.toFixed(1), heard.toFixed(1)].map((text) =>
          Object.assign(document.createElement('td'), { textContent: text }),
        ),
      );
      return row;
    }),
  );
  at('result').hidden = false;
}
