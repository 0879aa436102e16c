// The line to the server. When it is cut, it comes back.

const url = new URL('/files' + location.search, location.href);
url.protocol = url.protocol.replace('http', 'ws');

/**
 * The close codes after which the line connects again: the server goes away, no close frame came, or nobody is to blame: the
 * line was silent or too slow, or the server has no room now.
 */
const lost = [1001, 1006, 1012, 1013];
const cutOff = 4000; // a code of our own: the learner has cut the line

/**
 * How long the line waits before it connects again, in milliseconds, and how often in a row it tries. The pause is always
 * the same, so that you can watch; the lesson "When it goes wrong" has a better one.
 */
const pause = 1500;
const tries = 20;

/** A connection to the server, and the next one after it is lost. */
export class Line {
  socket;
  #on; // what to do: opened(), message(event), lost(), closed(event)
  #failed = 0;

  constructor(on) {
    this.#on = on;
    this.#connect();
  }

  // #region connect
  #connect() {
    const socket = new WebSocket(url);
    socket.binaryType = 'arraybuffer'; // else each piece would come as a Blob
    socket.addEventListener('open', () => this.#on.opened());
    socket.addEventListener('message', (event) => {
      if (socket === this.socket) this.#on.message(event);
    });
    socket.addEventListener('close', (event) => this.#closed(socket, event));
    this.socket = socket;
  }

  say(message) {
    this.send(JSON.stringify(message));
  }

  // A line that is closing sends nothing any more. Both ends resume when it is back.
  send(data) {
    if (this.isOpen) this.socket.send(data);
  }
  // #endregion

  get isOpen() {
    return this.socket.readyState === WebSocket.OPEN;
  }

  /** Closes the connection, even in the middle of a transfer. The rest of the page is not told before. */
  cut() {
    if (this.isOpen) this.socket.close(cutOff, 'the line was cut');
  }

  /** Forgets the failed attempts, because the line works. */
  works() {
    this.#failed = 0;
  }

  #closed(socket, event) {
    if (socket !== this.socket) return;
    const comesBack = event.code === cutOff || lost.includes(event.code);
    if (!comesBack || ++this.#failed > tries) {
      this.#on.closed(event);
      return;
    }
    this.#on.lost();
    setTimeout(() => this.#connect(), pause);
  }
}
