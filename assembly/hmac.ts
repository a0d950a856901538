/**
 * HMAC-SHA256 of one message under a prepared key.
 *
 * A key's context is 64 bytes: the state of SHA-256 after the key's inner block, and after its outer one, 8 words each.
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

/** Pads the block at `block`, of which `length` bytes are message: the last of `total`. */
function pad(block: usize, length: u32, total: u64): void {
  store<u8>(block + length, 0x80);
  store<u64>(block, bswap(total << 3), 56);
}

/** Writes the padding that never changes. To be called once. */
export function padBlocks(): void {
  pad(BASE_BLOCK, 16, 64 + 16);
  pad(DIGEST_BLOCK, 32, 64 + 32);
}

/** HMAC, given the state after the last inner block at STATE: 8 words, there again. */
function finish(context: usize): void {
  v128.store(DIGEST_BLOCK, swapWords(v128.load(STATE)));
  v128.store(DIGEST_BLOCK, swapWords(v128.load(STATE, 16)), 16);
  compress(context + 32, DIGEST_BLOCK, STATE);
}

/**
 * Compresses the `blocks` blocks at `message` into the state at `from`, and leaves the new state at `to`, which may be the same place:
 * 8 words. A key's context is the state before its first block. With no block, nothing is written.
 */
export function absorb(from: usize, message: usize, blocks: u32, to: usize): void {
  for (; blocks; blocks--) {
    compress(from, message, to);
    from = to;
    message += 64;
  }
}

/** HMAC of a message of which the state at `state` has absorbed `absorbed` blocks and `length` bytes are left, left at STATE. */
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
    // The bit after the message and its length need nine bytes: another block.
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

/** The first 16 bytes of the same: the base of the ID of a name, of which the state at `state` has absorbed `absorbed` blocks. */
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
