import { BLOCK_SIZE, DIGEST_SIZE, finishSha256, startSha256 } from "./sha256.js";

/** The byte that pads the key's block of the inner hash. */
export const INNER_PAD = 0x36;
/** The byte that pads the key's block of the outer hash. */
export const OUTER_PAD = 0x5c;

const innerDigest = /* @__PURE__ */ new Uint8Array(DIGEST_SIZE);

/** HMAC-SHA256 (RFC 2104) under one key of at most 64 bytes. The blocks of the key are hashed once. */
export class HmacState {
  readonly #inner: Int32Array;
  readonly #outer: Int32Array;

  constructor(key: Uint8Array) {
    this.#inner = startSha256(hmacBlock(key, INNER_PAD));
    this.#outer = startSha256(hmacBlock(key, OUTER_PAD));
  }

  /** Writes the HMAC of a message, 32 bytes, to the start of `out`, which may be the message itself, and returns `out`. */
  mac(message: Uint8Array, out: Uint8Array): Uint8Array {
    return finishSha256(this.#outer, BLOCK_SIZE, finishSha256(this.#inner, BLOCK_SIZE, message, innerDigest), out);
  }
}

/** The first block of one of HMAC's two hashes: the key, of at most 64 bytes, combined with a pad. */
export function hmacBlock(key: Uint8Array, pad: number): Uint8Array {
  const block = new Uint8Array(BLOCK_SIZE).fill(pad);
  key.forEach((byte, i) => {
    block[i] = byte ^ pad;
  });
  return block;
}

/** The HMAC of one message under a key of at most 64 bytes. */
function hmacSha256(key: Uint8Array, message: Uint8Array): Uint8Array {
  return new HmacState(key).mac(message, new Uint8Array(DIGEST_SIZE));
}

/** HKDF-SHA256 (RFC 5869) of a key: the first 32 bytes, with a salt of at most 64 bytes. */
export function hkdfSha256(key: Uint8Array, salt: Uint8Array, info: Uint8Array): Uint8Array {
  return hmacSha256(hmacSha256(salt, key), Uint8Array.of(...info, 1));
}
