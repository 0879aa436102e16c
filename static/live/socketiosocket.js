// The socket that the browser's console gets if a block speaks Socket.IO. Its members have the official client's names.
// Fetched once a step is wanted. Each call goes through the module, so that the timeline shows it.

/**
 * @typedef {object} Waiting what waits for an acknowledgement
 * @property {(answers: unknown[]) => void} resolve
 * @property {(error: Error) => void} reject
 */

/** A connection over Socket.IO, as the browser's console has it. */
export class SocketIOSocket {
  /** Whether the server has let the client in. */
  connected = false;
  /**
   * The server's name for the client, while it is connected.
   * @type {string | undefined}
   */
  id;
  #emit;
  #disconnect;
  /** @type {Map<number, Waiting>} */
  #waiting = new Map(); // by the acknowledgement's id

  /**
   * @param {(event: string, asks: boolean) => number} emit sends an event's JSON array; returns the id of the acknowledgement
   *   that it asks for, or throws
   * @param {() => void} disconnect
   */
  constructor(emit, disconnect) {
    this.#emit = emit;
    this.#disconnect = disconnect;
  }

  /** Sends an event. A function at the end gets its acknowledgement. @param {string} name @param {any[]} values */
  emit(name, ...values) {
    const answer = typeof values.at(-1) === "function" ? values.pop() : undefined;
    const id = this.#emit(eventJSON(name, values), Boolean(answer));
    if (answer) this.#waiting.set(id, { resolve: (answers) => queueMicrotask(() => answer(...answers)), reject() {} });
    return true;
  }

  /** Sends an event; resolves to the first value of its acknowledgement. @param {string} name @param {any[]} values */
  async emitWithAck(name, ...values) {
    const id = this.#emit(eventJSON(name, values), true);
    const [first] = await new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    return first;
  }

  /** Sends an event named message. @param {any[]} values */
  send(...values) {
    return this.emit("message", ...values);
  }

  /** Leaves the namespace, and ends the connection. */
  disconnect() {
    this.#disconnect();
    return this;
  }

  /** The server has let the client in. @param {SocketIOSocket} socket @param {string} id */
  static onConnect(socket, id) {
    Object.assign(socket, { connected: true, id });
  }

  /**
   * An acknowledgement has come. The module calls this, and nothing may call the module in the meantime. Code that waits
   * for the acknowledgement runs once the module is done.
   * @param {SocketIOSocket} socket
   * @param {number} id
   * @param {string} answers a JSON array
   */
  static onAck(socket, id, answers) {
    const waiting = socket.#waiting.get(id);
    socket.#waiting.delete(id);
    waiting?.resolve(JSON.parse(answers));
  }

  /** The connection is over. @param {SocketIOSocket} socket */
  static onClose(socket) {
    Object.assign(socket, { connected: false, id: undefined });
    for (const { reject } of socket.#waiting.values()) reject(new Error("socket has been disconnected")); // the official client's words
    socket.#waiting.clear();
  }
}

/** An event as JSON. Bytes would take frames of their own, which the module does not send. @param {string} name @param {unknown[]} values */
function eventJSON(name, values) {
  return JSON.stringify([String(name), ...values], (_, value) => {
    if (value instanceof ArrayBuffer || ArrayBuffer.isView(value) || value instanceof Blob)
      throw new TypeError("Bytes cannot be emitted from here: only what JSON can hold.");
    return value;
  });
}
