// Tests of the scripts that send a file and get one, on a line that the test can cut. scripts_test.go runs
// them in Node.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { Getting } from '../getting.js';
import { Sending } from '../sending.js';

const KiB = 1024;
const piece = 32 * KiB; // as sending.js has it

/** A line that keeps what was said on it: texts, and the bytes of pieces. */
class Wire {
  texts = [];
  pieces = [];
  socket = { bufferedAmount: 0 };

  say(message) {
    this.texts.push(message);
  }

  send(bytes) {
    this.pieces.push(bytes);
  }

  /** The texts of this type. */
  said(type) {
    return this.texts.filter((text) => text.type === type);
  }
}

/** A file whose slices are read when the test says so. */
class SlowFile extends File {
  reads = [];

  slice(...range) {
    const slice = super.slice(...range);
    return { arrayBuffer: () => new Promise((done) => this.reads.push(() => done(slice.arrayBuffer()))) };
  }
}

const bytesOf = (size) => Uint8Array.from({ length: size }, (_, i) => i * i + (i >> 8));
const digestOf = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** Lets everything happen that waits only for promises. */
async function settle() {
  for (let i = 0; i < 20; i++) await new Promise((done) => setImmediate(done));
}

/** A file that somebody has taken. */
function sendingOf(file) {
  const wire = new Wire();
  const sending = new Sending(wire, file, 'hers');
  sending.offer();
  sending.number = 1;
  sending.taker = 'Bob';
  return { wire, sending };
}

test('a sender sends what it was granted, and says the end when all has arrived', async () => {
  const bytes = bytesOf(100 * KiB);
  const { wire, sending } = sendingOf(new File([bytes], 'a'));
  sending.go({ until: 2 * piece, arrived: 0, confirmed: 0 });
  await settle();
  assert.deepEqual(
    wire.pieces.map((p) => p.byteLength),
    [piece, piece],
  );
  sending.go({ until: bytes.length, arrived: 2 * piece, confirmed: piece });
  await settle();
  assert.deepEqual(
    wire.pieces.map((p) => p.byteLength),
    [piece, piece, piece, 4 * KiB],
  );
  assert.deepEqual(wire.said('end'), [], 'the last piece is still on its way');
  sending.go({ until: bytes.length, arrived: bytes.length, confirmed: 2 * piece });
  sending.go({ until: bytes.length, arrived: bytes.length, confirmed: bytes.length });
  await settle();
  assert.deepEqual(wire.said('end'), [{ type: 'end', file: 1, sha256: digestOf(bytes) }]);
});

test('an empty file ends as soon as it is taken', async () => {
  const { wire, sending } = sendingOf(new File([], 'nothing'));
  sending.end();
  assert.deepEqual(wire.said('end'), [{ type: 'end', file: 1, sha256: digestOf('') }]);
});

test('what was lost with the line is sent again, and then the end is said', async () => {
  const bytes = bytesOf(100 * KiB);
  const { wire, sending } = sendingOf(new File([bytes], 'a'));
  sending.go({ until: bytes.length, arrived: 0, confirmed: 0 });
  await settle();
  sending.lost(); // all was sent, and one piece has arrived
  sending.resume();
  sending.end(); // the message state comes before the answer
  assert.deepEqual(wire.said('end'), [], 'the server has not answered yet');
  wire.pieces.length = 0;
  sending.go({ until: bytes.length, arrived: piece, confirmed: 0 });
  await settle();
  assert.deepEqual(Buffer.concat(wire.pieces.map((p) => new Uint8Array(p))), Buffer.from(bytes.subarray(piece)));
  sending.go({ until: bytes.length, arrived: bytes.length, confirmed: bytes.length });
  await settle();
  assert.deepEqual(wire.said('end'), [{ type: 'end', file: 1, sha256: digestOf(bytes) }]);
});

test('an end that was lost with the line is said again', async () => {
  const { wire, sending } = sendingOf(new File([bytesOf(5)], 'a'));
  const all = { until: 5, arrived: 5, confirmed: 0 };
  sending.go({ ...all, arrived: 0 });
  await settle();
  sending.go(all);
  await settle();
  sending.lost();
  sending.resume();
  sending.end();
  assert.equal(wire.said('end').length, 1);
  sending.go(all);
  await settle();
  assert.equal(wire.said('end').length, 2);
  assert.equal(wire.pieces.length, 1, 'the piece had arrived');
});

for (const how of ['stop', 'lost']) {
  test(`${how}: a piece that was being read is not sent`, async () => {
    const file = new SlowFile([bytesOf(2 * piece)], 'a');
    const { wire, sending } = sendingOf(file);
    sending.go({ until: 2 * piece, arrived: 0, confirmed: 0 });
    await settle();
    sending[how]();
    file.reads.shift()();
    await settle();
    assert.deepEqual(wire.pieces, []);
    assert.deepEqual(file.reads, [], 'nor is another one read');
    assert.deepEqual(wire.said('end'), []);
  });
}

/** A file that is there when it is chosen, and gone when its bytes are read. */
class GoneFile extends File {
  reads = [];

  slice() {
    return { arrayBuffer: () => new Promise((_, failed) => this.reads.push(() => failed(new Error('gone')))) };
  }
}

