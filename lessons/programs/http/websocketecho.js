// An echo over a WebSocket: one connection, which stays open.

// #region websocket
export async function open(url, signal) {
  const socket = new WebSocket(url);
  const waiting = []; // the calls that wait for an echo, the oldest first
  socket.addEventListener('message', ({ data }) => waiting.shift().resolve(data));
  socket.addEventListener('close', () =>
    waiting.forEach(({ reject }) => reject(new Error('the connection is closed'))),
  );
  signal.addEventListener('abort', () => socket.close());
  await happened(socket, 'open');
  return {
    ask(message) {
      socket.send(message);
      return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
    },
    close() {
      socket.close(1000);
      return happened(socket, 'close');
    },
  };
}
// #endregion

/** Resolves when a socket's event happens. It rejects when the socket is closed instead. */
export const happened = (socket, type) =>
  new Promise((resolve, reject) => {
    const words = type === 'open' ? 'the connection could not be opened' : 'the connection is closed';
    const closed = () => (type === 'close' ? resolve(undefined) : reject(new Error(words)));
    socket.addEventListener(type, resolve, { once: true });
    socket.addEventListener('close', closed, { once: true });
    if (socket.readyState === WebSocket.CLOSED) closed(); // there is no further event
  });

/** The address of a socket of this server. */
export function addressOf(path) {
  const url = new URL(path, location.href);
  url.protocol = url.protocol.replace('http', 'ws');
  return url;
}
