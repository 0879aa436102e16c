// #region url
const url = new URL('/echo', location.href);
url.protocol = url.protocol.replace('http', 'ws');
// #endregion

document.querySelector('#start').addEventListener('click', () => {
  // #region client
  const socket = new WebSocket(url);

  socket.addEventListener('open', () => {
    console.log('open');
    socket.send('Hello');
  });
  socket.addEventListener('message', (event) => {
    console.log(`message: ${event.data}`);
    socket.close(1000, 'bye');
  });
  socket.addEventListener('error', () => console.log('error'));
  socket.addEventListener('close', (event) => {
    console.log(`close: ${event.code} ${event.reason}`);
  });
  // #endregion
});
