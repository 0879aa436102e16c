let socket; // the browser's console knows it too

function connect(path) {
  socket?.close(1000);
  const own = new WebSocket(location.origin.replace('http', 'ws') + path);
  own.addEventListener('open', () => show(`open ${path}`));
  own.addEventListener('message', (event) => show(`message: ${event.data}`));
  own.addEventListener('close', (event) => show(`close: ${event.code} ${event.reason}`));
  socket = own;
}

function show(text) {
  const line = document.createElement('li');
  line.textContent = text; // never as HTML: others may have written it
  document.querySelector('#log').append(line);
}

document.querySelector('#echo').addEventListener('click', () => connect('/echo'));
document.querySelector('#room').addEventListener('click', () => connect('/room'));
document.querySelector('#leave').addEventListener('click', () => socket?.close(1000, 'bye'));
document.querySelector('form').addEventListener('submit', (event) => {
  event.preventDefault();
  const field = document.querySelector('input');
  if (socket?.readyState === WebSocket.OPEN) {
    socket.send(field.value);
    field.value = '';
  } else {
    show('Connect first.');
  }
});
