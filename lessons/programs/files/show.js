// Shows the files on the page. Names and kinds are strangers' texts, so they go in as text, never as HTML.

export const find = (id) => document.getElementById(id);

const number = (n) => n.toLocaleString('en');

export function showOffers(offered, wanting) {
  const lines = offered.map(
    ({ from, name, size, kind }) => `${from} offers ${name}: ${number(size)} bytes${kind && `, ${kind}`}.`,
  );
  find('offers').textContent = lines.join(' ') || (wanting ? 'Waiting for a file …' : 'Nobody offers you a file.');
}

/** Shows how far the file that this page sends has come. */
export function showSending(sending, outcome) {
  const { file, until, sent, arrived, confirmed, mostBuffered, taker } = sending;
  const how = outcome ?? (taker ? `is on its way to ${taker}` : 'is offered: nothing is sent before somebody takes it');
  find('sending').hidden = false;
  find('sending-name').textContent = `${file.name}, ${number(file.size)} bytes, ${how}.`;
  for (const [id, bytes] of Object.entries({ sent, arrived, confirmed })) {
    document.querySelector(`rect.${id}`).setAttribute('width', file.size ? bytes / file.size : 1);
    find(id).textContent = number(bytes);
  }
  find('until').textContent = number(until);
  find('buffered').textContent = `${number(sending.buffered)}, ${number(mostBuffered)}`;
  find('stop-sending').hidden = Boolean(outcome) || !sending.number; // without a number there is nothing to name yet
}

/** Shows how far the file that this page gets has come. */
export function showGetting({ file, have }, outcome) {
  find('getting').hidden = false;
  find('saved').hidden = true;
  find('getting-name').textContent = `${file.name} from ${file.from}${outcome ? ` ${outcome}.` : ''}`;
  find('progress').max = file.size || 1;
  find('progress').value = file.size ? have : 1;
  find('have').textContent = `${number(have)} of ${number(file.size)} bytes`;
  find('stop-getting').hidden = Boolean(outcome);
}

/** Offers the file to be saved, under the name that the server has made harmless. */
export function showSaved(file, blob) {
  const link = find('save');
  if (link.href) URL.revokeObjectURL(link.href); // so the browser can forget the one before
  link.href = URL.createObjectURL(blob);
  link.download = file.name;
  link.textContent = `Save ${file.name}`;
  find('check').textContent = `All of it is here: ${number(file.size)} bytes, and the digest is that of the sender.`;
  find('getting').hidden = true;
  find('saved').hidden = false;
  find('hint').hidden = parent === top; // otherwise a page of another site is around the lesson
}
