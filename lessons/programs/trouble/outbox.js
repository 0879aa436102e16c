// Messages that are kept until the server has said that it got them.

// #region outbox
export class Outbox {
  #last = 0; // number
  #kept = new Map(); // number -> message

  /** Gives a text its number, and keeps it. */
  add(text) {
    const message = { type: 'say', number: ++this.#last, text };
    this.#kept.set(message.number, message);
    return message;
  }

  /** The server has got a message, which can be forgotten. */
  got(number) {
    this.#kept.delete(number);
  }

  /** The messages that the server may not have, the oldest first. */
  get unanswered() {
    return [...this.#kept.values()];
  }
}
// #endregion
