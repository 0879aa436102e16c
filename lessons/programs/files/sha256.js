// SHA-256, as FIPS 180-4 describes it in section 6.2, for messages that come piece by piece. Browsers have it built in, as
// crypto.subtle.digest, but that function needs the whole message at once, and only pages that came over HTTPS or from the
// computer itself have it: not the page on a phone in a classroom.

/** The digest of bytes that come piece by piece. */
export class SHA256 {
  // prettier-ignore
  #state = Uint32Array.of(0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19);
  #rest = new Uint8Array(64); // the bytes of a block that is not full yet
  #length = 0;

  /** Takes the next bytes. */
  update(bytes) {
    let at = 0;
    const begun = this.#length % 64;
    this.#length += bytes.length;
    if (begun) {
      at = Math.min(64 - begun, bytes.length);
      this.#rest.set(bytes.subarray(0, at), begun);
      if (begun + at < 64) return;
      stir(this.#state, this.#rest, 0);
    }
    for (; at + 64 <= bytes.length; at += 64) stir(this.#state, bytes, at);
    this.#rest.set(bytes.subarray(at));
  }

  /** Returns the digest in hexadecimal. Nothing may come after that. */
  hex() {
    const length = this.#length;
    const padding = new Uint8Array(64 - ((length + 8) % 64) + 8); // a bit 1, then as many 0 as it takes, then the length
    padding[0] = 0x80;
    new DataView(padding.buffer).setBigUint64(padding.length - 8, 8n * BigInt(length));
    this.update(padding);
    return [...this.#state].map((word) => word.toString(16).padStart(8, '0')).join('');
  }
}

const words = new Uint32Array(64);

/** Stirs the block of 64 bytes that starts at a place into the state, in 64 rounds. */
function stir(state, bytes, at) {
  for (let t = 0; t < 16; t++, at += 4) {
    words[t] = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
  }
  for (let t = 16; t < 64; t++) {
    const [v, w] = [words[t - 15], words[t - 2]];
    words[t] =
      words[t - 16]
      + words[t - 7]
      + (rotate(v, 7) ^ rotate(v, 18) ^ (v >>> 3))
      + (rotate(w, 17) ^ rotate(w, 19) ^ (w >>> 10));
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let t = 0; t < 64; t++) {
    const first =
      (h + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + ((e & f) ^ (~e & g)) + constants[t] + words[t]) | 0;
    const second = ((rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0; // | 0 keeps 32 bits
    d = c;
    c = b;
    b = a;
    a = (first + second) | 0;
  }
  [a, b, c, d, e, f, g, h].forEach((word, i) => {
    state[i] += word;
  });
}

const rotate = (word, by) => (word >>> by) | (word << (32 - by));

/** The first 32 bits behind the point of the cube roots of the first 64 primes. */
// prettier-ignore
const constants = Uint32Array.of(
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
);
