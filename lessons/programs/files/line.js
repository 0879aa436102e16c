// The line to the server. When it is cut, it comes back.

const url = new URL('/files' + location.search, location.href);
url.protocol = url.protocol.replace('http', 'ws');

/** How a connection ends that is worth another: the server goes away, or nobody has said goodbye. */
const lost = [1001, 1006, 1012];
const cutOff = 4000; // our own: the learner has cut it

/**
 * How long until the line is back, in milliseconds, and how often in a row it is tried. It is the same pause each time, so
 * that you can watch; the lesson "When it goes wrong" has a better one.
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

  /** Closes the connection in the middle of whatever is going on. The program is told nothing before. */
  cut() {
    if (this.isOpen) this.socket.close(cutOff, 'the line was cut');
  }

  /** Forgets what has failed: the line works. */
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
