// SHA-1, as FIPS 180-4 describes it in section 6.1. Browsers have it built in, as crypto.subtle.digest, but only
// for pages that came over HTTPS or from the computer itself. This one works everywhere. It is here to be read,
// and for a handshake of sixty bytes: SHA-1 is too weak to protect anything today.

// #region sha1
/** Returns the 20 bytes of SHA-1 for the bytes of a message. */
export function sha1(message) {
  const state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
  const padded = pad(message);
  for (let at = 0; at < padded.length; at += 64) {
    stir(state, new DataView(padded.buffer, at, 64));
  }
  const digest = new DataView(new ArrayBuffer(20));
  state.forEach((word, i) => digest.setUint32(4 * i, word));
  return new Uint8Array(digest.buffer);
}
// #endregion

// #region pad
/** Adds a bit 1, then as many 0 as it takes, then the length in 64 bits: whole blocks of 64 bytes. */
function pad(message) {
  const blocks = Math.floor((message.length + 8) / 64) + 1;
  const padded = new Uint8Array(64 * blocks);
  padded.set(message);
  padded[message.length] = 0x80;
  new DataView(padded.buffer).setBigUint64(padded.length - 8, 8n * BigInt(message.length));
  return padded;
}
// #endregion

// #region stir
/** Stirs a block of 64 bytes into the state, in 80 rounds. */
function stir(state, block) {
  const words = [];
  let [a, b, c, d, e] = state;
  for (let t = 0; t < 80; t++) {
    if (t < 16) words[t] = block.getUint32(4 * t);
    else words[t] = rotate(words[t - 3] ^ words[t - 8] ^ words[t - 14] ^ words[t - 16], 1);
    const { f, k } = phases[Math.floor(t / 20)];
    const next = (rotate(a, 5) + f(b, c, d) + e + k + words[t]) | 0; // | 0 keeps 32 bits
    [a, b, c, d, e] = [next, a, rotate(b, 30), c, d];
  }
  [a, b, c, d, e].forEach((word, i) => {
    state[i] = (state[i] + word) | 0;
  });
}

/** What is done in 20 rounds each. */
const phases = [
  { k: 0x5a827999, f: (b, c, d) => (b & c) | (~b & d) },
  { k: 0x6ed9eba1, f: (b, c, d) => b ^ c ^ d },
  { k: 0x8f1bbcdc, f: (b, c, d) => (b & c) | (b & d) | (c & d) },
  { k: 0xca62c1d6, f: (b, c, d) => b ^ c ^ d },
];

const rotate = (word, by) => (word << by) | (word >>> (32 - by));
// #endregion
