// Tests of the page's scripts, with a clock that passes when it is told to. line_test.go runs them in Node.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Line, useless } from '../line.js';
import { Outbox } from '../outbox.js';
import { dice, simulate, ways } from '../simulate.js';
import { bound, wait } from '../wait.js';

const limits = { first: 100, most: 1_000, steady: 500, every: 2_000, patience: 300 };

/** Makes a line with a clock of its own, with dice that always show the same, and with every socket that it opens. */
function world(die = 1) {
  const timers = [];
  let now = 0;
  const sockets = [];
  const network = new EventTarget();
  const told = [];
  const line = new Line(() => sockets[sockets.push(new Socket()) - 1], limits, {
    setTimeout: (act, after) => timers[timers.push({ act, at: now + after }) - 1],
    clearTimeout: (timer) => timer && (timer.act = undefined),
    random: () => die,
    network,
  });
  for (const type of ['open', 'message', 'lost', 'waiting', 'trying', 'ended']) {
    line.addEventListener(type, ({ code, wait, data }) =>
      told.push([type, code ?? wait ?? data].filter((v) => v !== undefined).join(' ')),
    );
  }
  return {
    line,
    sockets,
    network,
    /** Returns the line's events since the last call. */
    told: () => told.splice(0),
    pass(ms) {
      const end = now + ms;
      for (;;) {
        const due = timers.filter(({ act, at }) => act && at <= end).sort((a, b) => a.at - b.at)[0];
        if (!due) break;
        now = due.at;
        const { act } = due;
        due.act = undefined;
        act();
      }
      now = end;
    },
    socket: () => sockets.at(-1),
  };
}

/** The browser's end of a connection, on which the test does what a server would. */
class Socket extends EventTarget {
  readyState = 0;
  sent = [];
  closing;

  send(text) {
    assert.equal(this.readyState, 1, 'send on a socket that is not open');
    this.sent.push(text);
  }

  close(code = 'without a code') {
    this.readyState = 2;
    this.closing = code;
  }

  opens() {
    this.readyState = 1;
    this.dispatchEvent(new Event('open'));
  }

  says(data) {
    this.dispatchEvent(Object.assign(new Event('message'), { data }));
  }

  ends(code, reason = '') {
    this.readyState = 3;
    this.dispatchEvent(Object.assign(new Event('close'), { code, reason }));
  }
}

test('bounds double, up to the cap, and waits are anything up to them', () => {
  assert.deepEqual(
    [0, 1, 2, 3, 4, 5000].map((failed) => bound(failed, limits)),
    [100, 200, 400, 800, 1_000, 1_000],
  );
  assert.deepEqual(
    [0, 0.25, 0.999].map((die) => wait(2, limits, () => die)),
    [0, 100, 399.6],
  );
});

test('a line that can not be opened tries less and less often', () => {
  const { told, pass, socket, sockets } = world();
  for (const after of [100, 200, 400, 800, 1_000, 1_000]) {
    socket().ends(1006);
    const before = sockets.length;
    pass(after - 1);
    assert.equal(sockets.length, before);
    pass(1);
    assert.equal(sockets.length, before + 1);
    assert.deepEqual(told(), ['lost 1006', `waiting ${after}`, 'trying']);
  }
});

test('only a line that was open for a while begins with the shortest wait again', () => {
  const { told, pass, socket } = world();
  const lose = () => {
    socket().opens();
    pass(limits.steady - 1);
    socket().ends(1013);
    return told()[2];
  };
  assert.equal(lose(), 'waiting 100');
  pass(100);
  told();
  assert.equal(lose(), 'waiting 200');
  pass(200);
  told();
  socket().opens();
  pass(limits.steady);
  socket().ends(1006);
  assert.deepEqual(told(), ['open', 'lost 1006', 'waiting 100']);
});

test('after a code that makes another attempt useless the line ends, and only tryNow opens it again', () => {
  for (const code of [1000, 1002, 1003, 1007, 1008, 1009, 1010, 4000, 4403, 4999]) {
    const { line, told, pass, socket, sockets } = world();
    socket().opens();
    socket().ends(code, 'no');
    assert.deepEqual(told(), ['open', `lost ${code}`, `ended ${code}`]);
    pass(1e6);
    assert.equal(sockets.length, 1);
    line.tryNow();
    assert.equal(sockets.length, 2);
  }
  for (const code of [1001, 1005, 1006, 1011, 1012, 1013, 1014, 3000]) assert.ok(!useless(code), `${code}`);
});

