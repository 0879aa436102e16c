// The page on which a learner writes the lines of a handshake, and reads what the server answers.

import { randomKey } from './accept.js';
import { goodRequest, send } from './opening.js';

const at = (id) => document.querySelector(`#${id}`);

function startAgain() {
  at('request').value = goodRequest(randomKey()).join('\n');
}

startAgain();
at('again').addEventListener('click', startAgain);
at('send').addEventListener('click', async () => {
  // #region lines
  let request = at('request').value.replace(/\n*$/, '').replaceAll('\n', '\r\n') + '\r\n';
  if (at('end').checked) request += '\r\n';
  // #endregion
  at('answer').textContent = '…';
  const answer = await send(request).catch((error) => error.message);
  at('answer').textContent = answer;
  console.log(answer.split('\r\n')[0]);
});
