// The page that computes an answer to a key, one step after the other, and asks the server for its own.

import { acceptOf, bytesOf, randomKey } from './accept.js';
import { goodRequest, send } from './opening.js';

const at = (id) => document.querySelector(`#${id}`);

at('compute').addEventListener('click', compute);
at('key').addEventListener('keydown', ({ key }) => {
  if (key === 'Enter') compute();
});
at('random').addEventListener('click', () => {
  at('key').value = randomKey();
  compute();
});
at('ask').addEventListener('click', ask);

function compute() {
  const key = at('key').value.trim();
  const { text, digest, accept } = acceptOf(key);
  const size = bytesOf(key);
  at('size').textContent =
    size === 16
      ? 'which is 16 bytes in base64'
      : size === undefined
        ? 'which is no base64: a server refuses it'
        : `which is ${size} bytes in base64: a server wants 16, and refuses it`;
  at('key-text').textContent = at('front').textContent = key;
  at('guid').textContent = text.slice(key.length);
  at('length').textContent = new TextEncoder().encode(text).length;
  at('digest').textContent = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
  at('accept').textContent = accept;
  at('answer').textContent = '';
  at('steps').hidden = at('check').hidden = false;
  console.log(`${key} → ${accept}`);
}

async function ask() {
  const key = at('key-text').textContent;
  at('answer').textContent = 'Asking …';
  let said;
  try {
    const answer = await send(goodRequest(key).join('\r\n') + '\r\n\r\n');
    const accept = /^Sec-WebSocket-Accept: (.*)$/im.exec(answer)?.[1];
    said =
      accept === at('accept').textContent
        ? `The server says the same: ${accept}`
        : `The server says: ${accept ?? answer.split('\r\n')[0]}`;
  } catch (error) {
    said = error.message;
  }
  at('answer').textContent = said;
  console.log(said);
}
