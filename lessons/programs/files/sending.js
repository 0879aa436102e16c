// The file that this page sends.

import { SHA256 } from './sha256.js';

/** How many bytes a piece has: half of what this server takes in one message. */
const pieceSize = 32 * 1024;

/** A file on its way out. */
export class Sending {
  file;
  number; // the server's, once it has answered
  taker; // the member who has taken it; undefined before that
  sent = 0; // bytes that send() has taken
  until = 0; // bytes that may be sent
  arrived = 0; // bytes that have come to the server
  confirmed = 0; // bytes that the receiver has
  mostBuffered = 0;
  sha256; // of the file, in hexadecimal, once it has been sent

  #line;
  #key;
  #digest = new SHA256();
  #hashed = 0; // bytes that are in the digest
  #reading = false;
  #saidEnd = false;
  #cut = false;
  #unreadable = false;

  constructor(line, file, key) {
    this.#line = line;
    this.file = file;
    this.#key = key;
  }

  // #region offer
  offer() {
    const { name, type, size } = this.file;
    const key = this.#key; // with which we may come back
    this.#line.say({ type: 'offer', name, kind: type, size, piece: pieceSize, key });
  }
  // #endregion

  // #region send
  // The server has said how far we may go.
  go({ until, arrived, confirmed }) {
    const back = this.#cut;
    if (back) this.sent = arrived; // the rest was lost with the line
    this.#cut = false;
    Object.assign(this, { until, arrived, confirmed });
    if (!this.#unreadable) this.#send();
    else if (back) this.#giveUp();
  }

  async #send() {
    if (this.#reading) return; // one slice at a time
    this.#reading = true;
    while (this.sent < this.until) {
      const at = this.sent;
      const slice = this.file.slice(at, at + pieceSize); // nothing is read yet
      const piece = await slice.arrayBuffer().catch(() => this.#giveUp()); // now it is
      if (!piece || this.sent !== at || this.until <= at) continue; // the line was cut meanwhile
      this.#line.send(piece); // returns at once
      this.sent += piece.byteLength;
      this.#count(at, piece);
    }
    this.#reading = false;
    this.end();
  }
  // #endregion

  /** The file was changed or removed after it was chosen. The receiver is told, once the line is there. */
  #giveUp() {
    this.#unreadable = true;
    this.until = 0;
    if (!this.#cut) this.cancel("the file can't be read any more");
  }

  #count(at, piece) {
    // send() was called in this very task, so bufferedAmount counts this piece even if it has left already.
    this.mostBuffered = Math.max(this.mostBuffered, this.#line.socket.bufferedAmount);
    if (at !== this.#hashed) return; // this piece was sent before, and lost
    this.#digest.update(new Uint8Array(piece));
    this.#hashed += piece.byteLength;
  }

  end() {
    // Bytes that were only sent may be lost with the line, so only the bytes that have arrived count.
    if (this.#cut || !this.taker || this.arrived < this.file.size || this.#saidEnd) return;
    this.#saidEnd = true;
    this.sha256 ??= this.#digest.hex();
    this.#line.say({ type: 'end', file: this.number, sha256: this.sha256 });
  }

  /** Nothing more is sent: neither a piece that is being read, nor the end. */
  stop() {
    this.until = 0;
    this.#cut = true;
  }

  // #region resume
  // The grant ends with the line on which it came.
  lost() {
    this.stop();
    this.#saidEnd = false;
  }

  // The server answers with the number of bytes that have arrived.
  resume() {
    this.#line.say({ type: 'resume', file: this.number, key: this.#key });
  }
  // #endregion

  /** How many of the bytes that send() has taken are still in the browser. */
  get buffered() {
    return this.#line.socket.bufferedAmount;
  }

  cancel(why) {
    this.#line.say({ type: 'cancel', file: this.number, why });
  }
}
