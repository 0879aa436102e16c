const { createServer } = require('node:http');
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const echo = require('./echo');
const room = require('./room');

const read = (name) => readFileSync(join(__dirname, 'public', name));
const files = {
  '/': { type: 'text/html; charset=utf-8', body: read('index.html') },
  '/client.js': { type: 'text/javascript; charset=utf-8', body: read('client.js') },
};

const server = createServer((request, response) => {
  const file = files[request.url];
  if (!file) {
    response.writeHead(404).end('Nothing here\n');
    return;
  }
  response.writeHead(200, { 'Content-Type': file.type }).end(file.body);
});

// #region upgrade
const sockets = { '/echo': echo, '/room': room };

server.on('upgrade', (request, connection, head) => {
  connection.on('error', () => connection.destroy());
  const found = sockets[request.url];
  if (!found) {
    refuse(connection, '404 Not Found');
  } else if (!isOurPage(request.headers)) {
    refuse(connection, '403 Forbidden');
  } else {
    found.handleUpgrade(request, connection, head, (client) => found.emit('connection', client));
  }
});

function refuse(connection, status) {
  connection.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
// #endregion

// #region origin
// Browsers say which page asks. Other programs say nothing, or anything.
function isOurPage({ origin, host }) {
  return origin === undefined || (URL.canParse(origin) && new URL(origin).host === host);
}
// #endregion

// "localhost": this computer alone can connect.
server.listen(process.env.PORT ?? 3000, 'localhost', () => {
  console.log(`listening on http://localhost:${server.address().port}`);
});
