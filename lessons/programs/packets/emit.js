// #region packet
// packet returns what Socket.IO writes for socket.emit(name, value), with a number
// where an answer is wanted.
function packet(name, value, number = '') {
  const message = '4'; // for Engine.IO
  const event = '2'; // for Socket.IO
  return message + event + number + JSON.stringify([name, value]);
}
// #endregion

let asked = 0;

document.querySelector('#emit').addEventListener('click', () => {
  console.log(packet('message', 'hello'));
});

document.querySelector('#ask').addEventListener('click', () => {
  console.log(packet('message', 'hello', String(asked)));
  asked += 1;
});
