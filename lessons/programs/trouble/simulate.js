// A computed crowd: clients that were all cut at the same moment, and come back.

import { bound, wait } from './wait.js';

export const step = 100; // ms that are counted together
const longest = 20_000; // steps: more than half an hour

/** A client's waits, in ms, by how many of its attempts have failed. */
const limits = { first: 1_000, most: 30_000 };

export const ways = [
  { name: '1 s, each time', after: () => 1_000 },
  { name: 'doubling', after: (failed) => bound(failed, limits) },
  { name: 'doubling, with full jitter', after: (failed, random) => wait(failed, limits, random) },
];

/**
 * Lets clients come back to a server that accepts at most room clients in each step. Returns for each step how many clients
 * have tried, and how many of them got in.
 */
export function simulate(clients, room, after, random) {
  const arriving = Array.from({ length: longest }, () => []); // for each step, how often each of its clients has failed before
  const arrive = (when, failed) => arriving[Math.min(when, longest - 1)].push(failed);
  const waiting = (failed) => Math.floor(after(failed, random) / step);
  for (let client = 0; client < clients; client++) arrive(waiting(0), 0);

  const steps = [];
  for (let now = 0, left = clients; left > 0 && now < longest; now++) {
    const gotIn = Math.min(room, arriving[now].length);
    for (const failed of arriving[now].slice(gotIn)) arrive(now + Math.max(1, waiting(failed + 1)), failed + 1);
    steps.push({ tried: arriving[now].length, gotIn });
    left -= gotIn;
  }
  return steps;
}

/** Returns a linear congruential generator. Its numbers, from 0 to 1, look random and are the same for the same seed. */
export function dice(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
