// Text and bytes to and from the memory of the WebAssembly module. Fetched with module.js.

/** @import { Exports } from "../types.d.ts" */

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** How many bytes are reserved at least: enough for what learners type. */
const minReserved = 4096;

/** The longest text, in characters, that a loop writes faster than an encoder. */
const shortText = 64;

/** The memory of the running module. */
export class Memory {
  #exports;
  #bytes = new Uint8Array();
  #address = 0; // of the bytes that the module has reserved
  #reserved = 0; // how many bytes the module has reserved

  /** @param {Exports} exports */
  constructor(exports) {
    this.#exports = exports;
  }

  /**
   * Writes a text or bytes for the export that is called next; returns the length in bytes.
   * @param {string | Uint8Array} message
   */
  write(message) {
    if (typeof message !== "string") {
      const address = this.#reserve(message.byteLength);
      this.#current().set(message, address);
      return message.byteLength;
    }
    const most = message.length * 3; // a UTF-16 code unit becomes at most three bytes
    const address = this.#reserve(most);
    const bytes = this.#current();
    return writeASCII(message, bytes, address)
      ? message.length
      : encoder.encodeInto(message, bytes.subarray(address, address + most)).written;
  }

  /** Reads a text. @param {number} address @param {number} length in bytes */
  text(address, length) {
    return decoder.decode(this.#current().subarray(address, address + length));
  }

  /** Copies bytes. @param {number} address @param {number} length */
  bytes(address, length) {
    return this.#current().slice(address, address + length);
  }

  /**
   * Returns the address of writable bytes. The address of few bytes stays valid. That of many bytes is valid for one call only,
   * because the module then frees them.
   * @param {number} bytes
   */
  #reserve(bytes) {
    if (bytes > this.#reserved) {
      this.#address = this.#exports.reserve(Math.max(bytes, minReserved));
      this.#reserved = bytes > minReserved ? 0 : minReserved;
    }
    return this.#address;
  }

  /** The memory as it is now: growing replaces its buffer. */
  #current() {
    const { buffer } = this.#exports.mem;
    if (this.#bytes.buffer !== buffer) this.#bytes = new Uint8Array(buffer);
    return this.#bytes;
  }
}

/**
 * Writes a short text of ASCII, and returns false for any other text. Most texts are short ASCII, and an encoder starts more slowly.
 * @param {string} text
 * @param {Uint8Array} bytes
 * @param {number} address
 */
function writeASCII(text, bytes, address) {
  if (text.length > shortText) return false;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit > 0x7f) return false;
    bytes[address + i] = unit;
  }
  return true;
}

/** The length of a text in UTF-8, in bytes. @param {string} text */
export const byteLength = (text) => (text ? encoder.encode(text).length : 0);