const unreadable = { type: 'cancel', file: 1, why: "the file can't be read any more" };

test('a file that can not be read any more is cancelled, once', async () => {
  const file = new GoneFile([bytesOf(2 * piece)], 'a');
  const { wire, sending } = sendingOf(file);
  sending.go({ until: 2 * piece, arrived: 0, confirmed: 0 });
  file.reads.shift()();
  await settle();
  sending.go({ until: 2 * piece, arrived: 0, confirmed: 0 }); // which was under way
  await settle();
  assert.deepEqual(wire.said('cancel'), [unreadable]);
  assert.deepEqual(file.reads, []);
});

test('a file that can not be read any more is cancelled when the line is back', async () => {
  const file = new GoneFile([bytesOf(2 * piece)], 'a');
  const { wire, sending } = sendingOf(file);
  sending.go({ until: 2 * piece, arrived: 0, confirmed: 0 });
  sending.lost();
  file.reads.shift()();
  await settle();
  assert.deepEqual(wire.said('cancel'), []);
  sending.resume();
  sending.go({ until: 2 * piece, arrived: 0, confirmed: 0 });
  await settle();
  assert.deepEqual(wire.said('cancel'), [unreadable]);
});

test('a receiver confirms each piece, and is done when the digest is right', async () => {
  const bytes = bytesOf(2 * piece + 7);
  const { wire, getting } = gettingOf(bytes.length);
  for (let at = 0; at < bytes.length; at += piece) getting.piece(bytes.slice(at, at + piece).buffer);
  getting.end({ sha256: digestOf(bytes) });
  await settle();
  assert.deepEqual(
    wire.said('have').map((text) => text.bytes),
    [piece, 2 * piece, bytes.length],
  );
  assert.deepEqual(wire.said('done'), [{ type: 'done', file: 1 }]);
  assert.deepEqual(new Uint8Array(await getting.blob().arrayBuffer()), bytes);
});

test('a receiver cancels a file that is not what was sent', async () => {
  const { wire, getting } = gettingOf(5);
  getting.piece(bytesOf(5).buffer);
  getting.end({ sha256: digestOf('something else') });
  await settle();
  assert.equal(getting.right, false);
  assert.deepEqual(wire.said('done'), []);
  assert.deepEqual(wire.said('cancel'), [{ type: 'cancel', file: 1, why: 'it is not what was sent' }]);
});

for (const [says, sha256] of [
  ['done', digestOf(bytesOf(5))],
  ['cancel', digestOf('something else')],
]) {
  test(`a receiver whose ${says} was lost with the line says it again`, async () => {
    const { wire, getting } = gettingOf(5);
    getting.piece(bytesOf(5).buffer);
    getting.end({ sha256 });
    await settle();
    getting.lost();
    getting.resume();
    getting.end({ sha256 });
    await settle();
    assert.equal(wire.said(says).length, 2);
  });
}

test('a receiver that was cut says what it has, and takes the rest', async () => {
  const bytes = bytesOf(3 * piece);
  const { wire, getting } = gettingOf(bytes.length);
  const [first, second, third] = [0, 1, 2].map((i) => bytes.slice(i * piece, (i + 1) * piece).buffer);
  getting.piece(first);
  await settle();
  getting.slow = true; // the second is not looked at yet when the line is lost
  getting.piece(second);
  getting.lost();
  getting.slow = false;
  getting.resume();
  assert.deepEqual(wire.said('resume'), [{ type: 'resume', file: 1, key: 'his', bytes: piece }]);
  getting.piece(second);
  getting.piece(third);
  getting.end({ sha256: digestOf(bytes) });
  while (getting.right === undefined) await settle();
  assert.equal(getting.right, true);
  assert.equal(getting.have, bytes.length);
});

function gettingOf(size) {
  const wire = new Wire();
  const getting = new Getting(wire, { file: 1, name: 'a', size, from: 'Alice' }, 'his', () => {});
  getting.take();
  return { wire, getting };
}

test('a line that is closing sends nothing', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { Line, sockets } = await importLine();
  const line = new Line({ lost() {} });
  sockets[0].readyState = WebSocket.OPEN;
  line.say('before');
  line.cut();
  assert.equal(sockets[0].readyState, WebSocket.CLOSING);
  line.say('meanwhile');
  line.send(new ArrayBuffer(1));
  assert.deepEqual(sockets[0].sent, ['"before"']);

  sockets[0].dispatchEvent(Object.assign(new Event('close'), { code: 4000 }));
  t.mock.timers.tick(1500);
  sockets[1].readyState = WebSocket.OPEN;
  line.say('after');
  assert.deepEqual(sockets[1].sent, ['"after"']);
});

/** The class Line, and the sockets that it opens: ends of connections on which nothing happens by itself. */
async function importLine() {
  const sockets = [];
  globalThis.location = new URL('http://server.example/run/programs/files/client.html');
  globalThis.WebSocket = class extends EventTarget {
    static OPEN = 1;
    static CLOSING = 2;
    readyState = 0;
    sent = [];

    constructor() {
      super();
      sockets.push(this);
    }

    send(data) {
      this.sent.push(data);
    }

    close() {
      this.readyState = WebSocket.CLOSING;
    }
  };
  const { Line } = await import('../line.js');
  return { Line, sockets };
}