test('a network that is back ends the wait, and nothing else', () => {
  const { line, network, told, pass, socket, sockets } = world();
  const online = () => network.dispatchEvent(new Event('online'));
  online();
  assert.equal(sockets.length, 1, 'while it connects');
  socket().ends(1006);
  online();
  assert.deepEqual(told(), ['lost 1006', 'waiting 100', 'trying']);
  pass(200);
  assert.equal(sockets.length, 2, 'the wait has ended with it');
  socket().opens();
  online();
  assert.equal(sockets.length, 2, 'while it is open');
  socket().ends(4403);
  online();
  assert.equal(sockets.length, 2, 'after the end');
  line.tryNow();
  line.tryNow();
  assert.equal(sockets.length, 3, 'twice is once');
});

test('a silent line is asked, and given up without an answer', () => {
  const { told, pass, socket, sockets } = world();
  socket().opens();
  pass(limits.every - 1);
  socket().says('news');
  pass(limits.every - 1);
  assert.deepEqual(socket().sent, []);
  pass(1);
  assert.deepEqual(socket().sent, ['{"type":"ask"}']);
  socket().says('{"type":"here"}');
  pass(limits.every + limits.patience - 1);
  assert.deepEqual(told(), ['open', 'message news', 'message {"type":"here"}']);
  assert.equal(socket().sent.length, 2);
  pass(1);
  assert.deepEqual(told(), ['lost 1006', 'waiting 100']);
  const dead = socket();
  assert.equal(dead.closing, 'without a code');
  dead.says('too late');
  dead.ends(1000);
  assert.deepEqual(told(), [], 'a socket that was given up is not heard');
  pass(100);
  assert.equal(sockets.length, 2);
});

test('a line that never opens is given up as well', () => {
  const { told, pass, socket } = world(0);
  pass(limits.patience);
  assert.equal(socket().readyState, 0, 'the next one is there at once');
  assert.deepEqual(told(), ['lost 1006', 'waiting 0', 'trying']);
});

test('send says whether the line is open', () => {
  const { line, socket } = world();
  assert.equal(line.send({ type: 'ask' }), false);
  socket().opens();
  assert.equal(line.send({ type: 'ask' }), true);
  assert.deepEqual(socket().sent, ['{"type":"ask"}']);
  socket().readyState = 2;
  assert.equal(line.send({ type: 'ask' }), false);
  socket().ends(1006);
  assert.equal(line.send({ type: 'ask' }), false);
});

test('the page hangs up for good, open or not', () => {
  for (const open of [true, false]) {
    const { line, told, pass, socket, sockets } = world();
    if (open) socket().opens();
    else socket().ends(1006);
    told();
    line.end();
    assert.deepEqual(told(), ['ended 1000']);
    if (open) assert.equal(socket().closing, 1000);
    pass(1e6);
    assert.equal(sockets.length, 1);
  }
});

test('an outbox keeps what was not answered, the oldest first', () => {
  const outbox = new Outbox();
  const [one, two, three] = ['one', 'two', 'three'].map((text) => outbox.add(text));
  assert.deepEqual(one, { type: 'say', number: 1, text: 'one' });
  outbox.got(2);
  outbox.got(2);
  outbox.got(9);
  assert.deepEqual(outbox.unanswered, [one, three]);
  assert.equal(outbox.add('four').number, 4, two.text);
});

test('each client of a herd gets in once, never more in a step than there is room for, and jitter spreads the herd', () => {
  for (const room of [20, 50, 200]) {
    const [fixed, doubling, jitter] = ways.map(({ after }) => simulate(1_000, room, after, dice(1)));
    for (const steps of [fixed, doubling, jitter]) {
      assert.equal(
        steps.reduce((sum, { gotIn }) => sum + gotIn, 0),
        1_000,
      );
      assert.ok(steps.every(({ tried, gotIn }) => gotIn === Math.min(room, tried)));
    }
    const most = (steps) => Math.max(...steps.map(({ tried }) => tried));
    assert.deepEqual([most(fixed), most(doubling)], [1_000, 1_000]);
    assert.ok(most(jitter) < 200 && jitter.length < fixed.length && fixed.length < doubling.length);
  }
});
