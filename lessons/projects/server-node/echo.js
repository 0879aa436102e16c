const { WebSocketServer } = require('ws');

// #region echo
const echo = new WebSocketServer({ noServer: true, maxPayload: 64 * 1024 });

echo.on('connection', (client) => {
  console.log('Client connected!');
  client.on('message', (payload, isBinary) => {
    console.log('message:', JSON.stringify(payload.toString()));
    client.send(payload, { binary: isBinary });
  });
  client.on('error', (error) => console.log('error:', error.message));
  client.on('close', (code) => console.log('Client disconnected!', code));
});
// #endregion

module.exports = echo;
