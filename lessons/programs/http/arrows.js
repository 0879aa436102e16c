// A talk as a drawing: the client's line on the left, the server's on the right, and an arrow for each message.

const [width, height, left, right, top] = [320, 420, 60, 260, 30];

const element = (name, attributes, text = '') => {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.textContent = text;
  return made;
};

/** Draws the messages by time, below the caption of a figure. The table beside it says the same. */
export function drawTalk(figure, spoken) {
  const last = Math.max(...spoken.map(({ sent, heard }) => Math.max(sent, heard)));
  const y = (time) => top + ((height - top - 10) * time) / last;
  const drawing = element('svg', { viewBox: `0 0 ${width} ${height}`, 'aria-hidden': 'true' });
  for (const { x, name } of [
    { x: left, name: 'client' },
    { x: right, name: 'server' },
  ]) {
    drawing.append(
      element('text', { x, y: 16, 'text-anchor': 'middle' }, name),
      element('line', { class: 'life', x1: x, x2: x, y1: top - 6, y2: height }),
    );
  }
  for (const { from, sent, heard } of spoken) {
    const [x1, x2] = from === 'client' ? [left, right] : [right, left];
    const [from1, to] = [y(sent), y(heard)];
    const way = Math.sign(x2 - x1);
    const arrow = element('g', { class: from });
    arrow.append(
      element('line', { x1, x2: x2 - 6 * way, y1: from1, y2: to }),
      element('path', { d: `M${x2} ${to}l${-9 * way} -4v8z` }),
    );
    drawing.append(arrow);
  }
  for (const time of [0, 500, 1000]) {
    if (time <= last) drawing.append(element('text', { x: 4, y: y(time) + 4 }, `${time}`));
  }
  while (figure.children.length > 1) figure.lastElementChild.remove();
  figure.append(drawing);
}
