// The server's scales: they tell how many bytes went over the wire, as the server saw them. A page can't see that.

import { addressOf, happened } from './cups.js';

/** Opens scales. What is to be weighed has their query in its address. */
export async function openScales() {
  const socket = new WebSocket(addressOf('/weigh'));
  const next = () => happened(socket, 'message');
  const { data: query } = await next();
  return {
    query,
    /** Returns what lies on the scales, once that is enough. */
    async weigh(enough) {
      for (;;) {
        socket.send('?');
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
