// What the view of the wire knows of one connection.

/** How many frames of a connection a page keeps. What came before is counted. */
const maxFrames = 300;

/** One connection, as far as it has been told. */
export class Connection {
  frames = []; // play.Frame, by number
  chosen; // the key of what a learner looks at: request, answer or a frame's number
  follows = true; // whatever is newest is chosen
  grown = new Set(); // the keys of frames that are not as they were drawn

  /**
   * @param key of the connection in its view
   * @param client who has it, or has had a raw client open it
   * @param connection its number on the server console
   * @param number which one the raw client has opened, from 1; none for a client's own
   */
  constructor({ key, client, connection, number }) {
    Object.assign(this, { key, client, connection, number });
  }

  /** Takes a piece of the wire (play.Wire). */
  take({ handshake, frames = [], ended, rest }) {
    this.handshake = handshake ?? this.handshake;
    for (const frame of frames) this.#keep(frame);
    if (ended && !this.ended) this.#end(rest);
  }

  /** The key of what is newest; of what breaks the protocol rather than of what came of that. */
  newest() {
    const frame = this.frames.findLast(({ violations }) => violations) ?? this.frames.at(-1);
    if (frame) return String(frame.number);
    return this.handshake ? "answer" : undefined;
  }

  /** How many frames came before the first that is kept. */
  get lost() {
    return (this.frames[0]?.number ?? 1) - 1;
  }

  /**
   * How many frames are missing between one and that before it. The server keeps only the newest: others are gone if the
   * view was closed when they came, or the server console was too slow. What came before the first is counted elsewhere.
   */
  gapBefore(at) {
    return at ? this.frames[at].number - this.frames[at - 1].number - 1 : 0;
  }

  /** Keeps a frame. One that is there already, half of it, has grown. */
  #keep(frame) {
    const last = this.frames.at(-1)?.number ?? 0;
    if (frame.number > last) {
      this.frames.push(frame);
      if (this.frames.length > maxFrames) this.frames.shift();
      return;
    }
    const at = this.frames.findIndex(({ number }) => number === frame.number);
    if (at >= 0 && this.frames[at].came !== frame.came) this.#replace(at, frame);
  }

  /** Notes that the connection is over. What was half there stays so, and looks otherwise from now on. */
  #end(rest) {
    this.ended = true;
    this.rest = rest;
    for (const [at, frame] of this.frames.entries()) if (frame.came !== frame.length) this.#replace(at, { ...frame });
  }

  #replace(at, frame) {
    this.frames[at] = frame;
    this.grown.add(String(frame.number));
  }
}
