import { sha256 } from "@noble/hashes/sha2.js";
import { hmacBlock, INNER_PAD, OUTER_PAD } from "../format/hmac-block.js";

type State = ReturnType<typeof sha256.create>;

// One state to work in and one digest, for all keys: nothing here outlives a call.
const working: State = /* @__PURE__ */ sha256.create();
const innerDigest = /* @__PURE__ */ new Uint8Array(32);

/**
 * HMAC-SHA256 (RFC 2104) under one key of at most 64 bytes, whose two pads are hashed once. Cloning the bare hash states is twice as
 * fast as cloning noble's HMAC object and asking it for a digest (`npm run bench`). The underscore of `_cloneInto`
 * stays in this file.
 */
export class HmacState {
  readonly #inner: State;
  readonly #outer: State;

  constructor(key: Uint8Array) {
    this.#inner = sha256.create().update(hmacBlock(key, INNER_PAD));
    this.#outer = sha256.create().update(hmacBlock(key, OUTER_PAD));
  }

  /** Writes the 32 bytes of the message's HMAC to the start of `out`, which may be the message itself. */
  mac(message: Uint8Array, out: Uint8Array): void {
    this.#inner._cloneInto(working).update(message).digestInto(innerDigest);
    this.#outer._cloneInto(working).update(innerDigest).digestInto(out);
  }
}
