// Sends an opening handshake, right or wrong. No browser lets a page write one, so the server at /opening does: it
// sends the bytes on to the echo, and sends the echo's answer back.

const url = new URL('/opening', location.href);
url.protocol = url.protocol.replace('http', 'ws');

/** Resolves with the answer to a request. */
export function send(request) {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url);
    socket.addEventListener('open', () => socket.send(new TextEncoder().encode(request)));
    socket.addEventListener('message', ({ data }) => {
      resolve(data);
      socket.close(1000);
    });
    socket.addEventListener('close', () =>
      reject(new Error('The WebSocket to the server could not be opened. Try again.')),
    );
  });
}

/** The lines of a correct handshake. */
export const goodRequest = (key) => [
  'GET /echo HTTP/1.1',
  `Host: ${location.host}`,
  'Upgrade: websocket',
  'Connection: Upgrade',
  'Sec-WebSocket-Version: 13',
  `Sec-WebSocket-Key: ${key}`,
];
