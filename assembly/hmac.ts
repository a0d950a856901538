/**
 * HMAC-SHA256 of one message under a prepared key.
 *
 * The context of a key has 64 bytes: the state of SHA-256 after the key's inner block, then after its outer block, 8 words each.
 */
import { clearBlock, copyShort, swapWords } from "./bytes";
import { BASE_BLOCK, DIGEST_BLOCK, INITIAL_STATE, LAST_BLOCK, STATE } from "./memory";
import { compress } from "./sha256";

/** Writes the context of the 32-byte key at `key` to `context`. */
export function prepareKey(key: usize, context: usize): void {
  prepareHalf(key, 0x36, context);
  prepareHalf(key, 0x5c, context + 32);
}

function prepareHalf(key: usize, pad: u8, state: usize): void {
  const pads = i8x16.splat(pad);
  v128.store(LAST_BLOCK, v128.xor(v128.load(key), pads));
  v128.store(LAST_BLOCK, v128.xor(v128.load(key, 16), pads), 16);
  v128.store(LAST_BLOCK, pads, 32);
  v128.store(LAST_BLOCK, pads, 48);
  compress(INITIAL_STATE, LAST_BLOCK, state);
}

/** Pads the last block of a message: the block at `block` has `length` bytes of it, and the message has `total`. */
function pad(block: usize, length: u32, total: u64): void {
  store<u8>(block + length, 0x80);
  store<u64>(block, bswap(total << 3), 56);
}

/** Writes the padding that never changes. Must be called once. */
export function padBlocks(): void {
  pad(BASE_BLOCK, 16, 64 + 16);
  pad(DIGEST_BLOCK, 32, 64 + 32);
}

/** Completes an HMAC from the state after the last inner block, in the 8 words at STATE; the result is there too. */
function finish(context: usize): void {
  v128.store(DIGEST_BLOCK, swapWords(v128.load(STATE)));
  v128.store(DIGEST_BLOCK, swapWords(v128.load(STATE, 16)), 16);
  compress(context + 32, DIGEST_BLOCK, STATE);
}

/**
 * Compresses the `blocks` blocks at `message` into the 8 words of state at `from`, and writes the new state to `to`, which may be the
 * same address. The context of a key is the state before its first block. If there are no blocks, nothing is written.
 */
export function absorb(from: usize, message: usize, blocks: u32, to: usize): void {
  for (; blocks; blocks--) {
    compress(from, message, to);
    from = to;
    message += 64;
  }
}

/** Computes an HMAC at STATE. The state at `state` has already absorbed `absorbed` blocks of the message; its last `length` bytes are at `message`. */
function digest(context: usize, state: usize, absorbed: u32, message: usize, length: u32): void {
  const total = ((<u64>absorbed + 1) << 6) + length;
  const blocks = length >> 6;
  if (blocks) {
    absorb(state, message, blocks, STATE);
    state = STATE;
    message += (<usize>blocks) << 6;
    length &= 63;
  }
  clearBlock(LAST_BLOCK);
  copyShort(LAST_BLOCK, message, length);
  if (length > 55) {
    // The bit after the message and its length need nine bytes: they don't fit, so another block follows.
    store<u8>(LAST_BLOCK + length, 0x80);
    compress(state, LAST_BLOCK, STATE);
    state = STATE;
    clearBlock(LAST_BLOCK);
    store<u64>(LAST_BLOCK, bswap(total << 3), 56);
  } else {
    pad(LAST_BLOCK, length, total);
  }
  compress(state, LAST_BLOCK, STATE);
  finish(context);
}

/** Writes HMAC-SHA256 of the `length` bytes at `message` to `out`: 32 bytes. */
export function mac(context: usize, message: usize, length: u32, out: usize): void {
  digest(context, context, 0, message, length);
  v128.store(out, swapWords(v128.load(STATE)));
  v128.store(out, swapWords(v128.load(STATE, 16)), 16);
}

/** The first 16 bytes of the same HMAC: the base of a named ID. The state at `state` has already absorbed `absorbed` blocks of the name. */
export function baseOf(context: usize, state: usize, absorbed: u32, name: usize, length: u32): v128 {
  digest(context, state, absorbed, name, length);
  return swapWords(v128.load(STATE));
}

/** The tag of the 16-byte base at `base`. */
export function tagOf(context: usize, base: usize): v128 {
  v128.store(BASE_BLOCK, v128.load(base));
  compress(context, BASE_BLOCK, STATE);
  finish(context);
  return swapWords(v128.load(STATE));
}
