// The page that computes what a thousand clients do when all were cut at once.

import { at, element } from './address.js';
import { dice, simulate, step, ways } from './simulate.js';

const clients = 1_000;
const shown = 250; // steps in a drawing: 25 s

let seed = 0;

at('count').addEventListener('click', () => {
  seed++; // other dice each time, and the same on each computer
  const room = Number(at('room').value);
  const results = ways.map(({ name, after }) => {
    const steps = simulate(clients, room, after, dice(seed));
    const most = Math.max(...steps.map(({ tried }) => tried));
    const attempts = steps.reduce((sum, { tried }) => sum + tried, 0);
    return { name, steps, most, attempts, seconds: (steps.length * step) / 1000 };
  });
  at('drawings').replaceChildren(...results.map(drawing));
  at('rows').replaceChildren(...results.map(row));
  at('result').hidden = false;
  at('said').textContent = 'Computed: no connection was opened for this.';
  for (const { name, most, seconds } of results)
    console.log(`${name}: at most ${most} in 100 ms, all are back after ${seconds.toFixed(1)} s`);
});

function row({ name, most, attempts, seconds }) {
  const line = document.createElement('tr');
  const head = element('th', '', name);
  head.scope = 'row';
  const values = [most.toLocaleString('en'), attempts.toLocaleString('en'), `${seconds.toFixed(1)} s`];
  line.append(head, ...values.map((value) => element('td', 'number', value)));
  return line;
}

/** Draws a bar for each step, as high as the number of clients that tried. */
function drawing({ name, steps }) {
  const figure = document.createElement('figure');
  const svg = shape('svg', { viewBox: `0 0 ${shown} ${clients}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' });
  const bars = (value) =>
    steps
      .slice(0, shown)
      .map((counted, i) => `M${i} ${clients}v-${counted[value]}h1v${counted[value]}z`)
      .join('');
  svg.append(shape('path', { class: 'tried', d: bars('tried') }), shape('path', { class: 'got-in', d: bars('gotIn') }));
  const axis = element('p', 'axis dim');
  axis.append(
    element('span', '', '0 s'),
    element('span', '', `${(shown * step) / 1000} s${steps.length > shown ? ', and on' : ''}`),
  );
  figure.append(element('figcaption', '', name), svg, axis);
  return figure;
}

function shape(name, attributes) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}
