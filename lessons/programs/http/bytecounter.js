// Gets from the server how many bytes go over the wire, because a page can’t see them.

import { addressOf, happened } from './websocketecho.js';

/** Opens a counter. The requests and WebSockets that it counts have its query in their addresses. */
export async function openByteCounter() {
  const socket = new WebSocket(addressOf('/weigh'));
  const next = () => happened(socket, 'message');
  const { data: query } = await next();
  return {
    query,
    /** Returns the counts, once they are enough. */
    async weigh(enough) {
      for (;;) {
        if (socket.readyState === WebSocket.OPEN) socket.send('?');
        const weight = JSON.parse((await next()).data);
        if (enough(weight)) return weight;
        await new Promise((resolve) => setTimeout(resolve, 20)); // the last bytes are on their way
      }
    },
    close() {
      socket.close(1000);
    },
  };
}
