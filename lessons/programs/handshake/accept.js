// How a server answers a client's key (RFC 6455, section 4.2.2), and a client checks the answer.

import { sha1 } from './sha1.js';

// #region accept
const guid = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

export function acceptOf(key) {
  const text = key + guid;
  const digest = sha1(new TextEncoder().encode(text));
  const accept = btoa(String.fromCharCode(...digest));
  return { text, digest, accept };
}
// #endregion

// #region random
export function randomKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes));
}
// #endregion

/** Returns how many bytes a key encodes, or undefined for a key that is not base64. */
export function bytesOf(key) {
  try {
    return atob(key).length;
  } catch {
    return undefined;
  }
}
