const socket = io();

function show(text) {
  const line = document.createElement('li');
  line.textContent = text; // never as HTML: others may have written it
  document.querySelector('#messages').append(line);
}

socket.on('message', (message) => {
  show(message);
});

document.querySelector('form').addEventListener('submit', (event) => {
  event.preventDefault();
  const field = document.querySelector('input');
  const message = field.value;
  socket.emit('message', message, (answer) => {
    show(`${message} (${answer})`);
  });
  field.value = '';
});
