// A WebSocket that reports what happens to it, and what a learner types into the browser's console.

/** A WebSocket whose send and close, called from outside, are told like its events. */
export class LessonSocket extends WebSocket {
  #tell;

  /**
   * @param tell opened(subprotocol), received(message), errored(), closed(code, reason, clean), typed(message),
   *   dropped(size), typedClose(code, reason); messages are strings or Uint8Arrays
   */
  constructor(url, subprotocols, tell) {
    super(url, subprotocols);
    this.binaryType = "arraybuffer";
    this.#tell = tell;
    this.addEventListener("open", () => tell.opened(this.protocol));
    this.addEventListener("message", ({ data }) => tell.received(typeof data === "string" ? data : new Uint8Array(data)));
    this.addEventListener("error", () => tell.errored());
    this.addEventListener("close", ({ code, reason, wasClean }) => tell.closed(code, reason, wasClean));
  }

  /** What the browser's console calls: WebSocket.send, seen. */
  send(message) {
    const open = this.readyState === WebSocket.OPEN;
    super.send(...arguments); // throws while connecting, or without a message; drops silently when closing or closed
    bytesOf(message, (seen) => (open ? this.#tell.typed(seen) : this.#tell.dropped(sizeOf(seen))));
  }

  /** What the browser's console calls: WebSocket.close, seen. */
  close(code, reason) {
    super.close(...arguments); // throws for a code or reason that no browser may send
    this.#tell.typedClose(code ?? 0, String(reason ?? ""));
  }

  /** Sends for the player, which knows already. */
  sendQuietly(message) {
    super.send(message);
  }

  /** Closes for the player. */
  closeQuietly(code, reason) {
    if (code) super.close(code, reason);
    else super.close();
  }
}

/** Calls seen with what send was given, as send takes it: a Blob is read first, anything unknown becomes a string. */
function bytesOf(message, seen) {
  if (typeof message === "string") seen(message); // as nearly always
  else if (message instanceof Blob) message.arrayBuffer().then((buffer) => seen(new Uint8Array(buffer)));
  else if (message instanceof ArrayBuffer) seen(new Uint8Array(message));
  else if (ArrayBuffer.isView(message)) seen(new Uint8Array(message.buffer, message.byteOffset, message.byteLength));
  else seen(String(message));
}

const sizeOf = (message) => (typeof message === "string" ? new TextEncoder().encode(message).length : message.byteLength);

/** The address of one of the server's sockets. */
export function socketURL(path) {
  const url = new URL(path, location.href);
  url.protocol = url.protocol.replace("http", "ws");
  return url.href;
}
