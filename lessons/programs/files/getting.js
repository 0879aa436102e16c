// The file that this page gets.

import { SHA256 } from './sha256.js';

/** How long a slow page takes for a piece, in milliseconds. */
const slowness = 400;

/** A file on its way in. */
export class Getting {
  file; // what the server has said of it
  have = 0; // bytes
  slow = false;
  right; // whether the digest is right; undefined before the end

  #line;
  #key;
  #changed;
  #parts = [];
  #waiting = []; // pieces that have come, and are not in the digest yet
  #working = false;
  #cuts = 0;
  #digest = new SHA256();
  #sha256; // the sender's

  constructor(line, file, key, changed) {
    Object.assign(this, { file });
    this.#line = line;
    this.#key = key;
    this.#changed = changed;
  }

  take() {
    this.#line.say({ type: 'take', file: this.file.file, key: this.#key });
  }

  // #region piece
  piece(bytes) {
    this.#waiting.push(bytes);
    this.#work();
  }

  async #work() {
    if (this.#working) return;
    this.#working = true;
    while (this.#waiting.length) {
      const cuts = this.#cuts;
      const bytes = this.#waiting.shift();
      if (this.slow) await new Promise((done) => setTimeout(done, slowness));
      if (cuts !== this.#cuts) continue; // not confirmed, so it will come again
      this.#parts.push(bytes);
      this.#digest.update(new Uint8Array(bytes));
      this.have += bytes.byteLength;
      this.#line.say({ type: 'have', file: this.file.file, bytes: this.have });
      this.#changed(this);
    }
    this.#working = false;
    this.#check();
  }
  // #endregion

  // #region check
  end({ sha256 }) {
    this.#sha256 = sha256;
    this.#check();
  }

  #check() {
    const all = this.#sha256 && this.have === this.file.size && !this.#working;
    if (!all) return;
    this.right ??= this.#digest.hex() === this.#sha256; // set already if the line was cut after the check
    if (this.right) this.#line.say({ type: 'done', file: this.file.file });
    else this.cancel('it is not what was sent');
    this.#changed(this);
  }

  // The type is bytes, not the one that the sender names: no browser shows or runs them.
  blob() {
    return new Blob(this.#parts, { type: 'application/octet-stream' });
  }
  // #endregion

  lost() {
    this.#cuts++;
    this.#waiting = [];
    this.#sha256 = undefined;
  }

  resume() {
    this.#line.say({ type: 'resume', file: this.file.file, key: this.#key, bytes: this.have });
  }

  cancel(why) {
    this.#line.say({ type: 'cancel', file: this.file.file, why });
  }
}
