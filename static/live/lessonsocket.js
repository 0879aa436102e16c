// A WebSocket that reports what happens to it, and what a learner types into the browser's console. Fetched once a step is
// wanted.

/** @typedef {string | Uint8Array<ArrayBuffer>} Message */

/**
 * @typedef {object} Observer
 * @property {(subprotocol: string) => void} opened
 * @property {(message: Message) => void} received
 * @property {() => void} errored
 * @property {(code: number, reason: string, clean: boolean) => void} closed
 * @property {(message: Message) => void} typed the learner has sent a message
 * @property {(size: number) => void} dropped a message of this many bytes was sent when the connection was not open any more
 * @property {(code: number, reason: string) => void} typedClose the learner has closed the connection; code 0 for none
 */

/** A WebSocket that reports its events, and calls of send and close from outside. */
export class LessonSocket extends WebSocket {
  #observer;

  /** @param {string} url @param {string[]} subprotocols @param {Observer} observer */
  constructor(url, subprotocols, observer) {
    super(url, subprotocols);
    this.binaryType = /** @type {BinaryType} */ ("arraybuffer");
    this.#observer = observer;
    this.addEventListener("open", () => observer.opened(this.protocol));
    this.addEventListener("message", ({ data }) => observer.received(typeof data === "string" ? data : new Uint8Array(data)));
    this.addEventListener("error", () => observer.errored());
    this.addEventListener("close", ({ code, reason, wasClean }) => observer.closed(code, reason, wasClean));
  }

  /**
   * Sends a message from the browser's console, and reports it.
   * @override
   * @param {any} message
   */
  send(message) {
    const open = this.readyState === WebSocket.OPEN;
    super.send(.../** @type {[any]} */ (/** @type {unknown} */ (arguments))); // throws while connecting, or without a message; drops silently when closing or closed
    readMessage(message, (sent) => (open ? this.#observer.typed(sent) : this.#observer.dropped(sizeOf(sent))));
  }

  /**
   * Closes the connection from the browser's console, and reports it.
   * @override
   * @param {number} [code]
   * @param {string} [reason]
   */
  close(code, reason) {
    super.close(.../** @type {[]} */ (/** @type {unknown} */ (arguments))); // throws for a code or a reason that no browser may send
    this.#observer.typedClose(code ?? 0, String(reason ?? ""));
  }

  /** Sends a message from the player, which needs a report only if the connection is closing and the close event is still to come. @param {Message} message */
  sendQuietly(message) {
    if (this.readyState === WebSocket.OPEN) super.send(message);
    else queueMicrotask(() => this.#observer.dropped(sizeOf(message))); // the module is at work now
  }

  /** Closes the connection for the player. Code 0 closes it without a code. @param {number} code @param {string} reason */
  closeQuietly(code, reason) {
    if (code) super.close(code, reason);
    else super.close();
  }
}

/**
 * Calls back with the argument of send as a message. A Blob is read first, and a value of an unknown type becomes a string.
 * @param {any} message
 * @param {(message: Message) => void} callback
 */
function readMessage(message, callback) {
  if (typeof message === "string")
    callback(message); // the usual case
  else if (message instanceof Blob) message.arrayBuffer().then((buffer) => callback(new Uint8Array(buffer)));
  else if (message instanceof ArrayBuffer) callback(new Uint8Array(message));
  else if (ArrayBuffer.isView(message))
    callback(new Uint8Array(/** @type {ArrayBuffer} */ (message.buffer), message.byteOffset, message.byteLength));
  else callback(String(message));
}

/** The size of a message in bytes. @param {Message} message */
const sizeOf = (message) => (typeof message === "string" ? new TextEncoder().encode(message).length : message.byteLength);

/** The address of one of the server's sockets. @param {string} path */
export function socketURL(path) {
  const url = new URL(path, location.href);
  url.protocol = url.protocol.replace("http", "ws");
  return url.href;
}
