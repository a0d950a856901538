/** SHA-256 (FIPS 180-4) that can start from an already hashed block, which makes HMAC fast. */

/** Bytes of a block. */
export const BLOCK_SIZE = 64;
/** Bytes of a digest. */
export const DIGEST_SIZE = 32;
/** The offset of the message's length in bits, in the last block. */
const LENGTH_AT = BLOCK_SIZE - 8;

const PRIMES: readonly number[] = /* @__PURE__ */ (() => {
  const primes: number[] = [];
  for (let n = 2; primes.length < 64; n++) if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  return primes;
})();

/**
 * The first 32 bits of the fractional parts of roots, which are the constants of SHA-256. The result is exact although
 * `Math.cbrt` may not be: none of these products is closer than 0.02 to an integer, and doubles of this size are 2⁻¹⁷ apart.
 */
function fractions(roots: readonly number[]): Int32Array {
  return Int32Array.from(roots, (root) => Math.floor(root * 2 ** 32) | 0);
}

/** The state before the first block. */
const START: Int32Array = /* @__PURE__ */ fractions(/* @__PURE__ */ PRIMES.slice(0, 8).map(Math.sqrt));
const ROUND_CONSTANTS: Int32Array = /* @__PURE__ */ fractions(/* @__PURE__ */ PRIMES.map(Math.cbrt));

// Shared by all messages: their content doesn't outlive a call.
const schedule = /* @__PURE__ */ new Int32Array(64);
const working = /* @__PURE__ */ new Int32Array(8);
const lastBlock = /* @__PURE__ */ new Uint8Array(BLOCK_SIZE);

/** The SHA-256 of a message. */
export function sha256(message: Uint8Array): Uint8Array {
  return finishSha256(START, 0, message, new Uint8Array(DIGEST_SIZE));
}

/** The state after a first block. The block isn't kept in shared memory. */
export function startSha256(block: Uint8Array): Int32Array {
  const state = START.slice();
  compress(state, block, 0);
  schedule.fill(0);
  return state;
}

/**
 * Hashes the rest of a message.
 * @param state the state after the blocks before it, which is not changed
 * @param hashed the length of those blocks in bytes
 * @param rest the bytes after them
 * @param out receives the 32 bytes of the digest; it may be `rest` itself
 * @returns `out`
 */
export function finishSha256(state: Int32Array, hashed: number, rest: Uint8Array, out: Uint8Array): Uint8Array {
  working.set(state);
  const { length } = rest;
  let at = 0;
  for (; at + BLOCK_SIZE <= length; at += BLOCK_SIZE) compress(working, rest, at);
  const left = length - at;
  for (let i = 0; i < left; i++) lastBlock[i] = rest[at + i];
  lastBlock[left] = 0x80;
  lastBlock.fill(0, left + 1);
  if (left >= LENGTH_AT) {
    compress(working, lastBlock, 0);
    lastBlock.fill(0);
  }
  // The length in bits, in eight bytes; each assignment keeps the lowest eight bits.
  for (let i = BLOCK_SIZE - 1, bits = 8 * (hashed + length); bits > 0; i--) {
    lastBlock[i] = bits % 256;
    bits = Math.floor(bits / 256);
  }
  compress(working, lastBlock, 0);
  for (let i = 0; i < DIGEST_SIZE; i++) out[i] = working[i >> 2] >> (24 - 8 * (i & 3));
  return out;
}

function rotate(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits));
}

/** Hashes the block at an offset into a state. */
function compress(state: Int32Array, bytes: Uint8Array, offset: number): void {
  for (let i = 0, at = offset; i < 16; i++, at += 4) {
    schedule[i] = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
  }
  for (let i = 16; i < 64; i++) {
    const early = schedule[i - 15];
    const late = schedule[i - 2];
    const sigma0 = rotate(early, 7) ^ rotate(early, 18) ^ (early >>> 3);
    const sigma1 = rotate(late, 17) ^ rotate(late, 19) ^ (late >>> 10);
    schedule[i] = (schedule[i - 16] + sigma0 + schedule[i - 7] + sigma1) | 0;
  }
  let a = state[0];
  let b = state[1];
  let c = state[2];
  let d = state[3];
  let e = state[4];
  let f = state[5];
  let g = state[6];
  let h = state[7];
  for (let i = 0; i < 64; i++) {
    const sum1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const choice = g ^ (e & (f ^ g));
    const first = (h + sum1 + choice + ROUND_CONSTANTS[i] + schedule[i]) | 0;
    const sum0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    const majority = (a & (b ^ c)) ^ (b & c);
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + sum0 + majority) | 0;
  }
  state[0] += a;
  state[1] += b;
  state[2] += c;
  state[3] += d;
  state[4] += e;
  state[5] += f;
  state[6] += g;
  state[7] += h;
}
