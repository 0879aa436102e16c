// Tests of the line: after which close codes it comes back. scripts_test.go runs them in Node.

import assert from 'node:assert/strict';
import { test } from 'node:test';

/** A WebSocket that the test closes. */
class Socket extends EventTarget {
  static made = [];

  constructor() {
    super();
    Socket.made.push(this);
  }

  ends(code) {
    this.dispatchEvent(Object.assign(new Event('close'), { code }));
  }
}

globalThis.WebSocket = Socket;
globalThis.location = { search: '', href: 'http://localhost/' };
const waiting = []; // what the line does after its pause
globalThis.setTimeout = (act) => waiting.push(act);
const { Line } = await import('../line.js');

/** Makes a line that is closed with the code, and returns whether it comes back. */
function comesBack(code) {
  const ended = [];
  new Line({ lost: () => ended.push('lost'), closed: () => ended.push('closed') });
  const before = Socket.made.length;
  Socket.made.at(-1).ends(code);
  waiting.splice(0).forEach((act) => act());
  const back = Socket.made.length > before;
  assert.deepEqual(ended, [back ? 'lost' : 'closed']);
  return back;
}

test('the line comes back after what is nobody’s fault', () => {
  for (const code of [1001, 1006, 1012, 1013, 4000]) assert.ok(comesBack(code), `${code}`);
});

test('the line stays closed after a broken rule', () => {
  for (const code of [1000, 1002, 1007, 1008, 1009]) assert.ok(!comesBack(code), `${code}`);
});
