const { WebSocket, WebSocketServer } = require('ws');

const maxWaiting = 1024 * 1024; // bytes: a client that is further behind is too slow
const pingEvery = 20_000; // milliseconds: often enough for the proxies on the way

// #region room
const room = new WebSocketServer({ noServer: true, maxPayload: 64 * 1024 });

room.on('connection', (client) => {
  console.log('Client connected!');
  client.on('message', (payload, isBinary) => {
    console.log('message:', JSON.stringify(payload.toString()));
    for (const other of room.clients) {
      if (other !== client && other.readyState === WebSocket.OPEN) {
        pass(other, payload, isBinary);
      }
    }
  });
  client.on('error', (error) => console.log('error:', error.message));
  client.on('close', (code) => console.log('Client disconnected!', code));
  expectPongs(client);
});

function pass(client, payload, isBinary) {
  if (client.bufferedAmount > maxWaiting) {
    client.terminate(); // it must not fill our memory
    return;
  }
  client.send(payload, { binary: isBinary });
}
// #endregion

// #region pings
function expectPongs(client) {
  let answered = true;
  client.on('pong', () => {
    answered = true;
  });
  const pings = setInterval(() => {
    if (!answered) {
      client.terminate();
      return;
    }
    answered = false;
    client.ping();
  }, pingEvery);
  client.on('close', () => clearInterval(pings));
}
// #endregion

module.exports = room;
