// What the browser's console gets as its socket where a block speaks Socket.IO: the official client's names for what the
// module does. Each call goes through the module, and shows on the timeline.

/** A connection over Socket.IO, as the browser's console has it. */
export class EventSocket {
  /** Whether the server has let the client in. */
  connected = false;
  /** By which name the server knows it, while it is connected. */
  id;
  #emit;
  #disconnect;
  #waiting = new Map(); // an acknowledgement's number -> who waits for it

  /**
   * @param emit takes an event's JSON array and whether it asks for an acknowledgement; returns which, or throws
   * @param disconnect ends the connection
   */
  constructor(emit, disconnect) {
    this.#emit = emit;
    this.#disconnect = disconnect;
  }

  /** Sends an event. A function at the end takes its acknowledgement. */
  emit(name, ...values) {
    const answer = typeof values.at(-1) === "function" ? values.pop() : undefined;
    const id = this.#emit(arrayOf(name, values), Boolean(answer));
    if (answer) this.#waiting.set(id, { resolve: (answers) => queueMicrotask(() => answer(...answers)), reject() {} });
    return true;
  }

  /** Sends an event; resolves to the first value of its acknowledgement. */
  async emitWithAck(name, ...values) {
    const id = this.#emit(arrayOf(name, values), true);
    const [first] = await new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    return first;
  }

  /** Sends an event named message. */
  send(...values) {
    return this.emit("message", ...values);
  }

  /** Leaves the namespace, and ends the connection. */
  disconnect() {
    this.#disconnect();
    return this;
  }

  /** The module has it that the server let the client in. */
  static named(socket, id) {
    Object.assign(socket, { connected: true, id });
  }

  /**
   * An acknowledgement came, a JSON array. The module says so, and no call of it may come back into it: so who waits runs once
   * it is done.
   */
  static acked(socket, id, answers) {
    const waiting = socket.#waiting.get(id);
    socket.#waiting.delete(id);
    waiting?.resolve(JSON.parse(answers));
  }

  /** The connection is over. */
  static closed(socket) {
    Object.assign(socket, { connected: false, id: undefined });
    for (const { reject } of socket.#waiting.values()) reject(new Error("socket has been disconnected")); // the official client's words
    socket.#waiting.clear();
  }
}

/** An event as JSON. Bytes would take frames of their own, which the module does not send. */
function arrayOf(name, values) {
  return JSON.stringify([String(name), ...values], (_, value) => {
    if (value instanceof ArrayBuffer || ArrayBuffer.isView(value) || value instanceof Blob)
      throw new TypeError("Bytes cannot be emitted from here: only what JSON can hold.");
    return value;
  });
}
