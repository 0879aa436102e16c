// The numbers of a run, as rows of a table.

const whole = (n) => Math.round(n).toLocaleString('en');
const ms = (n) => `${n < 10 ? n.toFixed(1) : whole(n)} ms`;

/** Returns rows of three texts: the name of a number, and its value for HTTP and for the WebSocket. */
export function rowsOf({ count, together, http, webSocket, weight: { http: h, webSocket: w } }) {
  const weighed = (n) => (h.shared ? 'not weighed' : whole(n)); // in HTTP/2 requests share a connection
  const [up, down] = [w.handshakeUp + w.up, w.handshakeDown + w.down];
  return [
    ['Requests', whole(h.requests), '1'],
    ['TCP connections', h.shared ? 'shared' : whole(h.connections), whole(w.connections)],
    [
      'Round trips one after the other',
      whole(together ? Math.ceil(count / (h.connections || count)) : count),
      whole(together ? 2 : 1 + count),
    ],
    ['Bytes to the server', weighed(h.up), whole(up)],
    ['Bytes to the client', weighed(h.down), whole(down)],
    ['of them, the opening handshake', '–', `${whole(w.handshakeUp)} + ${whole(w.handshakeDown)}`],
    ['Bytes for each message, the handshake aside', weighed((h.up + h.down) / count), whole((w.up + w.down) / count)],
    ['Time until the last echo', ms(http.took), ms(webSocket.took)],
  ];
}

export function showRows(body, rows) {
  body.replaceChildren(
    ...rows.map(([name, ...values]) => {
      const row = document.createElement('tr');
      const head = document.createElement('th');
      head.scope = 'row';
      head.textContent = name;
      row.append(head, ...values.map((value) => Object.assign(document.createElement('td'), { textContent: value })));
      return row;
    }),
  );
}
