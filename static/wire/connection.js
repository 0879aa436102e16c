// One connection in the view of the wire. Fetched when a learner opens the view.

/** @import { FrameRow, Handshake, Wire, WireRow } from "../types.d.ts" */

/** How many frames of a connection a page keeps. The frames before these are counted. */
const maxFrames = 300;

/** One connection, as far as the server has reported it. */
export class Connection {
  /** @type {Handshake | undefined} */
  handshake;
  /** @type {FrameRow[]} */
  frames = []; // by number
  /** @type {WireRow | undefined} */
  rest; // the bytes that began a frame's header and did not end it
  /** @type {WireRow | undefined} */
  end; // how the connection ended
  /** @type {string | undefined} */
  chosen; // the key of what a learner looks at: request, answer or a frame's number
  follows = true; // whether the newest frame is chosen as it comes
  /** @type {Set<string>} */
  changed = new Set(); // the keys of frames that have changed since they were drawn

  /**
   * @param {string} key of the connection in its view
   * @param {string} client that has the connection, or that a raw client has opened it for
   * @param {number} connection its number on the server console
   * @param {number} [number] counts the connections that the raw client has opened, from 1; none for a client's own
   */
  constructor(key, client, connection, number) {
    this.key = key;
    this.client = client;
    this.connection = connection;
    this.number = number;
  }

  /** @param {Wire} wire */
  add({ handshake, frames = [], rest, end }) {
    this.handshake = handshake ?? this.handshake;
    this.rest = rest ?? this.rest;
    this.end = end ?? this.end;
    for (const frame of frames) this.#addFrame(frame);
  }

  /** The key of the newest frame that breaks the protocol, because later frames follow from that one; otherwise the key of the newest frame. */
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
   * How many frames are missing between a frame and the one before it. The server keeps only the newest frames.
   * Others are gone if the view was closed when they came, or if the server console was too slow. The getter lost counts
   * the frames before the first.
   * @param {number} at
   */
  gapBefore(at) {
    return at ? this.frames[at].number - this.frames[at - 1].number - 1 : 0;
  }

  /** Adds a frame, or replaces a frame of which only a part had come. @param {FrameRow} frame */
  #addFrame(frame) {
    const last = this.frames.at(-1)?.number ?? 0;
    if (frame.number > last) {
      this.frames.push(frame);
      if (this.frames.length > maxFrames) this.frames.shift();
      return;
    }
    const at = this.frames.findIndex(({ number }) => number === frame.number);
    if (at < 0 || this.frames[at].meta === frame.meta) return;
    this.frames[at] = frame;
    this.changed.add(String(frame.number));
  }
}
