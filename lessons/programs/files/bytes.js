const status = document.getElementById('status');
const url = new URL('/echo', location.href);
url.protocol = url.protocol.replace('http', 'ws');

/** Opens a connection to the echo. */
function open() {
  const socket = new WebSocket(url);
  return new Promise((opened, failed) => {
    socket.addEventListener('open', () => opened(socket));
    socket.addEventListener('close', () => failed(new Error('The server does not answer.')));
  });
}

/** Waits for the next message. */
const message = (socket) => new Promise((come) => socket.addEventListener('message', come, { once: true }));

// #region flood
const pieces = 320;

function flood(socket) {
  const piece = new Uint8Array(16 * 1024);
  for (let i = 0; i < pieces; i++) socket.send(piece);
  const sent = pieces * piece.length;
  const { bufferedAmount } = socket;
  console.log(`send() has taken ${sent} bytes, and bufferedAmount is ${bufferedAmount}`);
}
// #endregion

async function measure() {
  const socket = await open();
  const began = performance.now();
  flood(socket);
  const took = Math.round(performance.now() - began);
  for (let back = 0; back < pieces; back++) {
    status.textContent = `The loop took ${took} ms. bufferedAmount is still ${socket.bufferedAmount.toLocaleString('en')}.`;
    await message(socket);
  }
  status.textContent = `The loop took ${took} ms. All was back after ${Math.round(performance.now() - began)} ms.`;
  socket.close(1000);
}

async function types() {
  const socket = await open();
  const ask = () => socket.send(Uint8Array.of(0x48, 0x69, 0x21));

  socket.binaryType = 'blob'; // the default
  ask();
  const blob = (await message(socket)).data;
  console.log(`a ${blob.constructor.name}; its bytes, awaited: ${new Uint8Array(await blob.arrayBuffer())}`);

  socket.binaryType = 'arraybuffer';
  ask();
  const buffer = (await message(socket)).data;
  console.log(`an ${buffer.constructor.name}; its bytes, at once: ${new Uint8Array(buffer)}`);
  socket.close(1000);
}

document.getElementById('flood').addEventListener('click', measure);
document.getElementById('types').addEventListener('click', types);
